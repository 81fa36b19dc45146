import CellUI
import Reports

extension Model {
  /// What the student's code printed during the selected check, line by line.
  var selectedOutput: [String] {
    guard let output = selectedResult?.output, !output.isEmpty else { return [] }
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText.line(String($0), limit: 1000) }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
}

extension Painter {
  /// The beginning of what was printed; the panel that `o` opens has it all.
  mutating func drawOutput() {
    guard let area = layout.output else { return }
    let title = strings[.outputTitle, model.selectedCheck?.id ?? ""]
    _ = box(area, StyledLine(title, theme.title), joinsAbove: true)
    let text = area.textArea
    let lines = model.selectedOutput
    for (row, line) in lines.prefix(text.height).enumerated() {
      let left = lines.count - text.height
      if left > 0, row == text.height - 1 {
        put(StyledLine("o  " + strings[.more, "\(left + 1)"], theme.dim), row, in: text)
      } else {
        put(StyledLine(line), row, in: text)
      }
    }
  }
}
