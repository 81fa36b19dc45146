/// Changes parameters by their gradients: PyTorch's `torch.optim.Optimizer`. Subclasses say how.
///
/// Parameters are held as the objects they are, so what ``Module/to(_:)`` or
/// ``Module/loadStateDict(_:)`` does to them is seen here. One without a gradient is left alone.
open class Optimizer {
  /// What is changed, in the order given.
  public let parameters: [Parameter]

  /// The learning rate of the next ``step()``.
  public var lr: Float

  /// An optimiser of these parameters.
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
  public final func step() {
    noGrad {
      for (index, parameter) in parameters.enumerated() {
        if let gradient = parameter.grad { update(parameter, gradient, index) }
      }
    }
  }

  /// Changes one parameter in place. Called without gradient tracking.
  ///
  /// - Parameter index: where the parameter stands in ``parameters``, to keep state by.
  open func update(_ parameter: Parameter, _ gradient: Tensor, _ index: Int) {
    preconditionFailure("\(type(of: self)) has no update rule: override update(_:_:_:)")
  }

  /// Forgets every gradient.
  public final func zeroGrad() {
    for parameter in parameters { parameter.grad = nil }
  }
}
