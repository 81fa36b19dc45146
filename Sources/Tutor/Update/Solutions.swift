import LessonPacks
import Progress

extension Model {
  /// Opens the selected block's part of the reference, or says what opens it.
  mutating func openSolution() -> [Effect] {
    guard let block = selectedBlock else { return [] }
    switch progress.gateState(of: block, gate: pack.gate) {
    case .open:
      overlay = Overlay(.solution)
      solution = nil
      return [.loadSolution(block: block.id)]
    case .closed(let remaining, let check):
      notice = .gateClosed(
        block: block.id, minutes: Int((remaining / 60).rounded(.up)), check: check)
      return []
    }
  }

  mutating func openSolution(of block: String) -> [Effect] {
    select(blockNamed: block) ? openSolution() : []
  }

  /// The solution alone, or beside the student's file.
  mutating func compare() -> [Effect] {
    switch overlay?.kind {
    case .solution:
      overlay = Overlay(.comparison)
      own = nil
      return [.loadOwn]
    case .comparison: overlay = Overlay(.solution)
    default: return openSolution()
    }
    return []
  }

  /// The API card, with a first search.
  mutating func openAPI(_ search: String?) -> [Effect] {
    typed = search ?? ""
    overlay = Overlay(.api)
    return api == nil ? [.loadAPI] : []
  }
}
