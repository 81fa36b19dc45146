/// A statement or a declaration.
struct Statement: Sendable, Equatable {
  /// The kinds of pieces that a brace may hold.
  enum Home: Sendable, Equatable { case file, type, code }

  var places: ClosedRange<Int>
  /// The brace that it stands in; nil at the file's own level.
  var brace: Int?
  var home: Home
  /// The first word that is no modifier: `func`, `if`, a name.
  var word: String
  /// Where that word stands.
  var wordPlace: Int
}

extension SourceShape {
  /// All statements, each before those in it.
  var statements: [Statement] {
    var found = statements(in: nil, between: -1, and: solid.count, home: .file)
    // A brace comes after the one around it, so what it belongs to is known.
    for brace in places where text(brace) == "{" && self[brace].kind == .punctuation {
      guard let close = partner[brace] else { continue }
      let owner = found.last { $0.brace == parent[brace] && $0.places.contains(brace) }
      let isType = owner.map { Self.typeWords.contains($0.word) } ?? false
      found += statements(
        in: brace, between: signatureEnd(of: brace, close) ?? brace, and: close,
        home: isType ? .type : .code)
    }
    return found
  }

  private static let typeWords: Set<String> = [
    "class", "struct", "enum", "protocol", "extension", "actor",
  ]

  /// The `in` behind which the statements of a closure begin; nil for a brace without one.
  private func signatureEnd(of brace: Int, _ close: Int) -> Int? {
    for place in direct(brace + 1..<close) {
      if text(place) == "in", self[place].kind == .keyword { return place }
      let isName = self[place].kind == .identifier
      guard isName || ["(", "[", ",", ":", "throws", "->", ")", "]", "?"].contains(text(place)),
        place == brace + 1 || !beginsLine(place)
      else { return nil }
    }
    return nil
  }

  private func statements(
    in brace: Int?, between before: Int, and end: Int, home: Statement.Home
  ) -> [Statement] {
    var found: [Statement] = []
    var start: Int?
    var last = before
    func finish() {
      guard let first = start, first <= last else { return }
      let wordPlace = wordPlace(first...last)
      found.append(
        Statement(
          places: first...last, brace: brace, home: home, word: text(wordPlace),
          wordPlace: wordPlace))
      start = nil
    }
    for place in direct(before + 1..<end) {
      if text(place) == ";" {
        finish()
        continue
      }
      if start != nil, beginsLine(place), !goesOn(at: place) { finish() }
      if start == nil { start = place }
      last = isOpener(place) ? partner[place] ?? place : place
      // The statements of a case stand behind its colon.
      if let first = start, text(place) == ":", self[place].kind == .punctuation,
        ["case", "default"].contains(text(first))
      {
        finish()
      }
    }
    finish()
    return found
  }

  /// Whether the first place of a line belongs to the statement before it.
  private func goesOn(at place: Int) -> Bool {
    let (token, before) = (self[place], self[place - 1])
    if [".", "{", ",", ")", "]", ":"].contains(token.text), token.kind == .punctuation {
      // `.leading()` goes on, and so does a brace on a line of its own.
      return true
    }
    if ["else", "catch", "where", "as", "is", "in"].contains(token.text) { return true }
    if token.kind == .sign { return isSpaced(place + 1) || isBinary(place) }
    if before.kind == .sign { return isSpaced(place - 1) }
    if before.kind == .punctuation { return [",", "(", "[", ".", ":", "@"].contains(before.text) }
    return before.kind == .keyword
      && ["else", "in", "try", "let", "var", "as"].contains(before.text)
  }

  private static let modifiers: Set<String> = [
    "public", "private", "fileprivate", "internal", "open", "final", "static", "override",
    "mutating", "nonmutating", "lazy", "weak", "unowned", "convenience", "required", "indirect",
    "nonisolated", "dynamic", "optional", "borrowing", "consuming", "sending", "package",
  ]

  private func wordPlace(_ range: ClosedRange<Int>) -> Int {
    var place = range.lowerBound
    while place < range.upperBound {
      if text(place) == "@" {
        // An attribute, with its arguments.
        place += 2
        if place <= range.upperBound, text(place) == "(", !isSpaced(place) {
          place = (partner[place] ?? place) + 1
        }
        continue
      }
      let isClassMember =
        text(place) == "class" && ["func", "var", "let", "subscript"].contains(text(place + 1))
      guard Self.modifiers.contains(text(place)) || isClassMember,
        self[place + 1].kind == .identifier || self[place + 1].kind == .keyword
          || text(place + 1) == "(" || text(place + 1) == "@"
      else { return place }
      place += 1
      // `private(set)`
      if text(place) == "(", !isSpaced(place) { place = (partner[place] ?? place) + 1 }
    }
    return min(place, range.upperBound)
  }
}
