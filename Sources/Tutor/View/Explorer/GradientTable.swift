import CellUI
import LessonPacks
import Observations
import Reports
import UntrustedText

/// Which parameter a gradient reached, yours beside what it should be.
struct GradientTable {
  let language: Language
  let theme: Theme
  let width: Int

  private func say(_ phrase: Phrase) -> String { phrase[language] }

  func lines(
    _ yours: [GradientRow], _ expected: [GradientRow], differing: Set<String>
  ) -> [StyledLine] {
    let names =
      expected.map(\.name)
      + yours.map(\.name).filter { name in
        !expected.contains { $0.name == name }
      }
    let head = ["", say(.parameter), say(.yours), say(.expected)]
    let rows = names.map { name in
      [
        theme.glyph(differing.contains(name) ? .wrong : .passed), VisibleText.line(name),
        text(yours.first { $0.name == name }), text(expected.first { $0.name == name }),
      ]
    }
    let widths = (0..<4).map { column in
      ([head] + rows).map { DisplayWidth.of($0[column]) }.max() ?? 0
    }
    // Where both do not fit, what it should be is said in the sentence below.
    let count = widths.reduce(0, +) + 6 <= width ? 4 : 3
    let header = line(Array(head.prefix(count)), widths) { _ in theme.dim }
    return [header]
      + zip(names, rows).map { name, row in
        let isBad = differing.contains(name)
        return line(Array(row.prefix(count)), widths) { column in
          column == 0 ? (isBad ? theme.bad : theme.good) : column == 1 ? theme.code : .plain
        }
      }
  }

  private func line(_ cells: [String], _ widths: [Int], _ style: (Int) -> Style) -> StyledLine {
    var line = StyledLine()
    for (column, cell) in cells.enumerated() {
      let padded = StyledLine(cell, style(column)).padded(to: widths[column])
      line += padded + (column == cells.count - 1 ? "" : "  ")
    }
    return line.clipped(to: width, marker: theme.ellipsis)
  }

  /// `trainable  |g| 3.2`, `frozen  –`.
  private func text(_ row: GradientRow?) -> String {
    guard let row else { return say(.missingName) }
    let state = say(row.isTrainable ? .trainable : .frozen)
    let none = theme.capabilities.unicode ? "–" : "-"
    return "\(state)  |g| \(row.norm.map { NumberText.short($0, in: language) } ?? none)"
  }
}
