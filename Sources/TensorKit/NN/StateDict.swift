/// Names → tensors in order, as PyTorch's `state_dict`, with the metadata of a safetensors file.
///
/// The dictionary is a value, its tensors are references: a model's ``Module/stateDict()`` shares
/// storage with the model, and ``clone()`` makes a snapshot that does not.
///
/// Two names are the same if their bytes are: é as one character and e with an accent after it name
/// two tensors, as in PyTorch.
///
/// PyTorch: `torch.nn.Module.state_dict`.
public struct StateDict: Sequence, ExpressibleByDictionaryLiteral {
  /// What iterating gives: a name and its tensor.
  public typealias Element = (key: String, value: Tensor)

  /// The names in the order in which they were first set.
  ///
  /// PyTorch: `dict.keys`.
  public private(set) var keys: [String] = []
  private var tensors: [ExactName: Tensor] = [:]

  /// Strings kept beside the tensors (`__metadata__` in a file).
  ///
  /// PyTorch: `safetensors.torch.save_file`.
  public var metadata: [String: String] = [:]

  /// A dictionary without names.
  ///
  /// PyTorch: `collections.OrderedDict`.
  public init() {}

  /// The names and tensors in this order.
  ///
  /// PyTorch: `collections.OrderedDict`.
  ///
  /// - Precondition: no name appears twice.
  public init(_ pairs: [(String, Tensor)]) {
    for (name, tensor) in pairs {
      precondition(self[name] == nil, "state dict: the name \"\(name)\" is given twice")
      self[name] = tensor
    }
  }

  /// The names and tensors of a literal in its order.
  ///
  /// PyTorch: `collections.OrderedDict`.
  ///
  /// - Precondition: no name appears twice.
  public init(dictionaryLiteral elements: (String, Tensor)...) {
    self.init(elements)
  }

  /// How many names there are.
  ///
  /// PyTorch: `len`.
  public var count: Int { keys.count }

  /// Whether there is no name.
  ///
  /// PyTorch: nothing like it.
  public var isEmpty: Bool { keys.isEmpty }

  /// The tensor of a name. A new name goes to the end, a name that is there keeps its place, and
  /// nil removes.
  ///
  /// PyTorch: `dict.__getitem__`.
  public subscript(name: String) -> Tensor? {
    get { tensors[ExactName(name)] }
    set {
      let exact = ExactName(name)
      if newValue == nil {
        keys.removeAll { ExactName($0) == exact }
      } else if tensors[exact] == nil {
        keys.append(name)
      }
      tensors[exact] = newValue
    }
  }

  /// Removes a name, and returns its tensor if it was there.
  ///
  /// PyTorch: `dict.pop`.
  @discardableResult
  public mutating func removeValue(forKey name: String) -> Tensor? {
    defer { self[name] = nil }
    return self[name]
  }

  /// The same names and metadata with copies of the tensors, detached and in storage of their own.
  ///
  /// PyTorch: `copy.deepcopy`.
  public func clone() -> StateDict {
    var copy = StateDict(map { ($0.key, $0.value.detach().clone()) })
    copy.metadata = metadata
    return copy
  }

  /// Goes over the names in their order.
  ///
  /// PyTorch: `dict.items`.
  public func makeIterator() -> AnyIterator<Element> {
    var names = keys.makeIterator()
    return AnyIterator {
      guard let name = names.next(), let tensor = tensors[ExactName(name)] else { return nil }
      return (name, tensor)
    }
  }
}

extension StateDict: CustomStringConvertible {
  /// A line for each name, with shape and type.
  ///
  /// PyTorch: `collections.OrderedDict.__repr__`.
  public var description: String {
    let lines = map { "  \"\($0.key)\": \($0.value.shape) \($0.value.dtype)" }
    return "StateDict(\(lines.isEmpty ? "" : "\n" + lines.joined(separator: ",\n") + "\n"))"
  }
}
