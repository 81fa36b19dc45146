/// Modules one after the other, each fed what the one before gives: PyTorch's `nn.Sequential`.
/// Children are named 0, 1, ….
public final class Sequential: Module {
  /// A chain of `modules`, the first to be called first.
  public convenience init(_ modules: Module...) {
    self.init(modules)
  }

  /// A chain of `modules`, the first to be called first.
  public init(_ modules: [Module]) {
    super.init()
    for (index, module) in modules.enumerated() { register(String(index), module) }
  }

  /// How many modules there are.
  public var count: Int { ownChildren.entries.count }

  /// The module at an index, as the registry has it now.
  ///
  /// - Precondition: there is one.
  public subscript(index: Int) -> Module { child(String(index)) }

  /// x: what the first module takes → what the last one gives
  public override func forward(_ x: Tensor) -> Tensor {
    ownChildren.entries.reduce(x) { $1.value($0) }
  }
}

/// A list of modules for their owner to call: PyTorch's `nn.ModuleList`. Children are named 0, 1, ….
public final class ModuleList: Module {
  /// A list of `modules`.
  public convenience init(_ modules: Module...) {
    self.init(modules)
  }

  /// A list of `modules`.
  public init(_ modules: [Module]) {
    super.init()
    for module in modules { append(module) }
  }

  /// How many modules there are.
  public var count: Int { ownChildren.entries.count }

  /// The module at an index, as the registry has it now.
  ///
  /// - Precondition: there is one.
  public subscript(index: Int) -> Module { child(String(index)) }

  /// The modules in order, as the registry has them now.
  public var modules: [Module] { ownChildren.entries.map(\.value) }

  /// Adds a module at the end.
  public func append(_ module: Module) {
    register(String(count), module)
  }
}
