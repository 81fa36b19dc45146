import CellUI

extension Model {
  /// Up and down what has the screen: a panel's text, the course, the rows, a picture.
  mutating func move(rows: Int, columns: Int) {
    if overlay != nil { return scrollOverlay(by: rows) }
    switch place {
    case .home:
      if !lessons.isEmpty { homeIndex = min(max(0, homeIndex + rows), lessons.count - 1) }
    case .lesson: if rows != 0 { selectRow(by: rows) }
    case .explorer:
      if let explorer = Explorer(self) {
        diff.cursor = explorer.moved(rows: rows, columns: columns)
      } else {
        scrollDetail(by: rows)
      }
    }
  }

  mutating func scroll(pages: Int) {
    if overlay != nil {
      scrollOverlay(by: pages * overlayPage)
    } else if place == .explorer {
      scrollDetail(by: pages * detailPage)
    } else if Layout(self).lesson != nil {
      scrollLesson(by: pages * lessonPage)
    } else {
      scrollDetail(by: pages * detailPage)
    }
  }

  mutating func scroll(by lines: Int) {
    if overlay != nil {
      scrollOverlay(by: lines)
    } else if place == .explorer {
      scrollDetail(by: lines)
    } else {
      scrollLesson(by: lines)
    }
  }

  /// Whether there is something that the whole screen would show.
  var canExplore: Bool {
    detailIsBuild || selectedResult != nil && selectedCheck.map(progress.hasBegun) == true
  }

  mutating func ifPicture(_ change: (inout Model) -> Void) {
    if hasPicture {
      change(&self)
    } else {
      notice = .nothingToCompare(check: selectedCheck?.id)
    }
  }

  mutating func moveSlice(by step: Int) {
    if let explorer = Explorer(self) { diff.cursor = explorer.moved(slices: step) }
  }

  mutating func showNextTab() {
    guard let tabs = Explorer(self)?.tabs, let at = tabs.firstIndex(of: diff.tab) else { return }
    diff.tab = tabs[(at + 1) % tabs.count]
  }

  mutating func showNextFinding() {
    let count = selectedFindings.count
    guard count > 1 else {
      if let check = selectedCheck { notice = .nothingElse(check: check.id) }
      return
    }
    diff.finding = (findingIndex + 1) % count
    diff.cursor = nil
    diff.scroll = 0
  }
}
