/// Modules one after the other, each fed what the one before gives. Children are named 0, 1, ….
public final class Sequential: Module {
  public convenience init(_ modules: Module...) {
    self.init(modules)
  }

  public init(_ modules: [Module]) {
    super.init()
    for (index, module) in modules.enumerated() { register(String(index), module) }
  }

  public var count: Int { ownChildren.entries.count }

  /// The module at an index, as the registry has it now.
  public subscript(index: Int) -> Module { child(String(index)) }

  public override func forward(_ x: Tensor) -> Tensor {
    ownChildren.entries.reduce(x) { $1.value($0) }
  }
}

/// A list of modules for their owner to call. Children are named 0, 1, ….
public final class ModuleList: Module {
  public convenience init(_ modules: Module...) {
    self.init(modules)
  }

  public init(_ modules: [Module]) {
    super.init()
    for module in modules { append(module) }
  }

  public var count: Int { ownChildren.entries.count }

  /// The module at an index, as the registry has it now.
  public subscript(index: Int) -> Module { child(String(index)) }

  /// The modules in order, as the registry has them now.
  public var modules: [Module] { ownChildren.entries.map(\.value) }

  public func append(_ module: Module) {
    register(String(count), module)
  }
}
