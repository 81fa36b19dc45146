// Most modules keep nothing in properties, which the first look finds out: from then on, a walk
// costs them nothing. `forward` looks names up in the registry first, and never gets here.

/// Whether stored properties can hold a layer or parameter: their types say so.
enum StoredProperties { case unseen, holdNothing, holdParts }

extension Module {
  /// The children by name: those in stored properties, then those registered.
  final var allChildren: [(name: String, value: Module)] {
    guard let parts = keptParts() else { return ownChildren.entries }
    let kept: [(name: String, value: Module)] = parts.compactMap { name, part in
      if case .module(let module) = part { (name, module) } else { nil }
    }
    return kept + ownChildren.entries
  }

  /// The module's own parameters by name: those in stored properties, then those registered.
  final var allParameters: [(name: String, value: Parameter)] {
    guard let parts = keptParts() else { return ownParameters.entries }
    let kept: [(name: String, value: Parameter)] = parts.compactMap { name, part in
      if case .parameter(let parameter) = part { (name, parameter) } else { nil }
    }
    return kept + ownParameters.entries
  }

  final func childHere(_ name: String) -> Module? {
    ownChildren.named(name) ?? allChildren.first { $0.name == name }?.value
  }

  final func parameterHere(_ name: String) -> Parameter? {
    ownParameters.named(name) ?? allParameters.first { $0.name == name }?.value
  }

  /// What stored properties hold and the registry does not; nil if they hold nothing.
  private func keptParts() -> [PropertyReader.Part]? {
    if properties == .holdNothing { return nil }
    let reader = PropertyReader(self)
    let isFirstLook = properties == .unseen
    properties = reader.mayHoldParts ? .holdParts : .holdNothing
    if properties == .holdNothing { return nil }
    for name in reader.lazy {
      preconditionFailure(
        """
        \(type(of: self)): "\(name)" is lazy, so that parameters(), train() and to(_:) would miss it \
        until it is first used: make it a let, or register it
        """)
    }
    let registered = Set(
      ownChildren.entries.map { ObjectIdentifier($0.value) }
        + ownParameters.entries.map { ObjectIdentifier($0.value) })
    let kept = reader.parts.filter { !registered.contains(ObjectIdentifier($0.value.object)) }
    for (name, part) in kept {
      checkName(name)
      if isFirstLook { checkEnd(name, part) }
    }
    if !reader.hidden.isEmpty { checkHidden(reader.hidden, kept) }
    return kept
  }

  private func checkName(_ name: String) {
    let isTaken =
      ownChildren.named(name) != nil || ownParameters.named(name) != nil
      || ownBuffers.named(name) != nil
    precondition(
      !isTaken,
      """
      \(type(of: self)): its property "\(name)" holds one thing, and another is registered under that \
      name: keep one of them, or give them two names
      """)
  }

  private func checkEnd(_ name: String, _ part: ModulePart) {
    if case .module(let module) = part, module.reaches(self) {
      preconditionFailure(
        """
        \(type(of: self)): its property "\(name)" leads back to itself, so that a walk would have no \
        end: keep the module above in a closure, as in { [unowned model] in model }
        """)
    }
  }

  /// Whether a walk over properties and registry leads from here to `goal`.
  private func reaches(_ goal: Module) -> Bool {
    var seen: Set<ObjectIdentifier> = []
    var waiting = [self]
    while let module = waiting.popLast() {
      if module === goal { return true }
      guard seen.insert(ObjectIdentifier(module)).inserted else { continue }
      waiting += module.ownChildren.entries.map(\.value)
      if module.properties == .holdNothing { continue }
      for (_, part) in PropertyReader(module).parts {
        if case .module(let next) = part { waiting.append(next) }
      }
    }
    return false
  }

  /// Parts inside an array or a struct are fine where the registry leads to each of them too.
  private func checkHidden(_ hidden: [PropertyReader.Part], _ kept: [PropertyReader.Part]) {
    var found = Set(ownParameters.entries.map { ObjectIdentifier($0.value) })
    var children = ownChildren.entries.map(\.value)
    for (_, part) in kept {
      found.insert(ObjectIdentifier(part.object))
      if case .module(let module) = part { children.append(module) }
    }
    for child in children {
      for (_, module) in child.namedModules() { found.insert(ObjectIdentifier(module)) }
      for parameter in child.parameters() { found.insert(ObjectIdentifier(parameter)) }
    }
    for (name, part) in hidden {
      precondition(
        found.contains(ObjectIdentifier(part.object)),
        """
        \(type(of: self)): its property "\(name)" holds a \(type(of: part.object)) inside an array or \
        a struct, where parameters(), train() and to(_:) do not find it: keep layers in a \
        ModuleList, or register each
        """)
    }
  }

  /// Refuses to register something in the place of what a stored property holds: `forward` would go
  /// on computing with the old one.
  final func checkNotKept(_ old: AnyObject?, _ name: String, replacedBy new: AnyObject) {
    guard let old, old !== new, properties != .holdNothing else { return }
    let holder = PropertyReader(self).parts.first { $0.value.object === old }
    precondition(
      holder == nil,
      """
      \(type(of: self)): "\(name)" cannot be replaced from outside, as its property \
      "\(holder?.name ?? "")" would go on computing with the old one: register("\(name)", …) it \
      instead, and use child("\(name)") in forward, or assign to the property
      """)
  }
}
