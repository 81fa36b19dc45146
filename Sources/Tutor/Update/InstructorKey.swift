import CellUI
import LessonPacks
import Progress

extension Model {
  /// Begins to take an instructor's key, if the pack has one and the gate is shut.
  mutating func askForKey() {
    guard let block = selectedBlock else { return }
    if pack.gate.keyDigest == nil {
      notice = .noKey
    } else if case .open = progress.gateState(of: block, gate: pack.gate) {
      notice = .gateOpened(block: block.id)
    } else {
      overlay = .key(entered: "")
    }
  }

  /// While a key is typed, every character belongs to it.
  mutating func type(_ key: Key, into entered: String) -> [Effect] {
    switch key {
    case .escape, .control("c"): overlay = nil
    case .backspace: overlay = .key(entered: String(entered.dropLast()))
    case .enter:
      overlay = nil
      guard let block = selectedBlock, !entered.isEmpty else { return [] }
      return [.tryKey(entered, block: block.id)]
    case .character(let letter):
      if entered.count < 200 { overlay = .key(entered: entered + String(letter)) }
    default: break
    }
    return []
  }

  mutating func keyTried(_ fits: Bool, block id: String) -> [Effect] {
    guard fits, let block = pack.blocks.first(where: { $0.id == id }) else {
      notice = .keyRefused
      return []
    }
    progress.openGate(of: block, by: .instructor)
    notice = .gateOpened(block: id)
    return [save()]
  }
}
