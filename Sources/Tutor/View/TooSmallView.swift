import CellUI
import LessonPacks

extension Painter {
  /// The one thing that is shown below the least size: what is needed, and what there is.
  mutating func drawTooSmall() {
    let size = model.size
    let texts = [
      StyledLine(say(.tooSmall), theme.title),
      StyledLine(
        say(
          .tooSmallSizes(
            "\(Layout.least.width)×\(Layout.least.height)", "\(size.width)×\(size.height)"))),
      StyledLine(say(.tooSmallNext)),
    ]
    let lines = texts.flatMap { wrap($0, width: max(0, size.width - 2)) }
    let top = max(0, (size.height - lines.count) / 2)
    for (row, line) in lines.enumerated() {
      write(line, max(0, (size.width - line.width) / 2), top + row)
    }
  }
}
