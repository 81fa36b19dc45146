@testable import LanguageModels
import Testing

@Suite struct StreamingDecoderTests {
  let tokenizer: ByteLevelBPE

  init() throws { tokenizer = try TinyTokenizer.make() }

  private func pieces(_ ids: [Int]) -> [String] {
    var decoder = StreamingDecoder(tokenizer)
    return ids.map { decoder.append($0) } + [decoder.finish()]
  }

  private func joined(_ pieces: [String]) -> [UInt8] { pieces.flatMap { Array($0.utf8) } }

  private func byte(_ byte: UInt8) throws -> Int {
    try #require((0..<tokenizer.vocabSize).first { tokenizer.bytes(of: $0) == [byte] })
  }

  @Test func aCharacterComesWhenItIsWhole() {
    let ids = tokenizer.encode("é日👩‍🔬!")
    let pieces = pieces(ids)
    #expect(joined(pieces) == Array("é日👩‍🔬!".utf8))
    #expect(!pieces.joined().unicodeScalars.contains("\u{FFFD}"))
    #expect(pieces.count { $0.isEmpty } > 5)
  }

  @Test func specialTokensGiveNothing() {
    #expect(pieces(tokenizer.encode("<|im_start|>a<|im_end|>")) == ["", "a", "", ""])
  }

  @Test func aSpecialTokenDoesNotPartACharacter() {
    let ids = tokenizer.encode("é")
    #expect(pieces([ids[0], 2, ids[1]]) == ["", "", "é", ""])
  }

  @Test func whatWasBegunIsReplacedAtTheEndAndOnce() throws {
    var decoder = StreamingDecoder(tokenizer)
    #expect(decoder.append(try byte(0xE6)) == "")
    #expect(decoder.finish() == "\u{FFFD}")
    #expect(decoder.finish() == "")
    #expect(decoder.append(try byte(0x61)) == "a")
  }

  // Bytes that no more bytes could complete do not wait.
  @Test(arguments: [
    [0x80], [0xC0], [0xC1], [0xF5], [0xFF], [0xE0, 0x80], [0xE0, 0x9F], [0xED, 0xA0], [0xF0, 0x8F],
    [0xF4, 0x90], [0xE6, 0x61], [0xF0, 0x9F, 0x61],
  ])
  func whatIsNoUTF8DoesNotWait(bytes: [UInt8]) throws {
    let pieces = pieces(try bytes.map(byte))
    #expect(pieces.last == "")
    #expect(joined(pieces) == Array(String(decoding: bytes, as: UTF8.self).utf8))
  }

  @Test(arguments: [
    [0xC2], [0xDF], [0xE0, 0xA0], [0xED, 0x9F], [0xF0, 0x90], [0xF4, 0x8F], [0xF0, 0x9F, 0x91],
  ])
  func whatCouldBeCompletedWaits(bytes: [UInt8]) throws {
    let pieces = pieces(try bytes.map(byte))
    #expect(pieces.dropLast().allSatisfy { $0.isEmpty })
    #expect(pieces.last == "\u{FFFD}")
  }

  @Test func piecesJoinedAreTheWhole() throws {
    // Most random tokens are bytes that begin a character or go on with one.
    let cuts = try (UInt8(0x7F)...0xFF).map(byte)
    var soup = TextSoup(seed: 4)
    for _ in 0..<TextSoup.rounds {
      let ids = (0..<soup.below(24)).map { _ in
        soup.below(3) > 0 ? cuts[soup.below(cuts.count)] : soup.below(tokenizer.vocabSize + 1)
      }
      let whole = tokenizer.decode(ids, skippingSpecial: true)
      if joined(pieces(ids)) != Array(whole.utf8) { Issue.record("\(ids)") }
    }
  }
}
