/// Something with parameters.
///
/// A module registers its parameters, buffers and child modules by name, and looks them up there
/// when it computes. The registry is the one source of truth: what ``replace(_:with:)`` puts into
/// it is at once what `forward` computes with, what the walks visit and what the state dictionary
/// names.
///
/// ```swift
/// final class Twice: Module {
///   init(_ layer: Linear) {
///     super.init()
///     register("layer", layer)
///   }
///   override func forward(_ x: Tensor) -> Tensor { child("layer")(child("layer")(x)) }
/// }
/// ```
///
/// A layer or parameter in a stored property is found there too, under the property's name, as what
/// PyTorch's `self.fc1 = nn.Linear(…)` assigns: `let fc1 = Linear(2, 2)` is enough, and `fc1(x)`
/// computes with it. The properties come first, then what is registered. What is both, is one, under
/// the name in the registry. What the property holds now counts, so a new layer may be assigned to a
/// `var`; only ``replace(_:with:)`` cannot change somebody's property, and says so. Layers inside a
/// plain array, dictionary, tuple or struct are refused at the first walk: use a ``ModuleList``. A
/// plain `Tensor` in a property stays outside the state, as in PyTorch: ``registerBuffer(_:_:)``.
///
/// PyTorch: `torch.nn.Module`.
open class Module {
  var ownParameters = OrderedNames<Parameter>()
  var ownBuffers = OrderedNames<Tensor>()
  var ownChildren = OrderedNames<Module>()
  /// What the first look at the stored properties has shown.
  var properties = StoredProperties.unseen

  /// Whether layers such as ``Dropout`` behave as in training. Set by ``train(_:)`` and ``eval()``.
  ///
  /// PyTorch: `torch.nn.Module.training`.
  public private(set) var training = true

  /// A module with nothing registered, in training mode.
  ///
  /// PyTorch: `torch.nn.Module`.
  public init() {}

  /// The output for one input. Subclasses say what that is; a module without a `forward`, such as
  /// ``ModuleList``, cannot be called.
  ///
  /// PyTorch: `torch.nn.Module.forward`.
  open func forward(_ x: Tensor) -> Tensor {
    preconditionFailure("\(type(of: self)) has no forward: override forward(_:) to call it")
  }

  /// What ``forward(_:)`` gives: `layer(x)`.
  ///
  /// PyTorch: `torch.nn.Module.__call__`.
  public final func callAsFunction(_ x: Tensor) -> Tensor { forward(x) }

  /// Sets ``training`` here and in every module below.
  ///
  /// PyTorch: `torch.nn.Module.train`.
  open func train(_ mode: Bool = true) {
    training = mode
    for (_, child) in allChildren { child.train(mode) }
  }

  /// `train(false)`: dropout off.
  ///
  /// PyTorch: `torch.nn.Module.eval`.
  open func eval() { train(false) }

  /// Converts every floating-point parameter and buffer below to `dtype`.
  ///
  /// Each parameter stays the object it was, with its `requiresGrad` and its gradient, so that an
  /// optimiser that holds it and a freeze that was set both stay good.
  ///
  /// PyTorch: `torch.nn.Module.to`.
  ///
  /// - Precondition: `dtype` is a floating point type.
  open func to(_ dtype: DType) {
    precondition(
      dtype.isFloatingPoint,
      "to: parameters are of a floating point type, such as float32, and not \(dtype)")
    for (_, child) in allChildren { child.to(dtype) }
    for (_, parameter) in allParameters { parameter.convertStorage(to: dtype) }
    for (name, buffer) in ownBuffers.entries
    where buffer.dtype.isFloatingPoint {
      ownBuffers[name] = buffer.to(dtype)
    }
  }

  /// Calls `f` with every module: children first, then the module itself, as PyTorch.
  ///
  /// PyTorch: `torch.nn.Module.apply`.
  open func apply(_ f: (Module) -> Void) {
    for (_, child) in allChildren { child.apply(f) }
    f(self)
  }

  /// What ``description`` shows between the parentheses: sizes and options.
  ///
  /// PyTorch: `torch.nn.Module.extra_repr`.
  open var extraDescription: String { "" }

  /// Sets `requiresGrad` of every parameter below.
  ///
  /// PyTorch: `torch.nn.Module.requires_grad_`.
  public final func requiresGrad(_ flag: Bool) {
    for parameter in parameters() { parameter.requiresGrad = flag }
  }

  /// Forgets the gradient of every parameter below.
  ///
  /// PyTorch: `torch.nn.Module.zero_grad`.
  public final func zeroGrad() {
    for parameter in parameters() { parameter.grad = nil }
  }
}
