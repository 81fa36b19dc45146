import Testing

@testable import LanguageModels

@Suite struct GPT2SplitTests {
  private func pieces(_ text: String, splitsDigits: Bool = false) -> [String] {
    let bytes = Array(text.utf8)
    var pieces: [String] = []
    GPT2Split(bytes, splitsDigits: splitsDigits).forEachPiece(in: 0..<bytes.count) {
      pieces.append(String(decoding: bytes[$0], as: UTF8.self))
    }
    return pieces
  }

  @Test(arguments: [
    ("", []),
    ("Hello world", ["Hello", " world"]),
    ("don't", ["don", "'t"]), ("we'll've", ["we", "'ll", "'ve"]), ("'sun", ["'s", "un"]),
    ("I'M", ["I", "'", "M"]), ("'l", ["'", "l"]), ("'", ["'"]), ("a 's", ["a", " '", "s"]),
    ("''s", ["''", "s"]), ("’s", ["’", "s"]),
    ("a  b", ["a", " ", " b"]), ("a \n b", ["a", " \n", " b"]), ("a\nb", ["a", "\n", "b"]),
    ("a\n\nb", ["a", "\n", "\n", "b"]), ("a  ", ["a", "  "]), ("  a", [" ", " a"]),
    ("\u{A0}a", ["\u{A0}", "a"]), (" \u{3000}a", [" ", "\u{3000}", "a"]),
    ("x1y 22", ["x", "1", "y", " 22"]), ("½Ⅷ٣", ["½Ⅷ٣"]),
    ("a+b=(c)", ["a", "+", "b", "=(", "c", ")"]),
    ("aʰb ǅª", ["aʰb", " ǅª"]), ("e\u{301}", ["e", "\u{301}"]), ("\u{200B}", ["\u{200B}"]),
    ("𝒳 日本", ["𝒳", " 日本"]),
  ])
  func piecesAreThoseOfThePattern(text: String, expected: [String]) {
    #expect(pieces(text).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
  }

  // Digits are cut off first, so the pattern cannot see that a letter or a digit follows.
  @Test(arguments: [
    ("123", ["1", "2", "3"]), ("x 12", ["x", " ", "1", "2"]), ("a  1", ["a", "  ", "1"]),
    ("½Ⅷ٣", ["½", "Ⅷ", "٣"]), ("1'2s", ["1", "'", "2", "s"]), ("1's", ["1", "'s"]),
    ("  b", [" ", " b"]),
  ])
  func digitsAreCutOffFirst(text: String, expected: [String]) {
    #expect(pieces(text, splitsDigits: true) == expected)
  }

  @Test func piecesCoverEveryTextOnce() {
    var soup = TextSoup(seed: 3)
    for _ in 0..<TextSoup.rounds {
      let bytes = Array(soup.text().utf8)
      let range = 0..<bytes.count
      for splitsDigits in [false, true] {
        var end = 0
        GPT2Split(bytes, splitsDigits: splitsDigits).forEachPiece(in: range) { piece in
          if piece.lowerBound != end || piece.isEmpty { Issue.record("\(bytes): \(piece)") }
          end = piece.upperBound
        }
        if end != bytes.count { Issue.record("\(bytes) ends at \(end)") }
      }
    }
  }
}
