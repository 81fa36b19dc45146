import LessonPacks
import Progress

extension Model {
  /// The selected block's hints that were opened.
  public var hintsOpened: Int {
    guard let block = selectedBlock else { return 0 }
    return min(progress.blocks[block.id]?.hintsOpened ?? 0, block.hints.count)
  }

  /// Shows the last hint that was opened again; the first time, opens the first.
  mutating func openHint() -> [Effect] {
    guard let block = selectedBlock, !block.hints.isEmpty else {
      notice = .noHints(block: selectedBlock?.id ?? "")
      return []
    }
    return showHint(max(0, hintsOpened - 1))
  }

  mutating func openHint(of block: String) -> [Effect] {
    select(blockNamed: block) ? openHint() : []
  }

  /// Goes to a hint; one beyond those opened is opened, and counted.
  private mutating func showHint(_ index: Int) -> [Effect] {
    guard let block = selectedBlock, block.hints.indices.contains(index) else {
      notice = .noFurther(.hint)
      return []
    }
    overlay = Overlay(.hint, page: index)
    guard index >= hintsOpened else { return [] }
    progress.blocks[block.id, default: BlockRecord()].hintsOpened = index + 1
    return [save()]
  }

  /// Turns the pages of what is open: hints, questions, theory. Where nothing is, the next hint.
  mutating func turn(by step: Int) -> [Effect] {
    let page = (overlay?.page ?? 0) + step
    switch overlay?.kind {
    case .hint: return showHint(page)
    case .question: showQuestion(page)
    case .theory: showTheory(page)
    // The other panels have one page.
    default:
      guard selectedBlock?.hints.isEmpty == false else { return openHint() }
      return showHint(max(0, hintsOpened - 1 + step))
    }
    return []
  }

  /// How many pages the open panel has.
  var panelPages: Int {
    switch overlay?.kind {
    case .hint: selectedBlock?.hints.count ?? 0
    case .question: questions.count
    case .theory: pack.theory.count
    default: 1
    }
  }
}
