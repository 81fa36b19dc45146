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
  /// Boxes with their borders; neighbours share the row between them. The lessons on the course's
  /// page, else the steps and checks.
  var list = Rect(Size(width: 0, height: 0))
  var conditions: Rect?
  /// On the course's page, once a lesson was begun: what is done, and what comes next.
  var way: Rect?
  /// The step's text; on the course's page what the lesson is.
  var lesson: Rect?
  /// What came of the selected check.
  var result: Rect?

  /// `footerRows` are given where the bottom line itself is asking.
  init(_ model: Model, footerRows: Int? = nil) {
    let size = model.size
    guard size.width >= Self.least.width, size.height >= Self.least.height else {
      isTooSmall = true
      return
    }
    let footerRows = footerRows ?? Footer(model).rows(width: size.width).count
    var rest = Rect(size)
    (header, rest) = rest.splitTop(1)
    (rest, footer) = rest.splitBottom(footerRows)
    (rest, status) = rest.splitBottom(1)
    switch model.place {
    case .home: layOutHome(rest, model)
    case .lesson: layOutLesson(rest, model)
    case .explorer: result = rest
    }
  }

  private mutating func layOutHome(_ area: Rect, _ model: Model) {
    let (left, right) = area.splitLeft(area.width * 55 / 100)
    lesson = right
    list = left
    guard model.lessons.contains(where: \.isBegun) else { return }
    // The way stands close below the lessons. It has what it needs, and they have at least half.
    let rows = max(0, left.height - 3)
    let wanted = min(model.wayLines(width: max(0, left.width - 4)).count, rows / 2)
    let listRows = min(max(model.lessons.count + 1, rows / 3), rows - wanted)
    let boxes = Self.stack([listRows, rows - listRows], in: left)
    (list, way) = (boxes[0], boxes[1])
  }

  private mutating func layOutLesson(_ area: Rect, _ model: Model) {
    let (left, right) = area.splitLeft(min(46, max(34, model.size.width * 3 / 10)))
    let conditionRows = 3
    let listRows = max(1, area.height - 3 - conditionRows)
    let boxes = Self.stack([listRows, conditionRows], in: left)
    (list, conditions) = (boxes[0], boxes[1])
    if model.size.width >= 160 {
      let (text, detail) = right.splitLeft(right.width * 45 / 100)
      (lesson, result) = (text, detail)
    } else if !model.isNarrow {
      layOutAbove(right, model)
    } else {
      if model.showsLessonAlone { lesson = right } else { result = right }
    }
  }

  /// The text above the result: each has what it needs, and a picture what is left.
  private mutating func layOutAbove(_ area: Rect, _ model: Model) {
    let rows = max(0, area.height - 3)
    let width = max(0, area.width - 4)
    let wanted = ResultText(model, width: width, isWhole: false).lines.count
    let picture = model.hasPicture ? max(8, rows / 4) : 0
    let text = model.lessonLines(width: width).count
    let least = min(text, rows * 3 / 10)
    let most = rows - least
    let resultRows = min(most, max(rows - text, min(wanted + picture, rows * 7 / 10)))
    let boxes = Self.stack([rows - max(3, resultRows), max(3, resultRows)], in: area)
    (lesson, result) = (boxes[0], boxes[1])
  }

  /// Boxes of so many inner rows, one above the other, sharing the rows between them.
  static func stack(_ rows: [Int], in area: Rect) -> [Rect] {
    var y = area.y
    return rows.map { count in
      let box = Rect(x: area.x, y: y, width: area.width, height: max(0, count) + 2)
      y = box.maxY - 1
      return box
    }
  }
}

extension Model {
  /// Text and result fit neither side by side nor one above the other: one of them has the room.
  var isNarrow: Bool { size.width < 160 && size.height < 30 }

  /// In a small window: a selected check that has something to say shows it, everything else its
  /// text; `d` turns that round.
  var showsLessonAlone: Bool {
    let hasResult = detailIsBuild || selectedCheck != nil || trouble != nil
    return hasResult ? prefersLesson : true
  }

  /// The first row of the list that is shown, so that the selected one is in sight.
  func firstListRow(in height: Int) -> Int {
    firstRow(showing: selectedRow ?? 0, of: rows.count, in: height)
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
