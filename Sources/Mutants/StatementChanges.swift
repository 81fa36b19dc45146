/// Statements left out, and blocks run without what surrounds them.
enum StatementChanges {
  static func changes(in source: SourceText) -> [Change] {
    drops(source) + unwrappings(source)
  }

  /// What a program cannot do without, or cannot have.
  private static let needed: Set<String> = [
    "import", "let", "var", "func", "class", "struct", "enum", "protocol", "extension", "init",
    "deinit", "case", "default", "typealias", "subscript", "associatedtype", "get", "set",
    "willSet", "didSet", "actor",
  ]

  private static func drops(_ source: SourceText) -> [Change] {
    source.statements.compactMap { statement in
      guard statement.home == .code, !needed.contains(statement.word),
        !source.messages.contains(statement.places.lowerBound),
        !statement.word.hasPrefix("#"),
        statement.word != "return" || statement.places.count == 1,
        !isValue(statement, source), !isExit(statement, source)
      else { return nil }
      return Change(.droppedStatement, [source.shape.edit(statement.places, "")])
    }
  }

  /// Whether a statement is all of a body that returns a value: the compiler asks for it.
  private static func isValue(_ statement: Statement, _ source: SourceText) -> Bool {
    source.functions.contains { function in
      !function.result.isEmpty && function.body.lowerBound + 1 == statement.places.lowerBound
        && function.body.upperBound - 1 == statement.places.upperBound
    }
  }

  /// Whether a statement is how a `guard` leaves: the compiler asks for it as well.
  private static func isExit(_ statement: Statement, _ source: SourceText) -> Bool {
    guard let brace = statement.brace, source.shape.text(brace - 1) == "else",
      source.shape.partner[brace] == statement.places.upperBound + 1
    else { return false }
    return source.statements.last {
      $0.brace == source.shape.parent[brace] && $0.places.contains(brace)
    }?.word == "guard"
  }

  /// `noGrad { … }` becomes `do { … }`, and as a value `{ … }()`.
  private static func unwrappings(_ source: SourceText) -> [Change] {
    let shape = source.shape
    return source.open.compactMap { brace in
      guard shape.text(brace) == "{", shape[brace].kind == .punctuation, brace > 0,
        let close = shape.partner[brace], shape[brace - 1].kind == .identifier,
        shape.text(brace - 1).first?.isLowercase ?? false,
        shape.text(brace - 2) != ".", !source.isBody(brace),
        let inner = source.statements.first(where: { $0.brace == brace })
      else { return nil }
      // With a parameter it is no plain block.
      let hasSignature = inner.places.lowerBound != brace + 1
      let hasPlace = (brace + 1..<close).contains { shape.text($0).hasPrefix("$") }
      guard !hasSignature, !hasPlace else { return nil }
      let name = brace - 1
      let start = source.starts.contains(name) ? name : name - 1
      let isStatement =
        source.starts.contains(name)
        || (shape.text(start) == "try" && source.starts.contains(start))
      if isStatement {
        return Change(.unwrappedBlock, [shape.edit(start...name, "do")])
      }
      return Change(
        .unwrappedBlock, [shape.removal(name, upTo: brace), shape.edit(close...close, "}()")])
    }
  }
}
