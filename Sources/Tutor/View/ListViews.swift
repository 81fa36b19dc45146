import CellUI
import LessonPacks

extension Painter {
  mutating func drawBlocks() {
    let inside = box(layout.blocks, StyledLine(strings[.blocks], theme.title))
    let blocks = model.pack.blocks
    let first = firstRow(showing: model.blockIndex, of: blocks.count, in: inside.height)
    for (row, index) in blocks.indices.dropFirst(first).prefix(inside.height).enumerated() {
      let block = blocks[index]
      let isSelected = index == model.blockIndex
      let passed = model.greenCount(of: block)
      let isDone = passed == block.checks.count && passed > 0
      let name = StyledLine(
        "\(isSelected ? theme.pointer : " ")\(block.id) \(block.title[language])",
        isSelected ? theme.title : .plain)
      let mark = isDone ? theme.glyph(.passed) : " "
      let count = StyledLine(
        "\(mark) \(passed)/\(block.checks.count)", isDone ? theme.good : .plain)
      put(name, right: count, row, in: inside)
    }
    drawFinaleRow(min(blocks.count - first, inside.height), in: inside)
  }

  /// What waits behind the last block.
  private mutating func drawFinaleRow(_ row: Int, in inside: Rect) {
    guard let finale = model.pack.finale else { return }
    let star = model.capabilities.unicode ? "✦" : "*"
    let isOpen = model.isFinaleOpen
    put(
      StyledLine(" \(star) \(finale.title[language])", isOpen ? theme.accent : theme.dim),
      right: StyledLine(isOpen ? "W" : strings[.locked], isOpen ? theme.key : theme.dim), row,
      in: inside)
  }

  /// The three conditions that end the lesson.
  mutating func drawConditions() {
    let title = StyledLine(strings[.doneWhen], theme.title)
    let inside = box(layout.conditions, title, joinsAbove: true)
    let conditions = model.stopConditions
    let rows: [(Bool, UIText)] = [
      (conditions.checksGreen, .doneChecks), (conditions.strictGreen, .doneStrict),
      (conditions.notesMeasured, .doneNotes),
    ]
    for (row, (isMet, text)) in rows.enumerated() {
      let mark: CheckMark = isMet ? .passed : .waiting
      let line =
        StyledLine(" " + theme.glyph(mark), theme.style(mark))
        + StyledLine(" " + strings[text], isMet ? theme.good : .plain)
      put(line, row, in: inside)
    }
  }

  mutating func drawChecks() {
    let block = model.selectedBlock
    let title = strings[.checks] + (block.map { " \($0.id)" } ?? "")
    let inside = box(layout.checks, StyledLine(title, theme.title), joinsAbove: true)
    let checks = block?.checks ?? []
    let first = firstRow(showing: model.checkIndex, of: checks.count, in: inside.height)
    for (row, index) in checks.indices.dropFirst(first).prefix(inside.height).enumerated() {
      let check = checks[index]
      let isSelected = index == model.checkIndex
      let mark = model.mark(of: check)
      let line =
        StyledLine(isSelected ? theme.pointer : " ", theme.title)
        + StyledLine(theme.glyph(mark), theme.style(mark))
        + StyledLine(" " + check.id, isSelected ? theme.title : .plain)
      put(line, right: StyledLine(time(of: check, mark), theme.dim), row, in: inside)
    }
  }

  private func time(of check: Check, _ mark: CheckMark) -> String {
    switch mark {
    case .passed, .wrong, .broken:
      model.results[check.id].map { TimeText.milliseconds($0.milliseconds) } ?? ""
    case .notRun, .waiting: ""
    case .running: model.capabilities.unicode ? "…" : "~"
    }
  }
}
