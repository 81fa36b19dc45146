import CellUI
import LessonPacks
import Progress

/// The keys that are alive, and those that are not, dimmed: pressing one says why.
struct Footer {
  struct Item: Equatable {
    var key: String
    var label: String
    var isEnabled = true
    var width: Int { DisplayWidth.of(key) + 1 + DisplayWidth.of(label) }

    /// What a click on it presses; nil for the name of several keys.
    var pressed: Key? {
      switch key {
      case "^C": .control("c")
      case "Esc": .escape
      case "←", "<-": .left
      case "→", "->": .right
      default: key.count == 1 ? key.first.map(Key.character) : nil
      }
    }
  }

  let items: [Item]
  private static let gap = 2

  init(_ model: Model) {
    let strings = Strings(model.language)
    let opened = "\(model.hintsOpened)"
    let hints = model.selectedBlock?.hints.count ?? 0
    let isRunning = model.run.current != nil
    var items = [
      isRunning
        ? Item(key: "^C", label: strings[.keyStop]) : Item(key: "r", label: strings[.keyRun]),
      Item(key: "e", label: strings[.keyEdit]),
      Item(
        key: "d", label: strings[model.pane == .lesson ? .keyDetail : .keyLesson]),
      Item(key: "h", label: strings[.keyHint, opened, "\(hints)"], isEnabled: hints > 0),
      Self.solution(model, strings),
    ]
    if !model.questions.isEmpty {
      let counts = ("\(model.answeredCount)", "\(model.questions.count)")
      items.append(Item(key: "p", label: strings[.keyPredict, counts.0, counts.1]))
    }
    items.append(Item(key: "n", label: strings[.keyNotes]))
    items.append(
      model.canUndoReset
        ? Item(key: "u", label: strings[.keyUndo]) : Item(key: "X", label: strings[.keyReset]))
    if model.stopConditions.checksGreen { items.append(Item(key: "g", label: strings[.keyFinish])) }
    items += [
      Item(key: "l", label: strings[.keyLanguage]),
      Item(key: "?", label: strings[.keyHelp]),
      Item(key: "q", label: strings[.keyQuit]),
    ]
    self.items = items
  }

  private static func solution(_ model: Model, _ strings: Strings) -> Item {
    guard case .closed(let remaining, _)? = model.gateState else {
      return Item(key: "s", label: strings[.keySolution], isEnabled: model.gateState != nil)
    }
    let label =
      TimeText.minutes(left: remaining).map { strings[.keySolutionMinutes, "\($0)"] }
      ?? strings[.keySolutionSeconds, TimeText.seconds(remaining)]
    return Item(key: "s", label: label, isEnabled: false)
  }

  /// The items in rows of at most `width` columns, in their order.
  func rows(width: Int) -> [[Item]] {
    var rows: [[Item]] = [[]]
    var used = 1
    for item in items {
      if used + item.width > width - 1, rows[rows.count - 1].isEmpty == false {
        rows.append([])
        used = 1
      }
      rows[rows.count - 1].append(item)
      used += item.width + Self.gap
    }
    return rows
  }

  /// The item at a place below the footer's top left corner.
  func item(at point: Point, width: Int) -> Item? {
    let rows = rows(width: width)
    guard rows.indices.contains(point.y) else { return nil }
    var x = 1
    for item in rows[point.y] {
      if (x..<x + item.width).contains(point.x) { return item }
      x += item.width + Self.gap
    }
    return nil
  }

  func line(_ row: [Item], theme: Theme) -> StyledLine {
    var line = StyledLine()
    for item in row {
      line += StyledLine(line.isEmpty ? " " : String(repeating: " ", count: Self.gap))
      line += StyledLine(item.key, item.isEnabled ? theme.key : theme.dim)
      line += StyledLine(" " + item.label, item.isEnabled ? .plain : theme.dim)
    }
    return line
  }
}

extension Painter {
  mutating func drawFooter() {
    let footer = Footer(model)
    for (row, items) in footer.rows(width: layout.footer.width).enumerated() {
      put(footer.line(items, theme: theme), row, in: layout.footer)
    }
  }
}
