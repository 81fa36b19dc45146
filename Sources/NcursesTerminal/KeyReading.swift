import CNcurses
import CellUI

/// Keys from what ncurses reports.
enum KeyReading {
  /// A character as it was typed; control characters by their letters.
  static func event(for code: wint_t) -> TerminalEvent? {
    switch code {
    case 9: return .key(.tab)
    case 10, 13: return .key(.enter)
    case 27: return .key(.escape)
    case 8, 127: return .key(.backspace)
    case 1...26:
      guard let scalar = Unicode.Scalar(UInt32(code) + 96) else { return nil }
      return .key(.control(Character(scalar)))
    case 0...31: return nil
    default:
      guard let scalar = Unicode.Scalar(UInt32(code)) else { return nil }
      return .key(.character(Character(scalar)))
    }
  }

  /// A key that has no character.
  static func special(_ code: wint_t) -> Key? {
    let keys: [(code: Int, key: Key)] = [
      (BYHAND_KEY_UP, .up), (BYHAND_KEY_DOWN, .down),
      (BYHAND_KEY_LEFT, .left), (BYHAND_KEY_RIGHT, .right),
      (BYHAND_KEY_HOME, .home), (BYHAND_KEY_END, .end),
      (BYHAND_KEY_PPAGE, .pageUp), (BYHAND_KEY_NPAGE, .pageDown),
      (BYHAND_KEY_BACKSPACE, .backspace), (BYHAND_KEY_DC, .delete),
      (BYHAND_KEY_BTAB, .backTab), (BYHAND_KEY_ENTER, .enter),
    ]
    if let found = keys.first(where: { $0.code == Int(code) }) { return found.key }
    let number = Int(code) - Int(BYHAND_KEY_F0)
    return (1...24).contains(number) ? .function(number) : nil
  }
}
