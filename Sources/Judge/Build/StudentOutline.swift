import LessonPacks

/// A guess, made from the text alone, at whether a student's file still declares what it did.
///
/// It decides only when the compiler of the probes is started, beside the student's or after it;
/// `StudentInterface` decides what is used. Braces in strings, or a type within a body, make the
/// guess a wrong one, which costs time.
enum StudentOutline {
  /// A digest of the lines outside of bodies, without indentation, empty lines and comments.
  static func digest(of source: String) -> String {
    SHA256.hex(Array(lines(of: source).joined(separator: "\n").utf8))
  }

  static func lines(of source: String) -> [String] {
    var outline: [String] = []
    // How many braces are open, and how many were where a body began.
    var depth = 0
    var body: Int?
    for line in source.split(separator: "\n") {
      let text = line.trimmingPrefix(while: \.isWhitespace)
      if text.hasPrefix("//") { continue }
      if body == nil && text != "}" { outline.append(String(text)) }
      let before = depth
      for character in text.utf8 {
        if character == UInt8(ascii: "{") { depth += 1 }
        if character == UInt8(ascii: "}") { depth -= 1 }
      }
      if let start = body {
        if depth <= start { body = nil }
      } else if depth > before && !opensType(text) {
        body = before
      }
    }
    return outline
  }

  private static func opensType(_ line: Substring) -> Bool {
    line.split(separator: " ").contains { types.contains($0) }
  }

  private static let types: Set<Substring> = [
    "class", "struct", "enum", "protocol", "extension", "actor",
  ]
}
