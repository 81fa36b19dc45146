import LessonPacks
import Progress

extension Model {
  /// The selected block's rungs that were opened.
  public var hintsOpened: Int {
    guard let block = selectedBlock else { return 0 }
    return min(progress.blocks[block.id]?.hintsOpened ?? 0, block.hints.count)
  }

  /// Shows the last rung that was opened again; the first time, opens the first.
  mutating func openHint() -> [Effect] {
    guard let block = selectedBlock, !block.hints.isEmpty else {
      notice = .noHints(block: selectedBlock?.id ?? "")
      return []
    }
    return showRung(max(0, hintsOpened - 1))
  }

  /// Goes to a rung; one beyond those opened is opened, and counted.
  mutating func showRung(_ rung: Int) -> [Effect] {
    guard let block = selectedBlock, block.hints.indices.contains(rung) else { return [] }
    overlay = .hint(rung: rung, scroll: 0)
    guard rung >= hintsOpened else { return [] }
    progress.blocks[block.id, default: BlockRecord()].hintsOpened = rung + 1
    return [save()]
  }
}
