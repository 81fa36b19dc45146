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
    guard let text = utf16(all) else { return (bytes, nil) }
    return (
      Data(text.utf8),
      Phrase(
        en: "it was UTF-16 and was read as such; UTF-8 is what compilers read",
        es: "era UTF-16 y se ha leído como tal; los compiladores leen UTF-8")
    )
  }

  /// With a mark at its beginning, and whole.
  private static func utf16(_ bytes: [UInt8]) -> String? {
    let isLittle = bytes.starts(with: [0xFF, 0xFE])
    guard isLittle || bytes.starts(with: [0xFE, 0xFF]), bytes.count.isMultiple(of: 2) else {
      return nil
    }
    let units = stride(from: 2, to: bytes.count, by: 2).map { at in
      let (first, second) = (UInt16(bytes[at]), UInt16(bytes[at + 1]))
      return isLittle ? first | second << 8 : first << 8 | second
    }
    return String(validating: units, as: UTF16.self)
  }
}
