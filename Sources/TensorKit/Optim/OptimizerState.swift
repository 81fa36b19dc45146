/// What an optimiser needs to go on where another stopped: what its rule remembers, and the options
/// of its groups.
///
/// The dictionary is a value, its tensors are references: they follow the optimiser that gave them
/// until ``clone()`` makes a snapshot.
///
/// PyTorch: `torch.optim.Optimizer.state_dict`.
public struct OptimizerState {
  /// The options of one group, and the places of its parameters.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  public struct Group: Equatable {
    /// The options by name; truth values are 0 and 1.
    public var options: [String: Double]
    /// Where the group's parameters stand in ``Optimizer/parameters``.
    public var parameters: [Int]
  }

  /// The tensors of each parameter, by its place and PyTorch's name, such as `exp_avg`. A parameter
  /// that has not been changed yet is not there.
  ///
  /// PyTorch: `torch.optim.Optimizer.state`.
  public var state: [Int: [String: Tensor]]
  /// The groups in their order.
  ///
  /// PyTorch: `torch.optim.Optimizer.param_groups`.
  public var groups: [Group]

  /// The same with copies of the tensors.
  ///
  /// PyTorch: `copy.deepcopy`.
  public func clone() -> OptimizerState {
    OptimizerState(
      state: state.mapValues { $0.mapValues { $0.detach().clone() } }, groups: groups)
  }
}

/// Why a state does not fit an optimiser. The optimiser is then unchanged.
///
/// PyTorch: `ValueError`.
public enum OptimizerError: Error, Equatable, CustomStringConvertible {
  /// The groups have other numbers of parameters.
  case groups(expected: [Int], found: [Int])
  /// The groups have options that the rule does not use, or lack some that it does.
  case options(expected: [String], found: [String])
  /// A tensor of another shape than its parameter.
  case shape(parameter: Int, name: String, expected: [Int], found: [Int])

  /// What differs, and what to do next.
  public var description: String {
    switch self {
    case .groups(let expected, let found):
      "loadStateDict: the state is of groups of \(found) parameters, and the optimiser has groups "
        + "of \(expected). Make it with the groups that were saved."
    case .options(let expected, let found):
      "loadStateDict: the state has the options \(found.joined(separator: ", ")), and the "
        + "optimiser's rule uses \(expected.joined(separator: ", ")). Make an optimiser of the kind "
        + "that was saved."
    case .shape(let parameter, let name, let expected, let found):
      "loadStateDict: \"\(name)\" of parameter \(parameter) has the shape \(found) in the state, "
        + "and the parameter is \(expected). Give the parameters in the order that was saved."
    }
  }
}

extension Optimizer {
  /// What the rule remembers and the options of the groups. Its tensors are the optimiser's own.
  ///
  /// PyTorch: `torch.optim.Optimizer.state_dict`.
  public final func stateDict() -> OptimizerState {
    var next = 0
    let saved = groups.map { group in
      defer { next += group.parameters.count }
      return OptimizerState.Group(
        options: group.options, parameters: Array(next..<next + group.parameters.count))
    }
    return OptimizerState(state: state, groups: saved)
  }

  /// Goes on where the optimiser stopped whose state this is: options and copies of the tensors, each
  /// in the type that its parameter is computed with.
  ///
  /// PyTorch: `torch.optim.Optimizer.load_state_dict`.
  ///
  /// - Throws: ``OptimizerError`` if groups, options or shapes differ, before anything is changed.
  public final func loadStateDict(_ saved: OptimizerState) throws(OptimizerError) {
    let (expected, found) = (
      groups.map(\.parameters.count), saved.groups.map(\.parameters.count)
    )
    if expected != found { throw .groups(expected: expected, found: found) }
    for (group, other) in zip(groups, saved.groups)
    where Set(other.options.keys).subtracting(["initialLR"])
      != Set(group.options.keys).subtracting(["initialLR"])
    {
      throw .options(expected: group.options.keys.sorted(), found: other.options.keys.sorted())
    }
    // A state of another order of parameters says which place each had.
    let places = saved.groups.flatMap(\.parameters)
    var loaded: [Int: [String: Tensor]] = [:]
    for (index, parameter) in parameters.enumerated() {
      for (name, tensor) in saved.state[places[index]] ?? [:] {
        if name != "step" && tensor.shape != parameter.shape {
          throw .shape(
            parameter: index, name: name, expected: parameter.shape, found: tensor.shape)
        }
        let type = name == "step" ? tensor.dtype : parameter.dtype.computed
        loaded[index, default: [:]][name] = tensor.detach().to(type).clone()
      }
    }
    state = loaded
    for (index, other) in saved.groups.enumerated() { groups[index].options = other.options }
  }
}
