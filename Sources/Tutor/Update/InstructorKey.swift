import CellUI
import LessonPacks
import Progress

extension Model {
  /// Begins to take an instructor's key, if the pack has one and the solution is locked.
  mutating func askForKey() {
    guard let block = selectedBlock else { return }
    if pack.gate.keyDigest == nil {
      notice = .noKey
    } else if case .open = progress.gateState(of: block, gate: pack.gate) {
      notice = .gateOpened(block: block.id)
    } else {
      typed = ""
      overlay = Overlay(.key)
    }
  }

  private static let longestTyped = 200

  /// What is typed into a panel: every character belongs to it.
  mutating func type(_ key: Key) -> [Effect] {
    switch key {
    case .backspace: typed = String(typed.dropLast())
    case .enter:
      guard overlay?.kind == .key else { return [] }
      let key = typed
      overlay = nil
      typed = ""
      return key.isEmpty ? [] : use(key)
    case .character(let letter): if typed.count < Self.longestTyped { typed.append(letter) }
    case .escape, .tab, .backTab, .delete, .up, .down, .left, .right, .home, .end, .pageUp,
      .pageDown, .function, .control:
      break
    }
    overlay?.scroll = 0
    return []
  }

  /// Pasted text belongs to what is typed, or to nothing: it is never taken for keys.
  mutating func paste(_ text: String) {
    guard overlay?.isTypedInto == true else { return }
    let line = text.prefix { !$0.isNewline }
    typed = String((typed + line).prefix(Self.longestTyped))
  }

  mutating func use(_ key: String) -> [Effect] {
    guard let block = selectedBlock else { return [] }
    if pack.gate.keyDigest == nil {
      notice = .noKey
      return []
    }
    return [.tryKey(key, block: block.id)]
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
