/// Why a state dictionary does not fit a module. The module is then unchanged.
///
/// PyTorch: nothing like it.
public enum ModuleError: Error, Equatable, CustomStringConvertible {
  /// The module has these names and the dictionary does not.
  case missing(keys: [String], module: String)
  /// The dictionary has these names and the module does not.
  case unexpected(keys: [String], module: String)
  /// A tensor of another shape than the parameter or buffer of its name.
  case shape(key: String, expected: [Int], found: [Int])

  /// The names at fault, and what to do next.
  public var description: String {
    switch self {
    case .missing(let keys, let module):
      "loadStateDict: \(module) needs \(Self.listed(keys)), which the state dict does not have. "
        + "Check that it was saved from the same architecture."
    case .unexpected(let keys, let module):
      "loadStateDict: \(module) has no place for \(Self.listed(keys)). "
        + "Check the names, or remove these tensors first."
    case .shape(let key, let expected, let found):
      "loadStateDict: \"\(key)\" has the shape \(found) in the state dict and \(expected) in the "
        + "module. Build the module with the sizes that were saved."
    }
  }

  private static func listed(_ keys: [String]) -> String {
    keys.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

extension Module {
  /// Every parameter and buffer below under its dotted name: a module's own parameters, its own
  /// buffers, then its children in order. A shared parameter appears under each of its names.
  ///
  /// The tensors are detached but share storage with the module, as in PyTorch: they follow its
  /// training. ``StateDict/clone()`` makes a snapshot.
  ///
  /// PyTorch: `torch.nn.Module.state_dict`.
  public final func stateDict() -> StateDict {
    var state = StateDict()
    for (name, tensor) in stateEntries() { state[name] = tensor.detach() }
    return state
  }

  /// Copies a state dictionary's values into the parameters and buffers of the same names. The
  /// parameters stay the objects they are, keep their `requiresGrad` and their element type.
  ///
  /// PyTorch: `torch.nn.Module.load_state_dict`.
  ///
  /// - Throws: ``ModuleError`` if a name is missing or unexpected or a shape differs. All of that is
  ///   found before the first value is copied: a module is never half loaded.
  public final func loadStateDict(_ state: StateDict) throws(ModuleError) {
    let entries = stateEntries()
    let kind = String(describing: type(of: self))
    let missing = entries.map(\.name).filter { state[$0] == nil }
    if !missing.isEmpty { throw .missing(keys: missing, module: kind) }
    let known = Set(entries.map { ExactName($0.name) })
    let unexpected = state.keys.filter { !known.contains(ExactName($0)) }
    if !unexpected.isEmpty { throw .unexpected(keys: unexpected, module: kind) }

    var pairs: [(target: Tensor, source: Tensor)] = []
    for (name, target) in entries {
      guard let source = state[name] else { continue }
      guard source.shape == target.shape else {
        throw .shape(key: name, expected: target.shape, found: source.shape)
      }
      pairs.append((target, source))
    }
    noGrad {
      for (target, source) in pairs { target.copy_(source.detach()) }
    }
  }

  private func stateEntries() -> [(name: String, tensor: Tensor)] {
    var found: [(name: String, tensor: Tensor)] = []
    collectState(prefix: "", into: &found)
    return found
  }

  private func collectState(prefix: String, into found: inout [(name: String, tensor: Tensor)]) {
    for (name, parameter) in ownParameters.entries { found.append((prefix + name, parameter)) }
    for (name, buffer) in ownBuffers.entries { found.append((prefix + name, buffer)) }
    for (name, child) in ownChildren.entries {
      child.collectState(prefix: "\(prefix)\(name).", into: &found)
    }
  }
}
