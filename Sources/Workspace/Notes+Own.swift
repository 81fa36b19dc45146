import Foundation
import LessonPacks

extension Notes {
  /// What the student wrote: without the measured part, the lesson's title above it, and the invitation
  /// to write. Nil where nothing is left.
  public static func own(_ text: String, pack: Pack) -> String? {
    var own = text
    if let from = text.range(of: begin),
      let to = text.range(of: end, range: from.upperBound..<text.endIndex)
    {
      own.removeSubrange(from.lowerBound..<to.upperBound)
    }
    var lines = own.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    let titles = Language.allCases.map { "# \(pack.title[$0])" }
    if let first = lines.firstIndex(where: { !isBlank($0) }), titles.contains(lines[first]) {
      lines.remove(at: first)
    }
    // The page has a heading of its own for them.
    let invitations = Language.allCases.flatMap { language in
      invitation(language).split(separator: "\n").map(String.init)
    }
    lines.removeAll { invitations.contains($0) }
    while let first = lines.first, isBlank(first) { lines.removeFirst() }
    while let last = lines.last, isBlank(last) { lines.removeLast() }
    return lines.isEmpty ? nil : lines.joined(separator: "\n")
  }

  /// The values of the measured part, by measure, as they stand there.
  public static func measured(in text: String, pack: Pack) -> [String: String] {
    guard let from = text.range(of: begin),
      let to = text.range(of: end, range: from.upperBound..<text.endIndex)
    else { return [:] }
    let rows = text[from.upperBound..<to.lowerBound].split(separator: "\n")
    return pack.measures.reduce(into: [:]) { values, measure in
      let mark = "\(key(measure)) | "
      guard let row = rows.last(where: { $0.contains(mark) }), !row.contains(unmeasured),
        let start = row.range(of: mark)?.upperBound
      else { return }
      let cell = row[start...].replacing("\\|", with: "\u{0}").prefix { $0 != "|" }
      values[measure.id] = cell.replacing("\u{0}", with: "|").trimmingCharacters(in: .whitespaces)
    }
  }

  private static func isBlank(_ line: String) -> Bool { line.allSatisfy(\.isWhitespace) }
}
