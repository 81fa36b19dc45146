import Foundation

/// Where two versions of a file differ, as its reader sees it.
struct LineDifference: Sendable, Equatable {
  /// The first line that differs, from 1.
  var line: Int
  /// That line, without the space around it, and `…` for further ones that differ.
  var before: String
  var after: String

  init(_ one: String, _ other: String) {
    let (left, right) = (Self.lines(one), Self.lines(other))
    let same = zip(left, right).prefix { $0 == $1 }.count
    let end = zip(left.dropFirst(same).reversed(), right.dropFirst(same).reversed())
      .prefix { $0 == $1 }.count
    line = same + 1
    before = Self.shown(left[same..<left.count - end])
    after = Self.shown(right[same..<right.count - end])
  }

  static func line(_ number: Int, of text: String) -> String {
    let lines = lines(text)
    return lines.indices.contains(number - 1) ? trimmed(lines[number - 1]) : ""
  }

  private static func lines(_ text: String) -> [Substring] {
    text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
  }

  private static func trimmed(_ line: Substring) -> String {
    line.trimmingCharacters(in: .whitespaces)
  }

  private static func shown(_ lines: ArraySlice<Substring>) -> String {
    let kept = lines.map(trimmed).filter { !$0.isEmpty && !$0.hasPrefix("//") }
    guard let first = kept.first else { return Mutant.dropped }
    return kept.count == 1 ? first : first + " …"
  }
}
