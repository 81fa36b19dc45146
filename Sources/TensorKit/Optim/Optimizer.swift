/// Changes parameters by their gradients. Subclasses say how.
///
/// Parameters are held as the objects they are, so what ``Module/to(_:)`` or
/// ``Module/loadStateDict(_:)`` does to them is seen here. One without a gradient is left alone.
///
/// PyTorch: `torch.optim.Optimizer`.
open class Optimizer {
  /// What is changed, in the order given.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  public let parameters: [Parameter]

  /// The learning rate of the next ``step()``.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  public var lr: Float

  /// An optimiser of these parameters.
  ///
  /// PyTorch: `torch.optim.Optimizer`.
  ///
  /// - Precondition: there is a parameter, none is given twice, and `lr` is not negative.
  public init(_ parameters: [Parameter], lr: Float) {
    precondition(
      !parameters.isEmpty,
      "optimizer: there are no parameters to change: does any of them require a gradient?")
    precondition(
      Set(parameters.map { ObjectIdentifier($0) }).count == parameters.count,
      "optimizer: a parameter is given twice, and would be changed twice in a step")
    precondition(lr >= 0, "optimizer: the learning rate \(lr) is negative or not a number")
    self.parameters = parameters
    self.lr = lr
  }

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
  ///   - index: where the parameter stands in ``parameters``, to keep state by.
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
