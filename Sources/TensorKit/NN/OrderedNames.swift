/// Names → objects in the order of registration; a name set again keeps its place.
struct OrderedNames<Value> {
  private(set) var entries: [(name: String, value: Value)] = []

  subscript(name: String) -> Value? {
    get {
      // A module has a handful of children: a scan beats hashing.
      entries.first { $0.name == name }?.value
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
