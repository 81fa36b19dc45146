import CellUI

/// The keys that are alive, and those that are not, dimmed: pressing one says why.
struct Footer {
  struct Item: Equatable {
    var key: String
    var label: String
    var isEnabled = true
    /// Columns kept for what may stand here a moment later: a run that begins moves no row.
    var reserved = 0
    var width: Int { DisplayWidth.of(key) + 1 + DisplayWidth.of(label) }
    var room: Int { max(width, reserved) }

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

  init(items: [Item]) { self.items = items }

  init(_ model: Model) {
    self = Self.fitting(
      model.size.width, Brevity.allCases.lazy.map { FooterItems(model, $0).all })
  }

  /// Of `wordings`, from the longest to the shortest, the first that needs no more rows than the last:
  /// a row is worth more to the lesson than words, and words more than room that nothing takes.
  static func fitting(_ width: Int, _ wordings: some BidirectionalCollection<[Item]>) -> Footer {
    let shortest = Footer(items: wordings.last ?? [])
    let fewest = shortest.rows(width: width).count
    let footers = wordings.dropLast().lazy.map(Footer.init(items:))
    return footers.first { $0.rows(width: width).count <= fewest } ?? shortest
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
