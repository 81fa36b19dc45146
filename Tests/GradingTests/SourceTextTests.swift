import Foundation
import TestSupport
import Testing

@testable import Grading

/// Encodings that editors write, read as what they are or left alone.
@Suite struct SourceTextTests {
  private func text(_ bytes: [UInt8]) -> (String?, isNoted: Bool) {
    let (data, note) = SourceText.utf8(Data(bytes))
    return (String(validating: data, as: UTF8.self), note != nil)
  }

  @Test func lettersOfWindowsAreRead() {
    #expect(text(Array("// a".utf8) + [0xF1, 0x6F, 0x20, 0x80, 10]) == ("// año €\n", true))
    #expect(text(Array("// año €\n".utf8)) == ("// año €\n", false))
    #expect(text([0x2F, 0x81, 10]) == (nil, false))
    #expect(text([0x2F, 0xF1, 0, 10]) == (nil, false))
  }

  /// Random texts of letters that each encoding has come back as they were.
  @Test func randomTextsComeBack() {
    var generator = SeededGenerator(seed: 3)
    let letters = Array("abcxyz{}()= \n\"ñÑéüß¿".unicodeScalars)
    for _ in 0..<300 {
      let scalars = (0..<Int.random(in: 40...90, using: &generator)).map { _ in
        letters[Int.random(in: 0..<letters.count, using: &generator)]
      }
      let whole = "import TensorKit\n" + String(String.UnicodeScalarView(scalars))
      let latin = whole.unicodeScalars.map { UInt8($0.value) }
      if !whole.unicodeScalars.allSatisfy(\.isASCII) { #expect(text(latin) == (whole, true)) }
      let units = Array(whole.utf16)
      let little = units.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
      #expect(text([0xFF, 0xFE] + little) == (whole, true))
      #expect(text(little) == (whole, true))
      #expect(text(units.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }) == (whole, true))
    }
  }
}
