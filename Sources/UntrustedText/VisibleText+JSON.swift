extension VisibleText {
  /// The same JSON for a terminal too: what could move a cursor or turn a line is written as `\u202E`.
  /// Line ends are the encoder's own, in strings it has escaped them.
  public static func json(_ json: String) -> String {
    var shown = String.UnicodeScalarView()
    for scalar in json.unicodeScalars {
      if scalar == "\n" || isHarmless(scalar) {
        shown.append(scalar)
        continue
      }
      for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
        let digits = String(unit, radix: 16, uppercase: true)
        shown += ("\\u" + String(repeating: "0", count: 4 - digits.count) + digits).unicodeScalars
      }
    }
    return String(shown)
  }
}
