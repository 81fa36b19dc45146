import CellUI
import LessonPacks
import Observations
import Reports

/// Two shapes as two boxes, drawn to one scale.
struct ShapePicture {
  let language: Language
  let theme: Theme
  let width: Int

  private func say(_ phrase: Phrase) -> String { phrase[language] }
  /// Rows that the taller of the two may take.
  let tallest: Int

  func lines(_ yours: ObservedArray, _ expected: ObservedArray) -> [StyledLine] {
    let half = max(0, (width - 2) / 2)
    let scale = scale(half - 4, [yours.shape, expected.shape])
    let showsType = yours.elementType != expected.elementType
    let left = box(yours, .yours, scale, showsType)
    let right = box(expected, .expected, scale, showsType)
    return (0..<max(left.count, right.count)).map { row in
      let first = left.indices.contains(row) ? left[row] : ""
      let second = right.indices.contains(row) ? right[row] : ""
      return StyledLine("  ") + first.padded(to: max(0, half - 2)) + "  " + second
    }
  }

  /// Cells for one element downwards; across it takes twice as many.
  private func scale(_ width: Int, _ shapes: [[Int]]) -> Double {
    let rows = shapes.map(Self.rows).max() ?? 1
    let columns = shapes.map(Self.columns).max() ?? 1
    return min(
      Double(tallest) / Double(max(1, rows)), Double(width) / 2 / Double(max(1, columns)))
  }

  private static func columns(_ shape: [Int]) -> Int { shape.last ?? 1 }
  private static func rows(_ shape: [Int]) -> Int { shape.count > 1 ? shape[shape.count - 2] : 1 }

  /// The type of the elements is said where it differs.
  private func box(
    _ array: ObservedArray, _ label: Phrase, _ scale: Double, _ showsType: Bool
  ) -> [StyledLine] {
    let shape = array.shape.map(String.init).joined(separator: " × ")
    let title =
      StyledLine("\(say(label))  ", theme.title)
      + StyledLine(
        (shape.isEmpty ? "1" : shape) + (showsType ? "  \(array.elementType)" : ""), theme.code)
    let height = max(1, Int((Double(Self.rows(array.shape)) * scale).rounded()))
    let across = max(1, Int((Double(Self.columns(array.shape)) * scale * 2).rounded()))
    let unicode = theme.capabilities.unicode
    func line(_ left: String, _ middle: String, _ right: String) -> StyledLine {
      StyledLine(left + String(repeating: middle, count: across) + right)
    }
    let top = unicode ? line("┌", "─", "┐") : line("+", "-", "+")
    let side = unicode ? line("│", " ", "│") : line("|", " ", "|")
    let bottom = unicode ? line("└", "─", "┘") : line("+", "-", "+")
    return [title, top] + [StyledLine](repeating: side, count: height) + [bottom]
  }
}
