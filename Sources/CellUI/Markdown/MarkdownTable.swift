/// The rows of a table, set in columns once all of them are known.
struct MarkdownTable {
  private var rows: [[String]] = []
  /// How many rows stand above the rule.
  private var headRows = 0

  private static let gap = "  "

  /// Takes a line that begins with `|`; one of dashes parts the head from the body.
  mutating func take(_ line: String) {
    if line.allSatisfy({ "|-: ".contains($0) }), line.contains("-") {
      headRows = rows.count
      return
    }
    var cells = line.split(separator: "|", omittingEmptySubsequences: false).map(Self.trimmed)
    if cells.first?.isEmpty == true { cells.removeFirst() }
    if cells.last?.isEmpty == true { cells.removeLast() }
    rows.append(cells)
  }

  /// Each row on a line, cut where it does not fit.
  func lines(theme: MarkdownTheme, width: Int) -> [StyledLine] {
    let styled = rows.enumerated().map { index, row in
      row.map {
        MarkdownInline.line($0, theme: theme, base: index < headRows ? theme.strong : .plain)
      }
    }
    let count = styled.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      styled.map { $0.indices.contains(column) ? $0[column].width : 0 }.max() ?? 0
    }
    return styled.map { row in
      var line = StyledLine()
      for (column, cell) in row.enumerated() {
        if column > 0 { line += StyledLine(Self.gap) }
        line += column == row.count - 1 ? cell : cell.padded(to: widths[column])
      }
      return line.clipped(to: width)
    }
  }

  private static func trimmed(_ cell: Substring) -> String {
    var cell = cell.drop { $0 == " " }
    while cell.last == " " { cell.removeLast() }
    return String(cell)
  }
}
