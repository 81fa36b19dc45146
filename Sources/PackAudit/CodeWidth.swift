import CellUI
import Foundation
import LessonPacks

/// Lines of code in a pack's texts that a small terminal cuts off: no fault, since a larger one shows
/// them whole, and worth knowing.
enum CodeWidth {
  /// One remark for each text that has such lines, at the first of them.
  static func remarks(of pack: Pack) -> [PackProblem] {
    pack.blocks.flatMap { block in
      pack.languages.compactMap { language in
        let file = "text/\(language.rawValue)/\(block.id).md"
        // As it lies there: a pack's text is without its comments, and its lines are counted otherwise.
        let text = try? String(
          contentsOf: pack.folder.appendingPathComponent(file), encoding: .utf8)
        return text.flatMap { remark($0, file: file) }
      }
    }
  }

  static func remark(_ text: String, file: String) -> PackProblem? {
    let wide = wideLines(of: text)
    guard let first = wide.first, let widest = wide.map(\.columns).max() else { return nil }
    let many =
      wide.count == 1 ? "a line of code is cut off" : "\(wide.count) lines of code are cut off"
    return PackProblem(
      file: file, line: first.line,
      message: "\(many) where the terminal is \(LessonPane.leastSize): there is room for "
        + "\(LessonPane.codeColumns) columns there, and the widest has \(widest)",
      hint: "Break them, or leave them where a larger terminal may be asked for")
  }

  /// The lines in code fences that are wider than the pane, from 1, with their columns.
  static func wideLines(of text: String) -> [(line: Int, columns: Int)] {
    var isInFence = false
    var found: [(line: Int, columns: Int)] = []
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") {
        isInFence.toggle()
      } else if isInFence {
        let columns = DisplayWidth.of(String(line))
        if columns > LessonPane.codeColumns { found.append((index + 1, columns)) }
      }
    }
    return found
  }
}
