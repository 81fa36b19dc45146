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
