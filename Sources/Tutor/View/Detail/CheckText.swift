import CellUI
import LessonPacks
import Reports

/// What is said about the selected check, whatever its picture.
struct CheckText {
  let model: Model
  let width: Int
  let strings: Strings
  let theme: Theme
  let wording: Wording

  init(_ model: Model, width: Int) {
    self.model = model
    self.width = width
    strings = Strings(model.language)
    theme = Theme(capabilities: model.capabilities)
    wording = Wording(model.language, pack: model.pack)
  }

  /// What must hold, behind the check's mark.
  var statement: [StyledLine] {
    guard let check = model.selectedCheck else { return [] }
    let mark = model.selectedResult?.verdict.checkMark ?? model.mark(of: check)
    let step = check.step.map { " (\(strings[.step, "\($0)"]))" } ?? ""
    let text =
      StyledLine(check.statement[model.language], theme.title) + StyledLine(step, theme.dim)
    return hanging(StyledLine(theme.glyph(mark) + " ", theme.style(mark)), text, width: width)
  }

  /// What it looks like, what was found, whether it was green before, and what to look at next.
  var conclusion: [StyledLine] {
    guard let check = model.selectedCheck, let result = model.selectedResult else { return [] }
    // What a mistake is called helps more than what it did.
    var lines: [StyledLine] = []
    if let diagnosis = model.diagnosis(of: check) {
      lines += hanging(
        StyledLine(theme.arrow + " ", theme.accent),
        StyledLine(wording.sentence(for: diagnosis), theme.title), width: width)
    }
    if let finding = model.selectedFinding {
      lines += paragraph(wording.sentence(for: finding))
    } else {
      lines += wording.sentences(for: result.verdict).flatMap { paragraph($0) }
    }
    if model.regressions.contains(check.id), result.verdict.isRed {
      lines += paragraph(strings[.wasGreen], theme.bad)
    }
    let advice = check.advice[model.language]
    if result.verdict.isRed, !advice.isEmpty {
      lines += paragraph(strings[.next, advice], theme.accent)
    }
    return lines
  }

  func paragraph(_ text: String, _ style: Style? = nil) -> [StyledLine] {
    if let style {
      return wrap(MarkdownInline.line(text, theme: theme.markdown, base: style), width: width)
    }
    return Markdown.render(text, width: width, theme: theme.markdown)
  }
}
