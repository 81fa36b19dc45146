/// What ways of making text safe do with every Unicode scalar, as a table of ranges.
struct ScalarTable {
  /// A way gives what is shown of a text, or nil where it refuses the text.
  typealias Way = (name: String, show: (String) -> String?)

  /// What stands before the scalar.
  private static let beginnings = ["", "a"]

  private let ways: [Way]

  init(_ ways: [Way]) { self.ways = ways }

  /// A row a range of scalars that all ways treat alike, with a column a way: `=` as it is, `-` left
  /// out, `!` refused, `space`, `\u` and `&#` for an escape, else what stands in its place. Two signs
  /// in one cell: alone, after a letter.
  func text() -> String {
    var rows: [(first: UInt32, last: UInt32, cells: [String])] = []
    for value in UInt32(0)...0x10FFFF {
      guard let scalar = Unicode.Scalar(value) else { continue }
      let cells = ways.map { cell($0, scalar) }
      if let last = rows.last, last.cells == cells, last.last + 1 == value {
        rows[rows.count - 1].last = value
      } else {
        rows.append((value, value, cells))
      }
    }
    let head = ["scalars"] + ways.map(\.name)
    return Self.aligned(
      [head] + rows.map { ["\(Self.name($0.first))..\(Self.name($0.last))"] + $0.cells })
  }

  private func cell(_ way: Way, _ scalar: Unicode.Scalar) -> String {
    let signs = Self.beginnings.map { sign(way, behind: $0, scalar) }
    return signs.allSatisfy { $0 == signs[0] } ? signs[0] : signs.joined(separator: ",")
  }

  private func sign(_ way: Way, behind beginning: String, _ scalar: Unicode.Scalar) -> String {
    var text = beginning.unicodeScalars
    text.append(scalar)
    guard let shown = way.show(String(text))?.unicodeScalars else { return "!" }
    guard shown.starts(with: beginning.unicodeScalars) else { return "?" }
    let rest = shown.dropFirst(beginning.unicodeScalars.count)
    if rest.isEmpty { return "-" }
    if rest.elementsEqual(CollectionOfOne(scalar)) { return "=" }
    if rest.elementsEqual(" ".unicodeScalars) { return "space" }
    for escape in ["\\u", "&#"] where rest.starts(with: escape.unicodeScalars) { return escape }
    return String(String.UnicodeScalarView(rest))
  }

  private static func name(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  private static func aligned(_ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      var line = zip(row, widths).map {
        $0 + String(repeating: " ", count: $1 - $0.count)
      }.joined(separator: "  ")
      while line.hasSuffix(" ") { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
