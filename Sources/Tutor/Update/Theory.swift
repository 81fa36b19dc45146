import LessonPacks

extension Model {
  /// Opens a page by its number or name; without one, the page that was read last.
  mutating func openTheory(_ word: String?) {
    guard !pack.theory.isEmpty else { return notice = .noTheory }
    guard let word else { return showTheory(theoryPage) }
    if let page = pack.theoryPage(word), let index = pack.theory.firstIndex(of: page) {
      showTheory(index)
    } else {
      notice = .noSuch(.page, word, known: pack.theory.map(\.name))
    }
  }

  /// Turns to a page, if there is one.
  mutating func showTheory(_ page: Int) {
    guard pack.theory.indices.contains(page) else { return notice = .noFurther(.theory) }
    theoryPage = page
    overlay = Overlay(.theory, page: page)
  }
}
