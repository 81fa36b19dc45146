import Foundation
import LessonPacks

/// The text of a student's file in the encoding that compilers read.
enum SourceText {
  /// `bytes` as UTF-8 without a mark at its beginning, and what they were before. What says nothing
  /// about itself stays as it is: a guess could change a student's code.
  static func utf8(_ bytes: Data) -> (bytes: Data, note: Phrase?) {
    let all = Array(bytes)
    if all.starts(with: [0xEF, 0xBB, 0xBF]) {
      return (
        Data(all.dropFirst(3)),
        Phrase(
          en: "it began with the mark of UTF-8, which was left out",
          es: "empezaba con la marca de UTF-8, que se ha quitado")
      )
    }
    if all.starts(with: [0xFF, 0xFE, 0, 0]) || all.starts(with: [0, 0, 0xFE, 0xFF]) {
      return (bytes, nil)
    }
    if let text = utf16(all) {
      return (
        Data(text.utf8),
        Phrase(
          en: "it was UTF-16 and was read as such; UTF-8 is what compilers read",
          es: "era UTF-16 y se ha leído como tal; los compiladores leen UTF-8")
      )
    }
    if let text = windows1252(all) {
      return (
        Data(text.utf8),
        Phrase(
          en:
            "it was no UTF-8 and was read as Windows-1252 (Latin-1); UTF-8 is what compilers read",
          es: "no era UTF-8 y se ha leído como Windows-1252 (Latin-1); los compiladores leen UTF-8")
      )
    }
    return (bytes, nil)
  }

  /// Whole, and with a mark at its beginning or a zero in one half of nearly every unit.
  private static func utf16(_ bytes: [UInt8]) -> String? {
    guard bytes.count.isMultiple(of: 2), bytes.count > 2 else { return nil }
    let isMarked = bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    guard let isLittle = isMarked ? bytes[0] == 0xFF : isLittleByZeros(bytes) else { return nil }
    let units = stride(from: isMarked ? 2 : 0, to: bytes.count, by: 2).map { at in
      let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
      return isLittle ? first | second << 8 : first << 8 | second
    }
    return String(validating: units, as: UTF16.self)
  }

  /// Source is mostly ASCII, whose upper half is zero; nil where nothing tells. No UTF-8 that a compiler
  /// takes has a zero in it.
  private static func isLittleByZeros(_ bytes: [UInt8]) -> Bool? {
    func zeros(_ first: Int) -> Int {
      stride(from: first, to: bytes.count, by: 2).count { bytes[$0] == 0 }
    }
    let (even, odd) = (zeros(0), zeros(1))
    let most = bytes.count / 2 * 9 / 10
    if odd > most, even == 0 { return true }
    return even > most && odd == 0 ? false : nil
  }

  /// Of what is no UTF-8: nil where a byte means nothing there, or is a control character that no editor
  /// writes. Outside comments and strings Swift has no use for these letters, so a wrong guess costs a
  /// name at most.
  private static func windows1252(_ bytes: [UInt8]) -> String? {
    guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
    var text = String.UnicodeScalarView()
    for byte in bytes {
      switch byte {
      case 0x09, 0x0A, 0x0C, 0x0D, 0x20...0x7E, 0xA0...0xFF: text.append(Unicode.Scalar(byte))
      case 0x80...0x9F:
        guard let scalar = upperControls[Int(byte) - 0x80] else { return nil }
        text.append(scalar)
      default: return nil
      }
    }
    return String(text)
  }

  /// What Windows-1252 has where Latin-1 has control characters, from 0x80 to 0x9F.
  private static let upperControls: [Unicode.Scalar?] = [
    "€", nil, "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", nil, "Ž", nil, nil, "‘", "’",
    "“",
    "”", "•", "–", "—", "˜", "™", "š", "›", "œ", nil, "ž", "Ÿ",
  ]
}
