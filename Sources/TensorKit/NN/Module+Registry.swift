extension Module {
  /// Adds a parameter, or replaces the one of that name.
  ///
  /// PyTorch: `torch.nn.Module.register_parameter`.
  ///
  /// - Precondition: the name is not empty, has no dot, and is not that of a child or a buffer.
  @discardableResult
  public final func register<P: Parameter>(_ name: String, _ parameter: P) -> P {
    checkName(name, free: ownChildren.named(name) == nil && ownBuffers.named(name) == nil)
    checkNotKept(ownParameters.named(name), name, replacedBy: parameter)
    ownParameters.set(name, to: parameter)
    return parameter
  }

  /// Adds a child module, or replaces the one of that name.
  ///
  /// PyTorch: `torch.nn.Module.register_module`.
  ///
  /// - Precondition: the name is not empty, has no dot, and is not that of a parameter or a buffer.
  @discardableResult
  public final func register<M: Module>(_ name: String, _ module: M) -> M {
    checkName(name, free: ownParameters.named(name) == nil && ownBuffers.named(name) == nil)
    checkNotKept(ownChildren.named(name), name, replacedBy: module)
    ownChildren.set(name, to: module)
    return module
  }

  /// Adds a tensor that belongs to the state but is not trained.
  ///
  /// PyTorch: `torch.nn.Module.register_buffer`.
  ///
  /// - Precondition: the name is not empty, has no dot, and is not that of a parameter or a child.
  public final func registerBuffer(_ name: String, _ tensor: Tensor) {
    checkName(name, free: ownParameters.named(name) == nil && ownChildren.named(name) == nil)
    ownBuffers.set(name, to: tensor)
  }

  private func checkName(_ name: String, free: Bool) {
    precondition(
      !name.isEmpty && !name.contains("."),
      "\(type(of: self)): \"\(name)\" cannot be a name: it must not be empty or hold a dot")
    precondition(
      free, "\(type(of: self)): \"\(name)\" is already the name of something of another kind")
  }

  /// The parameter of a dotted name, such as `attn.q_proj.weight`.
  ///
  /// PyTorch: `torch.nn.Module.get_parameter`.
  ///
  /// - Precondition: there is one. ``parameterIfPresent(_:)`` asks.
  public final func parameter(_ name: String) -> Parameter {
    guard let parameter = parameterIfPresent(name) else {
      preconditionFailure(
        "\(type(of: self)) has no parameter \"\(name)\". It has: \(listed(namedParameters()))")
    }
    return parameter
  }

  /// The parameter of a dotted name, if there is one.
  ///
  /// PyTorch: `torch.nn.Module.get_parameter`.
  public final func parameterIfPresent(_ name: String) -> Parameter? {
    // No name of one's own has a dot in it.
    if let own = ownParameters.named(name) { return own }
    let (parent, last) = Self.split(name)
    return childIfPresent(parent)?.parameterHere(last)
  }

  /// The buffer of a dotted name, if there is one.
  ///
  /// PyTorch: `torch.nn.Module.get_buffer`.
  public final func bufferIfPresent(_ name: String) -> Tensor? {
    let (parent, last) = Self.split(name)
    return childIfPresent(parent)?.ownBuffers.named(last)
  }

  /// The module of a dotted name, such as `blocks.0.attn`; the empty name is the module itself.
  ///
  /// PyTorch: `torch.nn.Module.get_submodule`.
  ///
  /// - Precondition: there is one. ``childIfPresent(_:)`` asks.
  public final func child(_ name: String) -> Module {
    guard let child = childIfPresent(name) else {
      preconditionFailure(
        "\(type(of: self)) has no module \"\(name)\". It has: \(listed(namedModules()))")
    }
    return child
  }

  /// The module of a dotted name, if there is one; the empty name is the module itself.
  ///
  /// PyTorch: `torch.nn.Module.get_submodule`.
  public final func childIfPresent(_ name: String) -> Module? {
    if let own = ownChildren.named(name) { return own }
    return name.split(separator: ".", omittingEmptySubsequences: name.isEmpty)
      .reduce(self) { $0?.childHere(String($1)) }
  }

  /// Puts `module` where the module of a dotted name stands, in its parent: forward, the walks and
  /// the state dictionary all meet the new one from now on, at the old one's place.
  ///
  /// PyTorch: `torch.nn.Module.set_submodule`.
  ///
  /// - Precondition: there is a module of that name, its parent does not keep it in a stored property,
  ///   which nobody else can change, and the new one does not hold this module.
  public final func replace(_ dottedName: String, with module: Module) {
    precondition(
      !dottedName.isEmpty, "replace: a module cannot replace itself: name one of its children")
    _ = child(dottedName)
    let (parentName, last) = Self.split(dottedName)
    let parent = child(parentName)
    precondition(
      !module.namedModules().contains { $0.module === parent },
      """
      replace: the new \(type(of: module)) for "\(dottedName)" holds the \(type(of: parent)) that it \
      goes into, without end: it may hold what it replaces, not what is above
      """)
    parent.checkNotKept(parent.childHere(last), last, replacedBy: module)
    parent.ownChildren.set(last, to: module)
  }

  /// `a.b.c` → `a.b` and `c`.
  private static func split(_ name: String) -> (parent: String, last: String) {
    guard let dot = name.lastIndex(of: ".") else { return ("", name) }
    return (String(name[..<dot]), String(name[name.index(after: dot)...]))
  }

  private func listed<Value>(_ entries: [(name: String, Value)]) -> String {
    let names = entries.map(\.name).filter { !$0.isEmpty }
    return names.isEmpty ? "none" : names.joined(separator: ", ")
  }
}
