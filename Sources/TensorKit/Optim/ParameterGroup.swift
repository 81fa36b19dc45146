/// Parameters that an optimiser changes by one set of options, for example the biases without
/// weight decay.
///
/// An option that is not given here is the optimiser's own.
///
/// ```swift
/// let optimizer = AdamW(
///   groups: [ParameterGroup(weights), ParameterGroup(biases, weightDecay: 0)], lr: 1e-3)
/// ```
///
/// PyTorch: `torch.optim.Optimizer.param_groups`.
public struct ParameterGroup {
  /// What is changed, in the order given.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  public let parameters: [Parameter]

  /// The options by name: those given, and once an optimiser holds the group, all that it uses.
  var options: [String: Double] = [:]

  /// A group that takes from its optimiser whatever is left out here.
  ///
  /// PyTorch: `torch.optim.Optimizer.add_param_group`.
  public init(
    _ parameters: [Parameter], lr: (any TensorScalar)? = nil,
    betas: (any TensorScalar, any TensorScalar)? = nil, eps: (any TensorScalar)? = nil,
    weightDecay: (any TensorScalar)? = nil, momentum: (any TensorScalar)? = nil,
    dampening: (any TensorScalar)? = nil, nesterov: Bool? = nil
  ) {
    self.parameters = parameters
    options["lr"] = lr.map(Double.init(option:))
    options["beta1"] = betas.map { Double(option: $0.0) }
    options["beta2"] = betas.map { Double(option: $0.1) }
    options["eps"] = eps.map(Double.init(option:))
    options["weightDecay"] = weightDecay.map(Double.init(option:))
    options["momentum"] = momentum.map(Double.init(option:))
    options["dampening"] = dampening.map(Double.init(option:))
    options["nesterov"] = nesterov.map { $0 ? 1 : 0 }
  }

  init(_ parameters: [Parameter], options: [String: Double]) {
    (self.parameters, self.options) = (parameters, options)
  }

  /// The option of a name; truth values are 0 and 1, and the betas are `beta1` and `beta2`.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  ///
  /// - Precondition: the group's optimiser has such an option.
  public subscript(option: String) -> Double {
    get {
      guard let value = options[option] else {
        preconditionFailure(
          """
          ParameterGroup: there is no option "\(option)" here. There are: \
          \(options.keys.sorted().joined(separator: ", "))
          """)
      }
      return value
    }
    set { options[option] = newValue }
  }

  /// The learning rate.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  public var lr: Double {
    get { self["lr"] }
    set { self["lr"] = newValue }
  }

  /// The share of a parameter that counts against it, in the way of the optimiser's rule.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  public var weightDecay: Double {
    get { self["weightDecay"] }
    set { self["weightDecay"] = newValue }
  }

  /// β₁ and β₂ of ``Adam`` and ``AdamW``.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  public var betas: (Double, Double) {
    get { (self["beta1"], self["beta2"]) }
    set { (self["beta1"], self["beta2"]) = newValue }
  }
}

extension Double {
  /// An option as it was written: a `Float` of 0.1 stands for the decimal 0.1, as a `Double` does.
  init(option value: any TensorScalar) {
    self = (value as? Float).map { Double(asWritten: $0) } ?? value.scalar.double
  }
}
