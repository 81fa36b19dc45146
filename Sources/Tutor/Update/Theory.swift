import LessonPacks

extension Model {
  /// Opens the page that was read last; before any was, the first.
  mutating func openTheory() {
    if pack.theory.isEmpty {
      notice = .noTheory
    } else {
      overlay = .theory(scroll: 0)
    }
  }

  /// Turns to a page, if there is one.
  mutating func showTheory(_ page: Int) {
    guard pack.theory.indices.contains(page) else { return }
    theoryPage = page
    overlay = .theory(scroll: 0)
  }
}
