/// Names → objects in the order of registration; a name set again keeps its place.
struct OrderedNames<Value> {
  private(set) var entries: [(name: String, value: Value)] = []

  subscript(name: String) -> Value? {
    get {
      // A module has a handful of children: a scan beats hashing.
      for entry in entries where entry.name == name { return entry.value }
      return nil
    }
    set {
      let index = entries.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append((name, value))
      case (nil, nil): break
      }
    }
  }
}

// A model names its parts when it is made, and looks them up whenever it computes. Here, beside the
// generic one, the compiler makes code for these types; from another file it would go through the
// generic one.

extension OrderedNames where Value == Module {
  func named(_ name: String) -> Module? { self[name] }
  mutating func set(_ name: String, to module: Module) { self[name] = module }
}

extension OrderedNames where Value == Parameter {
  func named(_ name: String) -> Parameter? { self[name] }
  mutating func set(_ name: String, to parameter: Parameter) { self[name] = parameter }
}

extension OrderedNames where Value == Tensor {
  func named(_ name: String) -> Tensor? { self[name] }
  mutating func set(_ name: String, to tensor: Tensor) { self[name] = tensor }
}
