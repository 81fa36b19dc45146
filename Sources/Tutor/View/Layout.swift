import CellUI

/// Where everything lies on a screen of the model's size. Also what `update` asks, to know what a
/// mouse points at and how far a text scrolls.
struct Layout: Equatable {
  /// Below this the screen only says so.
  static let least = Size(width: 80, height: 24)

  var isTooSmall = false
  var header = Rect(Size(width: 0, height: 0))
  var status = Rect(Size(width: 0, height: 0))
  var footer = Rect(Size(width: 0, height: 0))
  /// Boxes with their borders; neighbours share the row between them.
  var blocks = Rect(Size(width: 0, height: 0))
  var conditions = Rect(Size(width: 0, height: 0))
  var checks = Rect(Size(width: 0, height: 0))
  var lesson: Rect?
  var detail: Rect?
  var output: Rect?

  init(_ model: Model) {
    let size = model.size
    guard size.width >= Self.least.width, size.height >= Self.least.height else {
      isTooSmall = true
      return
    }
    let footerRows = Footer(model).rows(width: size.width).count
    var rest = Rect(size)
    (header, rest) = rest.splitTop(1)
    (rest, footer) = rest.splitBottom(footerRows)
    (rest, status) = rest.splitBottom(1)
    let (left, right) = rest.splitLeft(min(40, max(30, size.width * 3 / 10)))
    layOutLeft(left, model)
    layOutRight(right, model)
  }

  private mutating func layOutLeft(_ area: Rect, _ model: Model) {
    let rows = max(0, area.height - 4)
    let listed = model.pack.blocks.count + (model.pack.finale == nil ? 0 : 1)
    let blockRows = min(max(1, listed), max(1, rows - 3 - 5))
    let boxes = Self.stack([blockRows, 3, rows - 3 - blockRows], in: area)
    (blocks, conditions, checks) = (boxes[0], boxes[1], boxes[2])
  }

  /// With room, the lesson stands above the detail and the output; without, one of them has it all.
  private mutating func layOutRight(_ area: Rect, _ model: Model) {
    let isWide = model.size.width >= 100 && model.size.height >= 30
    if !isWide, model.pane == .lesson {
      lesson = area
      return
    }
    let printed = model.selectedOutput.count
    let outputRows = min(printed, isWide ? 6 : 4)
    let boxCount = (isWide ? 2 : 1) + (outputRows > 0 ? 1 : 0)
    let rows = max(0, area.height - boxCount - 1 - outputRows)
    guard isWide else {
      let boxes = Self.stack([rows] + (outputRows > 0 ? [outputRows] : []), in: area)
      detail = boxes[0]
      output = outputRows > 0 ? boxes[1] : nil
      return
    }
    let detailRows = model.pane == .detail ? rows - 5 : wanted(rows, area, model)
    let boxes = Self.stack(
      [rows - detailRows, detailRows] + (outputRows > 0 ? [outputRows] : []), in: area)
    lesson = boxes[0]
    detail = boxes[1]
    output = outputRows > 0 ? boxes[2] : nil
  }

  /// Rows that the detail takes beside the lesson: a picture six tenths, a text what it needs.
  private func wanted(_ rows: Int, _ area: Rect, _ model: Model) -> Int {
    let most = max(0, rows * 6 / 10)
    if model.hasPicture { return most }
    let lines = DetailText(model, width: max(0, area.width - 4)).lines.count
    return min(most, max(4, lines))
  }

  /// Boxes of so many inner rows, one above the other, sharing the rows between them.
  private static func stack(_ rows: [Int], in area: Rect) -> [Rect] {
    var y = area.y
    return rows.map { count in
      let box = Rect(x: area.x, y: y, width: area.width, height: max(0, count) + 2)
      y = box.maxY - 1
      return box
    }
  }
}

extension Rect {
  /// A box's inside, with a column free on each side of a text.
  var textArea: Rect { inset(horizontally: 2, vertically: 1) }
}

/// A window of `count` rows on a list that keeps `selected` in sight.
func firstRow(showing selected: Int, of total: Int, in count: Int) -> Int {
  guard count > 0, total > count else { return 0 }
  return min(max(0, selected - count / 2), total - count)
}
