import CellUI

/// How far each text scrolls: never beyond its last line, so that the way back begins at once.
extension Model {
  private var lessonArea: Rect? { Layout(self).lesson?.textArea }
  private var detailArea: Rect? { Layout(self).result?.textArea }

  var lessonPage: Int { max(1, (lessonArea?.height ?? 1) - 1) }
  var detailPage: Int { max(1, (detailArea?.height ?? 1) - 1) }
  var overlayPage: Int { max(1, OverlayPanel(self).text.height - 1) }

  mutating func scrollLesson(by step: Int) {
    guard let area = lessonArea else { return }
    lessonScroll = scrolled(
      lessonScroll, by: step, lines: lessonLines(width: area.width).count, shown: area.height)
  }

  mutating func scrollDetail(by step: Int) {
    guard let area = detailArea, place != .explorer || Explorer(self) == nil else { return }
    let lines = ResultText(self, width: area.width, isWhole: place == .explorer).lines.count
    diff.scroll = scrolled(diff.scroll, by: step, lines: lines, shown: area.height)
  }

  mutating func scrollOverlay(by step: Int) {
    guard let overlay else { return }
    let panel = OverlayPanel(self)
    let to = scrolled(
      overlay.scroll, by: step, lines: panel.lines.count, shown: panel.text.height)
    self.overlay?.scroll = to
  }

  /// Whether a result that is text is longer than the screen.
  var scrollsInExplorer: Bool {
    guard let area = Layout(self, footerRows: 2).result?.textArea else { return false }
    return ResultText(self, width: area.width, isWhole: true).lines.count > area.height
  }

  /// After a change of size or language a text may be shorter than it was.
  mutating func clampScrolls() {
    scrollLesson(by: 0)
    scrollDetail(by: 0)
    scrollOverlay(by: 0)
  }

  private func scrolled(_ from: Int, by step: Int, lines: Int, shown: Int) -> Int {
    min(max(0, from + step), max(0, lines - shown))
  }
}
