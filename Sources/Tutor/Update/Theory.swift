import LessonPacks

extension Model {
  /// Opens a page by its number or name; without one, the page that was read last.
  mutating func openTheory(_ word: String?) {
    guard !pack.theory.isEmpty else { return notice = .noTheory }
    guard let word else { return showTheory(theoryPage) }
    if let page = pack.theoryPage(word), let index = pack.theory.firstIndex(of: page) {
      showTheory(index)
    } else {
      let known = pack.theory.map(\.name)
      notice = .unknownWord(word, near: Spelling.nearest(to: word, among: known) ?? known.first)
    }
  }

  /// Turns to a page, if there is one.
  mutating func showTheory(_ page: Int) {
    guard pack.theory.indices.contains(page) else { return }
    theoryPage = page
    overlay = Overlay(.theory, page: page)
  }
}
