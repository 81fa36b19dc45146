/// One name for another: for the nearest of the same function, and for its opposite.
enum NameChanges {
  static func changes(in source: SourceText) -> [Change] {
    let outermost = source.functions.filter { function in
      !source.functions.contains {
        $0 != function && $0.places.contains(function.places.lowerBound)
          && $0.places.contains(function.places.upperBound)
      }
    }
    return outermost.flatMap { changes(in: $0, source) }
  }

  private static func changes(in function: Function, _ source: SourceText) -> [Change] {
    let uses = NameUse.all(in: function, source)
    return uses.flatMap { use in
      others(for: use, among: uses, function).map { name in
        Change(.otherName, [source.shape.edit(use.places, name)])
      }
    }
  }

  /// The nearest names of the same sort, and the opposite: of those that a function gives itself, and
  /// of texts, two.
  private static func others(
    for use: NameUse, among uses: [NameUse], _ function: Function
  ) -> [String] {
    var candidates: [NameUse] = []
    for other in uses where other.sort == use.sort && other.name != use.name {
      if !candidates.contains(where: { $0.name == other.name }) && fits(other, use) {
        candidates.append(other)
      }
    }
    // One of the same type compiles; of one whose type is not written down nobody knows.
    let near = candidates.enumerated().map { order, other in
      (
        isSure: other.type != nil && other.type == use.type,
        distance: EditDistance.between(use.name, other.name), order: order, name: other.name
      )
    }.sorted {
      ($0.isSure ? 0 : 1, $0.distance, $0.order) < ($1.isSure ? 0 : 1, $1.distance, $1.order)
    }
    let opposites = Opposites.names(of: use.name).filter { name in
      use.sort != .local || candidates.contains { $0.name == name }
    }
    var found: [String] = []
    let count = [.local, .text].contains(use.sort) ? 2 : 1
    for name in opposites + near.prefix(count).map(\.name) where !found.contains(name) {
      found.append(name)
    }
    return found
  }

  /// Whether a name may be there, as far as the text alone says: a type is no function, functions that
  /// are alike have names that are, and a name must be given before it is used.
  private static func fits(_ other: NameUse, _ use: NameUse) -> Bool {
    if [.callee, .method].contains(use.sort) {
      let longest = max(use.name.count, other.name.count)
      return use.name.first?.isUppercase == other.name.first?.isUppercase
        && EditDistance.between(use.name, other.name) * 5 <= longest * 3
    }
    guard other.origin < use.places.lowerBound else { return false }
    guard let one = other.type, let two = use.type else { return true }
    return one == two
  }
}

/// A name, or a text that is one, where it is used.
struct NameUse: Sendable, Equatable {
  /// Names of one sort can stand for each other.
  enum Sort: Sendable, Equatable { case local, property, method, callee, text }

  var places: ClosedRange<Int>
  var name: String
  var sort: Sort
  /// As it is written down; nil where it is not.
  var type: String?
  /// Where the function gives it; before everything else where another place does.
  var origin = 0

  static func all(in function: Function, _ source: SourceText) -> [NameUse] {
    let shape = source.shape
    let locals = LocalNames(in: function, source)
    return function.places.compactMap { place in
      guard !source.messages.contains(place) else { return nil }
      if shape[place].kind == .openQuote {
        // Only what stands in one piece between the quotes.
        guard shape.partner[place] == place + 2, shape[place + 1].kind == .stringText else {
          return nil
        }
        return NameUse(places: place + 1...place + 1, name: shape.text(place + 1), sort: .text)
      }
      guard shape[place].kind == .identifier, place > function.body.lowerBound else { return nil }
      let name = shape.text(place)
      let isCalled = shape.text(place + 1) == "(" && !shape.isSpaced(place + 1)
      if shape.text(place - 1) == ".", shape[place - 1].kind == .punctuation {
        return NameUse(places: place...place, name: name, sort: isCalled ? .method : .property)
      }
      if locals.isUse(place, shape) {
        return NameUse(
          places: place...place, name: name, sort: .local, type: locals.types[name] ?? nil,
          origin: locals.origins[name] ?? 0)
      }
      if isCalled, shape.text(place - 1) != "func" {
        return NameUse(places: place...place, name: name, sort: .callee)
      }
      let isProperty = source.properties.contains(name) && !locals.isLabel(place, shape)
      return isProperty ? NameUse(places: place...place, name: name, sort: .local) : nil
    }
  }
}
