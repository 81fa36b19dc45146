import CellUI

extension Painter {
  /// The one thing that is shown below the least size: what is needed, and what there is.
  mutating func drawTooSmall() {
    let size = model.size
    let sizes = [Layout.least.width, Layout.least.height, size.width, size.height].map(String.init)
    let texts = [
      StyledLine(strings[.tooSmall], theme.title),
      StyledLine(strings[.tooSmallSizes, sizes[0], sizes[1], sizes[2], sizes[3]]),
      StyledLine(strings[.tooSmallNext]),
    ]
    let lines = texts.flatMap { wrap($0, width: max(0, size.width - 2)) }
    let top = max(0, (size.height - lines.count) / 2)
    for (row, line) in lines.enumerated() {
      write(line, max(0, (size.width - line.width) / 2), top + row)
    }
  }
}
