import CellUI
import LessonPacks
import Progress

/// A dot for each step of each block, on the top line.
struct BlockDots {
  struct Part: Equatable {
    var block: Int
    var line: StyledLine
  }

  let parts: [Part]
  private let right: StyledLine
  private static let gap = 2

  init(_ model: Model) {
    let theme = Theme(capabilities: model.capabilities)
    parts = model.pack.blocks.enumerated().map { index, block in
      let style = index == model.blockIndex ? theme.selected : theme.title
      var line = StyledLine(block.id, style) + " "
      for dot in Self.dots(of: block, model) {
        line += StyledLine(theme.dot(dot), theme.style(dot))
      }
      return Part(block: index, line: line)
    }
    right = Self.right(model)
  }

  /// The state of each step; of a block without steps, of all its checks together.
  private static func dots(of block: Block, _ model: Model) -> [CheckMark] {
    let numbers = model.stepNumbers(of: block)
    let groups =
      numbers.isEmpty
      ? [block.checks] : numbers.map { number in block.checks.filter { $0.step == number } }
    return groups.filter { !$0.isEmpty }.map { checks in
      let mark = model.mark(of: checks)
      let isPart = mark == .notBegun && checks.contains(where: model.isGreen)
      return isPart ? .running : mark
    }
  }

  private static func right(_ model: Model) -> StyledLine {
    let theme = Theme(capabilities: model.capabilities)
    var line = StyledLine("\(model.greenCount)/\(model.checkCount)", theme.title)
    if let block = model.selectedBlock, let state = model.gateState {
      switch state {
      case .open:
        line += StyledLine("   " + model.say(.solutionOpen(block: block.id)), theme.good)
      case .closed(let remaining, _):
        line += StyledLine(
          "   " + model.say(.solutionIn(TimeText.left(remaining), block: block.id)), theme.dim)
      }
    }
    return line + StyledLine("   \(model.language.rawValue) ", theme.dim)
  }

  /// Dots and numbers, as they end the top line.
  var line: StyledLine {
    var line = StyledLine()
    for part in parts { line += part.line + StyledLine(String(repeating: " ", count: Self.gap)) }
    return line + " " + right
  }

  /// The block whose dots are in a column of a line that is `width` wide.
  func block(at x: Int, width: Int) -> Int? {
    var start = width - line.width
    for part in parts {
      if (start..<start + part.line.width).contains(x) { return part.block }
      start += part.line.width + Self.gap
    }
    return nil
  }
}

extension Painter {
  mutating func drawHeader() {
    let name = model.size.width >= 100 ? StyledLine(" ByHand  ", theme.accent) : " "
    let left = name + StyledLine(model.lessonName, theme.title)
    put(left, right: BlockDots(model).line, 0, in: layout.header)
  }
}
