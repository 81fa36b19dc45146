/// Breaks a sentence into lines of a terminal.
enum LineWrapping {
  /// Lines of at most `width` characters, broken at spaces; an index or a shape such as `[1, 0]` stays
  /// whole, and a longer word has a line of its own.
  static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in words(of: text) {
      if line.isEmpty {
        line = word
      } else if line.count + 1 + word.count <= width {
        line += " " + word
      } else {
        lines.append(line)
        line = word
      }
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  private static func words(of text: String) -> [String] {
    var words: [String] = []
    for part in text.split(separator: " ") {
      if let last = words.last, last.count < 24, isOpen(last) {
        words[words.count - 1] += " " + part
      } else {
        words.append(String(part))
      }
    }
    return words
  }

  /// Whether a `[` and nothing but numbers stands at the end: `([1,`.
  private static func isOpen(_ word: String) -> Bool {
    guard let bracket = word.lastIndex(of: "[") else { return false }
    return word[bracket...].dropFirst().allSatisfy { $0.isNumber || $0 == "," || $0 == " " }
      && word.hasSuffix(",")
  }
}
