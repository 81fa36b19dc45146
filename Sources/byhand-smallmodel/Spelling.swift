/// Letters as tokens.
struct Spelling {
  /// The line break, which ends a sentence and begins the next.
  static let end = 0

  let alphabet: [Character]

  func tokens(_ text: String) -> [Int] { text.compactMap { alphabet.firstIndex(of: $0) } }

  func text(_ tokens: [Int]) -> String { String(tokens.map { alphabet[$0] }) }
}
