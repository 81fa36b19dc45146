/// The rows of a table, set in columns once all of them are known.
public struct MarkdownTable {
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
    rows.append(Self.cells(of: line))
  }

  /// What stands between the bars of a line; `\|` is no bar, but one in a cell.
  public static func cells(of line: String) -> [String] {
    let bar: Character = "\u{0}"
    var cells = line.replacing("\\|", with: String(bar))
      .split(separator: "|", omittingEmptySubsequences: false)
      .map { trimmed($0).replacing(String(bar), with: "|") }
    if cells.first?.isEmpty == true { cells.removeFirst() }
    if cells.last?.isEmpty == true { cells.removeLast() }
    return cells
  }

  /// Each row on a line, in columns; where they do not fit, each row wrapped.
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
    let whole = widths.reduce(0, +) + Self.gap.count * max(0, count - 1)
    guard whole <= width else {
      return styled.flatMap { row in
        wrap(Self.joined(row), width: width, hanging: Self.gap.count)
      }
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

  private static func joined(_ row: [StyledLine]) -> StyledLine {
    row.enumerated().reduce(StyledLine()) { $0 + StyledLine($1.offset > 0 ? gap : "") + $1.element }
  }

  private static func trimmed(_ cell: Substring) -> String {
    var cell = cell.drop { $0 == " " }
    while cell.last == " " { cell.removeLast() }
    return String(cell)
  }
}
