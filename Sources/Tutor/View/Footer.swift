import CellUI
import LessonPacks

/// The keys that are alive, and those that are not, dimmed: pressing one says why.
struct Footer {
  struct Item: Equatable {
    var key: String
    var label: String
    var isEnabled = true
    var action: Action
    /// Columns kept for what may stand here a moment later: a run that begins moves no row.
    var reserved = 0
    var width: Int { DisplayWidth.of(key) + 1 + DisplayWidth.of(label) }
    var room: Int { max(width, reserved) }
    /// The name of several keys is no button.
    var isButton: Bool {
      switch action {
      case .move, .answer, .slice: false
      // Every other action has a key of its own.
      default: true
      }
    }
  }

  let items: [Item]
  private static let gap = 2

  init(items: [Item]) { self.items = items }

  init(_ model: Model) {
    let shown = Binding.bottomLine.filter {
      $0.context == .anywhere || $0.context == .place(model.place)
    }
    items = shown.compactMap { $0.item(in: model) }
  }

  /// The items in rows of at most `width` columns, in their order.
  func rows(width: Int) -> [[Item]] {
    var rows: [[Item]] = [[]]
    var used = 1
    for item in items {
      if used + item.room > width, rows[rows.count - 1].isEmpty == false {
        rows.append([])
        used = 1
      }
      rows[rows.count - 1].append(item)
      used += item.room + Self.gap
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
      x += item.room + Self.gap
    }
    return nil
  }

  func line(_ row: [Item], theme: Theme) -> StyledLine {
    var line = StyledLine()
    for item in row {
      line += StyledLine(line.isEmpty ? " " : String(repeating: " ", count: Self.gap))
      line += StyledLine(item.key, item.isEnabled ? theme.key : theme.dim)
      let label = StyledLine(" " + item.label, item.isEnabled ? .plain : theme.dim)
      line += label.padded(to: item.room - DisplayWidth.of(item.key))
    }
    return line
  }
}

extension Binding {
  /// In the order of the bottom line: the place's own keys, then those of every place.
  static let bottomLine: [Binding] =
    explorer + home + anywhere.filter { $0.action == .run || $0.action == .stop } + lesson + common

  /// How the key stands in the bottom line or on a panel's edge now; nil where it does not.
  func item(in model: Model) -> Footer.Item? {
    guard !shown.isEmpty, let label = label(model) else { return nil }
    let key = shownKey(model)
    var item = Footer.Item(
      key: key, label: label.text[model.language], isEnabled: label.isEnabled, action: action)
    // Of the two that take turns, either has room.
    if action == .run || action == .stop {
      let words = [
        ("r", Phrase(en: "run", es: "ejecutar")), ("^C", Phrase(en: "stop", es: "parar")),
      ]
      item.reserved =
        words.map { DisplayWidth.of($0.0) + 1 + DisplayWidth.of($0.1[model.language]) }.max() ?? 0
    }
    return item
  }

  /// The key as it is written on this terminal, in this language.
  func shownKey(_ model: Model) -> String {
    var key = shown == "Ctrl-C" ? "^C" : shown
    if shown == "Enter" { key = Phrase(en: "Enter", es: "Intro")[model.language] }
    guard !model.capabilities.unicode else { return key }
    return key.replacing("←↑↓→", with: "arrows").replacing("↑ ↓  ", with: "").replacing(
      "↑↓", with: "k j"
    )
    .replacing("←", with: "<-").replacing("→", with: "->").replacing("–", with: "-")
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
