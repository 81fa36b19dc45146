extension Module {
  /// This module under the name "", and every module below under its dotted name: parents before
  /// children, in the order of registration. A module that is shared appears once, under its first
  /// name.
  ///
  /// PyTorch: `torch.nn.Module.named_modules`.
  public final func namedModules() -> [(name: String, module: Module)] {
    var seen: Set<ObjectIdentifier> = []
    var found: [(name: String, module: Module)] = []
    // Pushed in reverse, so that the first child is the next to come off.
    var waiting: [(name: String, module: Module)] = [("", self)]
    while let (name, module) = waiting.popLast() {
      guard seen.insert(ObjectIdentifier(module)).inserted else { continue }
      found.append((name, module))
      for child in module.allChildren.reversed() {
        waiting.append((name.isEmpty ? child.name : "\(name).\(child.name)", child.value))
      }
    }
    return found
  }

  /// The modules registered here, in order, each once.
  ///
  /// PyTorch: `torch.nn.Module.named_children`.
  public final func namedChildren() -> [(name: String, module: Module)] {
    var seen: Set<ObjectIdentifier> = []
    return allChildren.compactMap { name, module in
      seen.insert(ObjectIdentifier(module)).inserted ? (name, module) : nil
    }
  }

  /// Every parameter below, under its dotted name: a module's own before its children's. A
  /// parameter that is shared appears once, under its first name.
  ///
  /// PyTorch: `torch.nn.Module.named_parameters`.
  public final func namedParameters() -> [(name: String, parameter: Parameter)] {
    named(\.allParameters).map { (name: $0.name, parameter: $0.value) }
  }

  /// Every parameter below, each once, in the order of ``namedParameters()``.
  ///
  /// PyTorch: `torch.nn.Module.parameters`.
  public final func parameters() -> [Parameter] {
    var (modules, parameters): (Set<ObjectIdentifier>, Set<ObjectIdentifier>) = ([], [])
    var found: [Parameter] = []
    func visit(_ module: Module) {
      guard modules.insert(ObjectIdentifier(module)).inserted else { return }
      for (_, own) in module.allParameters
      where parameters.insert(ObjectIdentifier(own)).inserted {
        found.append(own)
      }
      for (_, child) in module.allChildren { visit(child) }
    }
    visit(self)
    return found
  }

  /// Every buffer below, under its dotted name, each once.
  ///
  /// PyTorch: `torch.nn.Module.named_buffers`.
  public final func namedBuffers() -> [(name: String, buffer: Tensor)] {
    named(\.ownBuffers.entries).map { (name: $0.name, buffer: $0.value) }
  }

  private func named<Value: AnyObject>(
    _ own: (Module) -> [(name: String, value: Value)]
  ) -> [(name: String, value: Value)] {
    var seen: Set<ObjectIdentifier> = []
    return namedModules().flatMap { prefix, module in
      own(module).compactMap { name, value in
        guard seen.insert(ObjectIdentifier(value)).inserted else { return nil }
        return (prefix.isEmpty ? name : "\(prefix).\(name)", value)
      }
    }
  }
}
