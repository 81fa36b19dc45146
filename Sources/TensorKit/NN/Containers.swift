/// Modules one after the other, each fed what the one before gives.
/// Children are named 0, 1, ….
///
/// PyTorch: `torch.nn.Sequential`.
public final class Sequential: Module {
  /// A chain of `modules`, the first to be called first.
  ///
  /// PyTorch: `torch.nn.Sequential`.
  public convenience init(_ modules: Module...) {
    self.init(modules)
  }

  /// A chain of `modules`, the first to be called first.
  ///
  /// PyTorch: `torch.nn.Sequential`.
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

/// A list of modules for their owner to call. Children are named 0, 1, ….
///
/// PyTorch: `torch.nn.ModuleList`.
public final class ModuleList: Module {
  /// A list of `modules`.
  ///
  /// PyTorch: `torch.nn.ModuleList`.
  public convenience init(_ modules: Module...) {
    self.init(modules)
  }

  /// A list of `modules`.
  ///
  /// PyTorch: `torch.nn.ModuleList`.
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
  ///
  /// PyTorch: `torch.nn.ModuleList.append`.
  public func append(_ module: Module) {
    register(String(count), module)
  }
}
