/// The names that a function gives: parameters, constants and variables, those of loops and closures.
struct LocalNames: Sendable {
  /// By name, the type of those parameters that have one.
  private(set) var types: [String: String?] = [:]
  /// By name, the first place where it is given.
  private(set) var origins: [String: Int] = [:]
  private var declarations: Set<Int> = []

  init(in function: Function, _ source: SourceText) {
    let shape = source.shape
    for inner in source.functions where function.places.contains(inner.places.lowerBound) {
      for parameter in inner.parameters {
        types[parameter.name] = parameter.type
        note(parameter.name, inner.places.lowerBound)
      }
      // Of these the body alone uses any.
      declarations.formUnion(inner.places.lowerBound..<inner.body.lowerBound)
    }
    for place in function.body where shape[place].kind == .keyword {
      switch shape.text(place) {
      case "let", "var": add(pattern(after: place, shape), shape)
      case "for": add(pattern(after: place, shape), shape)
      case "in": add(signature(before: place, shape), shape)
      default: continue
      }
    }
    for place in function.body where shape.text(place).hasPrefix("$") {
      types[shape.text(place)] = .some(nil)
    }
  }

  /// Whether a place uses one of the names, and neither gives it nor is a label.
  func isUse(_ place: Int, _ shape: SourceShape) -> Bool {
    types.keys.contains(shape.text(place)) && !declarations.contains(place)
      && !isLabel(place, shape)
  }

  /// Whether a name stands before the colon of an argument or of a dictionary's element.
  func isLabel(_ place: Int, _ shape: SourceShape) -> Bool {
    shape.text(place + 1) == ":" && ["(", ",", "["].contains(shape.text(place - 1))
      && !shape.isSpaced(place + 1)
  }

  private mutating func note(_ name: String, _ place: Int) {
    origins[name] = min(place, origins[name] ?? place)
  }

  private mutating func add(_ places: [Int], _ shape: SourceShape) {
    for place in places where shape[place].kind == .identifier && shape.text(place) != "_" {
      types.updateValue(nil, forKey: shape.text(place))
      declarations.insert(place)
      note(shape.text(place), place)
    }
  }

  /// `name`, or `(one, other)`.
  private func pattern(after word: Int, _ shape: SourceShape) -> [Int] {
    let next = word + 1
    guard shape.places.contains(next) else { return [] }
    if shape[next].kind == .identifier { return [next] }
    if ["let", "var", "case"].contains(shape.text(next)) { return pattern(after: next, shape) }
    guard shape.text(next) == "(", let close = shape.partner[next] else { return [] }
    return Array(next + 1..<close)
  }

  /// The names between a closure's brace and its `in`.
  private func signature(before word: Int, _ shape: SourceShape) -> [Int] {
    guard let brace = shape.parent[word], shape.text(brace) == "{" else { return [] }
    let between = brace + 1..<word
    let isLoop = between.contains { shape.text($0) == "for" && shape.parent[$0] == brace }
    return isLoop ? [] : between.filter { shape.text($0 - 1) != ":" }
  }
}
