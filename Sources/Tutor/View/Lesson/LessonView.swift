import CellUI
import LessonPacks
import Reports

extension Model {
  /// What the text's pane says: the step of the selection, or the block's page.
  func lessonLines(width: Int) -> [StyledLine] {
    let theme = MarkdownTheme(capabilities)
    guard let block = selectedBlock else { return [] }
    if let step = currentStep, let text = block.steps(language).first(where: { $0.number == step })
    {
      return Markdown.render(text.text, width: width, theme: theme)
    }
    let page = Self.withoutTitle(block.page(language))
    guard !page.isEmpty else { return [StyledLine(say(.noText))] }
    return Markdown.render(page, width: width, theme: theme)
  }

  /// The pane's edge says the title.
  static func withoutTitle(_ page: String) -> String {
    guard page.hasPrefix("# "), let end = page.firstIndex(of: "\n") else { return page }
    return String(page[end...].drop { $0.isNewline })
  }

  var lessonTitle: String {
    guard let block = selectedBlock else { return "" }
    guard let step = currentStep else { return "\(block.id) · \(block.title[language])" }
    let title = block.steps(language).first { $0.number == step }?.title ?? ""
    return title.isEmpty ? say(.step(step)) : "\(say(.step(step))) · \(title)"
  }
}

extension Painter {
  mutating func drawLesson() {
    drawHeader()
    drawRows()
    drawConditions()
    drawText()
    drawResult()
  }

  private mutating func drawText() {
    guard let area = layout.lesson else { return }
    _ = box(area, StyledLine(model.lessonTitle, theme.accent))
    let text = area.textArea
    scrolled(model.lessonLines(width: text.width), from: model.lessonScroll, in: text)
  }

  /// The steps of the block and, where they are unfolded, their checks.
  private mutating func drawRows() {
    let block = model.selectedBlock
    let title = block.map { "\($0.id)  \($0.title[language])" } ?? ""
    let inside = box(layout.list, StyledLine(title, theme.title))
    let rows = model.rows
    let first = model.firstListRow(in: inside.height)
    for (line, index) in rows.indices.dropFirst(first).prefix(inside.height).enumerated() {
      let isSelected = rows[index].selection == model.selection
      switch rows[index] {
      case .step(let row): draw(row, isSelected, line, in: inside)
      case .check(let check, let isNested): draw(check, isNested, isSelected, line, in: inside)
      case .finale: drawFinale(line, in: inside)
      }
    }
    drawScrollMark(start: first, shown: inside.height, of: rows.count, in: inside)
  }

  private mutating func draw(_ row: StepRow, _ isSelected: Bool, _ line: Int, in area: Rect) {
    let isCurrent = row.number == model.currentStep
    let hasPassed =
      model.justPassed.map { $0.step == row.number && $0.block == model.selectedBlock?.id } ?? false
    let name = row.title.isEmpty ? say(.step(row.number)) : "\(row.number) \(row.title)"
    let left =
      StyledLine(isSelected ? theme.pointer : " ", theme.accent)
      + StyledLine(theme.glyph(row.mark), theme.style(row.mark))
      + StyledLine(" " + name, isCurrent ? theme.title : .plain)
    let count =
      row.count == 0
      ? StyledLine()
      : StyledLine(
        (hasPassed ? say(.done) + " " : "") + "\(row.green)/\(row.count)",
        row.mark == .passed ? theme.good : theme.dim)
    put(left, right: count, line, in: area)
  }

  private mutating func draw(
    _ check: Check, _ isNested: Bool, _ isSelected: Bool, _ line: Int, in area: Rect
  ) {
    let mark = model.mark(of: check)
    let left =
      StyledLine(isSelected ? theme.pointer : " ", theme.accent)
      + StyledLine(isNested ? "  " : "")
      + StyledLine(theme.glyph(mark), theme.style(mark))
      + StyledLine(" " + check.id, isSelected ? theme.title : .plain)
    put(left, right: StyledLine(time(of: check), theme.dim), line, in: area)
  }

  /// Only a check that took long says how long.
  private func time(of check: Check) -> String {
    guard let result = model.results[check.id], result.milliseconds > 100,
      model.progress.hasBegun(check)
    else { return "" }
    return NumberText.time(milliseconds: result.milliseconds, in: language)
  }

  /// What waits behind the last block.
  private mutating func drawFinale(_ line: Int, in area: Rect) {
    guard let finale = model.pack.finale else { return }
    let isOpen = model.isFinaleOpen
    let left = StyledLine(
      " \(theme.star) \(finale.title[language])", isOpen ? theme.accent : theme.dim)
    let state =
      !isOpen
      ? StyledLine(say(.locked), theme.dim)
      : (model.progress.hasWatchedFinale ? StyledLine(say(.watched) + " ", theme.good) : "")
        + StyledLine("W", theme.key)
    put(left, right: state, line, in: area)
  }

  /// The three conditions that end the lesson.
  private mutating func drawConditions() {
    guard let area = layout.conditions else { return }
    let inside = box(area, StyledLine(say(.doneWhen), theme.title), joinsAbove: true)
    let conditions = model.stopConditions
    let measured = conditions.notesMeasured ? "" : "\(conditions.measured)/\(conditions.measures)"
    let rows: [(Bool, Phrase, String)] = [
      (conditions.checksGreen, .doneChecks, ""), (conditions.strictGreen, .doneStrict, ""),
      (conditions.notesMeasured, .doneNotes, measured),
    ]
    for (row, (isMet, text, count)) in rows.enumerated() {
      let mark: CheckMark = isMet ? .passed : .notBegun
      let line =
        StyledLine(" " + theme.glyph(mark), theme.style(mark))
        + StyledLine(" " + say(text), isMet ? theme.good : .plain)
      put(line, right: StyledLine(count, theme.dim), row, in: inside)
    }
  }
}
