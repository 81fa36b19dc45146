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
  /// More than one of these: first what is missing, then what is unexpected, then each shape.
  case several([ModuleError])

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
    case .several(let errors):
      errors.map(\.description).joined(separator: "\n")
    }
  }

  private static func listed(_ keys: [String]) -> String {
    keys.map { "\"\($0)\"" }.joined(separator: ", ")
  }
}

/// The names that only one side has, after ``Module/loadStateDict(_:strict:)``.
///
/// PyTorch: `torch.nn.Module.load_state_dict`.
public struct IncompatibleKeys: Equatable, Sendable {
  /// The module has these names and the dictionary does not.
  ///
  /// PyTorch: `missing_keys`.
  public var missingKeys: [String]
  /// The dictionary has these names and the module does not.
  ///
  /// PyTorch: `unexpected_keys`.
  public var unexpectedKeys: [String]

  fileprivate func errors(of module: String) -> [ModuleError] {
    (missingKeys.isEmpty ? [] : [.missing(keys: missingKeys, module: module)])
      + (unexpectedKeys.isEmpty ? [] : [.unexpected(keys: unexpectedKeys, module: module)])
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
  /// - `strict`: whether every name must be in both. Otherwise the names that are in both are
  ///   loaded, and the others returned.
  /// - Throws: ``ModuleError`` with every name that is missing or unexpected and every shape that
  ///   differs. All of that is found before the first value is copied: a module is never half loaded.
  @discardableResult
  public final func loadStateDict(
    _ state: StateDict, strict: Bool = true
  ) throws(ModuleError) -> IncompatibleKeys {
    let entries = stateEntries()
    let known = Set(entries.map { ExactName($0.name) })
    let keys = IncompatibleKeys(
      missingKeys: entries.map(\.name).filter { state[$0] == nil },
      unexpectedKeys: state.keys.filter { !known.contains(ExactName($0)) })
    var pairs: [(target: Tensor, source: Tensor)] = []
    var errors = strict ? keys.errors(of: String(describing: type(of: self))) : []
    for (name, target) in entries {
      guard let source = state[name] else { continue }
      if source.shape != target.shape {
        errors.append(.shape(key: name, expected: target.shape, found: source.shape))
      }
      pairs.append((target, source))
    }
    if errors.count == 1 { throw errors[0] }
    if !errors.isEmpty { throw .several(errors) }
    noGrad {
      for (target, source) in pairs { target.copy_(source.detach()) }
    }
    return keys
  }

  private func stateEntries() -> [(name: String, tensor: Tensor)] {
    var found: [(name: String, tensor: Tensor)] = []
    collectState(prefix: "", into: &found)
    return found
  }

  private func collectState(prefix: String, into found: inout [(name: String, tensor: Tensor)]) {
    for (name, parameter) in allParameters { found.append((prefix + name, parameter)) }
    for (name, buffer) in ownBuffers.entries { found.append((prefix + name, buffer)) }
    for (name, child) in allChildren {
      child.collectState(prefix: "\(prefix)\(name).", into: &found)
    }
  }
}
