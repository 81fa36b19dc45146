/// Changes parameters by their gradients. Subclasses say how.
///
/// Parameters are held as the objects they are, so what ``Module/to(_:)`` or
/// ``Module/loadStateDict(_:strict:)`` does to them is seen here. One without a gradient is left alone.
///
/// Options are doubles, as PyTorch's are: a rate of 0.1 is the double 0.1, whatever the type of the
/// parameters.
///
/// PyTorch: `torch.optim.Optimizer`.
open class Optimizer {
  /// What is changed: the parameters of every group, one group after the other.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  public private(set) final var parameters: [Parameter] = []

  /// The parameters with the options that hold for them.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  ///
  /// - Precondition: a change leaves each group its parameters. ``add(_:)`` adds a group.
  public final var groups: [ParameterGroup] = [] {
    didSet {
      precondition(
        groups.map(\.parameters.count) == memberCounts,
        "optimizer: a group of \(memberCounts) parameters was exchanged for another: change its options"
      )
    }
  }

  /// What the rule remembers of each parameter between steps, by the parameter's place in
  /// ``parameters`` and PyTorch's name, such as `exp_avg`.
  ///
  /// PyTorch: `torch.optim.Optimizer.state`.
  public final var state: [Int: [String: Tensor]] = [:]

  /// The group that each of ``parameters`` belongs to.
  private var groupOf: [Int] = []
  private var memberCounts: [Int] = []
  private let defaults: [String: Double]

  /// An optimiser of these parameters.
  ///
  /// PyTorch: `torch.optim.Optimizer`.
  ///
  /// - Precondition: there is a parameter, none is given twice, and `lr` is not negative.
  public convenience init(_ parameters: [Parameter], lr: any TensorScalar) {
    self.init(groups: [ParameterGroup(parameters)], defaults: ["lr": Double(option: lr)])
  }

  /// An optimiser of these groups. `defaults` names every option that the rule uses, and gives its
  /// value for groups that do not.
  ///
  /// PyTorch: `torch.optim.Optimizer`.
  ///
  /// - Precondition: there is a parameter, none is given twice, no rate is negative, and no group
  ///   has an option that is not among the defaults.
  public init(groups: [ParameterGroup], defaults: [String: Double]) {
    self.defaults = defaults
    precondition(
      groups.contains { !$0.parameters.isEmpty },
      "optimizer: there are no parameters to change: does any of them require a gradient?")
    for group in groups { add(group) }
  }

  /// Adds a group of further parameters.
  ///
  /// PyTorch: `torch.optim.Optimizer.add_param_group`.
  ///
  /// - Precondition: none of them is here already, and every option is one that the rule uses.
  public final func add(_ group: ParameterGroup) {
    let all = parameters + group.parameters
    precondition(
      Set(all.map { ObjectIdentifier($0) }).count == all.count,
      "optimizer: a parameter is given twice, and would be changed twice in a step")
    for option in group.options.keys.sorted() {
      precondition(
        defaults[option] != nil,
        """
        \(type(of: self)): a group has the option "\(option)", which this rule does not use. It \
        uses: \(defaults.keys.sorted().joined(separator: ", "))
        """)
    }
    let options = defaults.merging(group.options) { $1 }
    let rate = options["lr"] ?? 0
    precondition(rate >= 0, "optimizer: the learning rate \(rate) is negative or not a number")
    parameters = all
    groupOf += group.parameters.map { _ in memberCounts.count }
    memberCounts.append(group.parameters.count)
    groups.append(ParameterGroup(group.parameters, options: options))
  }

  /// The learning rate of the next ``step()``, where every group has the same; setting it sets every
  /// group's.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  ///
  /// - Precondition: no group has a rate of its own. ``groups`` has the rate of each.
  public final var lr: Double {
    get {
      let rates = Set(groups.map(\.lr))
      precondition(
        rates.count == 1,
        "optimizer: the groups have different rates, \(groups.map(\.lr)): say whose is meant, as in "
          + "optimizer.groups[0].lr")
      return groups[0].lr
    }
    set {
      _ = lr
      for index in groups.indices { groups[index].lr = newValue }
    }
  }

  /// The options for the parameter at `index` of ``parameters``.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  public final func options(of index: Int) -> ParameterGroup { groups[groupOf[index]] }

  /// Changes every parameter that has a gradient, unseen by autograd.
  ///
  /// PyTorch: `torch.optim.Optimizer.step`.
  public final func step() {
    noGrad {
      for (index, parameter) in parameters.enumerated() {
        if let gradient = parameter.grad { update(parameter, gradient, index) }
      }
    }
  }

  /// Changes one parameter in place. Called without gradient tracking.
  ///
  /// PyTorch: nothing like it.
  ///
  /// - Parameters:
  ///   - parameter: what is changed.
  ///   - gradient: what `backward` left in it.
  ///   - index: where the parameter stands in ``parameters``: ``options(of:)`` it, and the key to its
  ///     ``state``.
  open func update(_ parameter: Parameter, _ gradient: Tensor, _ index: Int) {
    preconditionFailure("\(type(of: self)) has no update rule: override update(_:_:_:)")
  }

  /// Forgets every gradient.
  ///
  /// PyTorch: `torch.optim.Optimizer.zero_grad`.
  public final func zeroGrad() {
    for parameter in parameters { parameter.grad = nil }
  }
}

extension Optimizer {
  /// What is remembered of a parameter under `name`, in the type it is computed with; zeros at first.
  final func remembered(_ name: String, of parameter: Parameter, at index: Int) -> Tensor {
    let dtype = parameter.dtype.computed
    let found = state[index]?[name] ?? Tensor.zeros(parameter.shape, dtype: dtype)
    // The model may have been converted since the last step.
    let converted = found.to(dtype).contiguous()
    state[index, default: [:]][name] = converted
    return converted
  }

  /// Counts a step of one parameter, in PyTorch's way a float32 scalar.
  final func countStep(at index: Int) -> Double {
    guard let step = state[index]?["step"] else {
      state[index, default: [:]]["step"] = Tensor(1)
      return 1
    }
    return step.add_(1).item()
  }

  /// Lets `change` write to the elements of a parameter in row-major order, in the type they are
  /// computed with.
  final func changing(
    _ parameter: Parameter, _ name: StaticString, _ change: (_ dense: Tensor) -> Void
  ) {
    // The kernels want dense elements of a type that is computed with; another parameter is changed as
    // a copy.
    let target =
      parameter.isContiguous && !parameter.dtype.isStorageOnly
      ? parameter : parameter.detach().to(parameter.dtype.computed).contiguous()
    parameter.willChange(name)
    change(target)
    if target !== parameter { parameter.copy_(target) }
  }
}
