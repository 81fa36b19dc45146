import CellUI
import Reports

extension Model {
  /// Moves the cursor, or the text where there is none; false if the key is none of these.
  mutating func pressInDetail(_ key: Key) -> Bool {
    switch key {
    case .up: moveCursor(rows: -1, columns: 0)
    case .down: moveCursor(rows: 1, columns: 0)
    case .left: moveCursor(rows: 0, columns: -1)
    case .right: moveCursor(rows: 0, columns: 1)
    case .pageUp: scrollDetail(by: -detailPage)
    case .pageDown: scrollDetail(by: detailPage)
    case .home: scrollDetail(by: -.max / 2)
    case .end: scrollDetail(by: .max / 2)
    case .character("["): moveSlice(by: -1)
    case .character("]"): moveSlice(by: 1)
    case .character("t"): ifPicture { $0.showNextTab() }
    case .character("z"): ifPicture { $0.diff.isZoomed.toggle() }
    case .character("w"): ifPicture { $0.diff.cursor = nil }
    case .character("f"): showNextFinding()
    default: return false
    }
    return true
  }

  private mutating func ifPicture(_ change: (inout Model) -> Void) {
    if hasPicture {
      change(&self)
    } else if let check = selectedCheck {
      notice = .nothingToCompare(check: check.id)
    }
  }

  private mutating func moveCursor(rows: Int, columns: Int) {
    if let pane = HeatPane(self, Layout(self)) {
      diff.cursor = pane.moved(rows: rows, columns: columns)
    } else {
      scrollDetail(by: rows)
    }
  }

  private mutating func moveSlice(by step: Int) {
    if let pane = HeatPane(self, Layout(self)) { diff.cursor = pane.moved(slices: step) }
  }

  private mutating func showNextTab() {
    guard let tabs = picture?.tabs, let at = tabs.firstIndex(of: diff.tab) else { return }
    diff.tab = tabs[(at + 1) % tabs.count]
  }

  private mutating func showNextFinding() {
    let count = selectedFindings.count
    guard count > 1 else {
      if let check = selectedCheck { notice = .nothingElseFound(check: check.id) }
      return
    }
    diff.finding = (findingIndex + 1) % count
    diff.cursor = nil
    diff.scroll = 0
  }
}
