import CellUI
import LessonPacks

extension Model {
  /// The selected block's text in lines of so many columns.
  func lessonLines(width: Int) -> [StyledLine] {
    guard let text = selectedBlock?.text[language], !text.isEmpty else {
      return [StyledLine(Strings(language)[.noText])]
    }
    return Markdown.render(text, width: width, theme: MarkdownTheme(capabilities))
  }
}

extension Painter {
  mutating func drawLesson() {
    guard let area = layout.lesson else { return }
    let block = model.selectedBlock
    let title = block.map { "\($0.id)  \($0.title[language])" } ?? ""
    _ = box(area, StyledLine(title, model.pane == .lesson ? theme.accent : theme.title))
    let text = area.textArea
    scrolled(model.lessonLines(width: text.width), from: model.lessonScroll, in: text)
  }
}
