/// A declaration with a body: a function, an initialiser, a property that is computed.
struct Function: Sendable, Equatable {
  struct Parameter: Sendable, Equatable {
    /// What stands before the value in a call; nil where nothing does.
    var label: String?
    var name: String
    var type: String
    var hasDefault = false
  }

  var places: ClosedRange<Int>
  var word: String
  var name: String
  var parameters: [Parameter]
  /// The type that it returns; empty where it returns nothing.
  var result: String
  /// The braces of its body.
  var body: ClosedRange<Int>
}

extension SourceShape {
  /// All functions that have a body, an outer one before those in it.
  func functions(among statements: [Statement]) -> [Function] {
    statements.compactMap { statement in
      switch statement.word {
      case "func", "init", "deinit", "subscript": function(statement)
      case "var": property(statement)
      default: nil
      }
    }.sorted { $0.places.lowerBound < $1.places.lowerBound }
  }

  private func function(_ statement: Statement) -> Function? {
    let end = statement.places.upperBound
    let inside = direct(statement.wordPlace..<end + 1)
    guard let body = inside.last(where: { text($0) == "{" }), let close = partner[body],
      let open = inside.first(where: { text($0) == "(" }), let closed = partner[open], open < body
    else { return nil }
    let hasName = statement.word == "func" && open > statement.wordPlace + 1
    let arrow = inside.first { text($0) == "->" && $0 > closed && $0 < body }
    let constraint = inside.first { text($0) == "where" && $0 > closed && $0 < body } ?? body
    return Function(
      places: statement.places, word: statement.word,
      name: hasName ? text(statement.wordPlace + 1) : statement.word,
      parameters: parts(between: open, and: closed).compactMap(parameter),
      result: arrow.flatMap { $0 + 1 < constraint ? text($0 + 1...constraint - 1) : nil } ?? "",
      body: body...close)
  }

  private func property(_ statement: Statement) -> Function? {
    let inside = direct(statement.wordPlace..<statement.places.upperBound + 1)
    guard let body = inside.first(where: { text($0) == "{" }), let close = partner[body],
      let colon = inside.first(where: { text($0) == ":" }), colon + 1 < body,
      !inside.contains(where: { text($0) == "=" && $0 < body })
    else { return nil }
    return Function(
      places: statement.places, word: "var", name: text(statement.wordPlace + 1), parameters: [],
      result: text(colon + 1...body - 1), body: body...close)
  }

  /// `in inputs: Int = 1`: the name inside, and the type.
  private func parameter(_ range: ClosedRange<Int>) -> Function.Parameter? {
    let inside = direct(range.lowerBound..<range.upperBound + 1)
    guard let colon = inside.first(where: { text($0) == ":" }), colon > range.lowerBound,
      colon < range.upperBound
    else { return nil }
    let assignment = inside.first { text($0) == "=" } ?? range.upperBound + 1
    guard colon + 1 < assignment else { return nil }
    let label = text(range.lowerBound)
    return Function.Parameter(
      label: label == "_" ? nil : label, name: text(colon - 1),
      type: text(colon + 1...assignment - 1), hasDefault: assignment <= range.upperBound)
  }
}
