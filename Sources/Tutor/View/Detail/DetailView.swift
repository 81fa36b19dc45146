import CellUI
import LessonPacks
import Reports

extension Painter {
  mutating func drawDetail() {
    guard let area = layout.detail else { return }
    let title = StyledLine(
      detailTitle, model.pane == .detail ? theme.accent : theme.title)
    _ = box(area, title, joinsAbove: layout.lesson != nil)
    let text = area.textArea
    if let pane = HeatPane(model, layout) {
      drawHeat(pane, in: text)
    } else {
      scrolled(
        DetailText(model, width: text.width).lines, from: model.diff.scroll, in: text)
    }
  }

  /// What is drawn, without the words that do not fit.
  private var detailTitle: String {
    let full = titleParts(short: false).joined(separator: " · ")
    let room = (layout.detail?.width ?? 0) - 4
    return DisplayWidth.of(full) <= room ? full : titleParts(short: true).joined(separator: " · ")
  }

  private func titleParts(short: Bool) -> [String] {
    if model.detailIsBuild { return [strings[.compiler], model.pack.studentFile] }
    guard let check = model.selectedCheck else { return [strings[.detail]] }
    var parts = [check.id]
    if case .values(let comparison) = model.selectedFinding?.kind {
      let against = comparison.against == "reference" ? strings[.reference] : comparison.against
      let minus = model.capabilities.unicode ? "−" : "-"
      let shape = comparison.yours.shape.map(String.init).joined(separator: "×")
      parts.append(comparison.name)
      if !short { parts.append("\(strings[.yours]) \(minus) \(against)") }
      parts.append(shape)
    }
    if model.results[check.id] != nil, !model.fresh.contains(check.id) {
      parts.append(strings[.earlierRun])
    }
    return parts.filter { !$0.isEmpty }
  }
}
