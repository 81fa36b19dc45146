#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif
import LanguageModels
import Testing

@Suite struct ByteLevelBPETests {
  let tokenizer: ByteLevelBPE

  init() throws { tokenizer = try TinyTokenizer.make() }

  @Test func thereAreRowsOfBothFiles() {
    #expect(TinyTokenizer.rows.count == 24 + 186)
    #expect(TinyTokenizer.rows.count { $0.ids != $0.ordinary } > 10)
  }

  @Test(arguments: TinyTokenizer.rows)
  func idsAreHuggingFaces(row: TinyTokenizer.Row) {
    #expect(tokenizer.encode(row.text) == row.ids)
    #expect(Array(tokenizer.decode(row.ids).utf8) == Array(row.text.utf8))
  }

  @Test(arguments: TinyTokenizer.rows.filter { $0.ids != $0.ordinary })
  func idsOfOrdinaryTextAreHuggingFaces(row: TinyTokenizer.Row) {
    #expect(tokenizer.encode(row.text, special: false) == row.ordinary)
  }

  /// A long run: `BYHAND_FUZZ=1000000 swift test --filter ByteLevelBPETests`.
  @Test func everyTextComesBackByteForByte() {
    var soup = TextSoup(seed: 1)
    var specials = 0
    for _ in 0..<TextSoup.rounds {
      let text = soup.text()
      for special in [true, false] {
        let ids = tokenizer.encode(text, special: special)
        let back = tokenizer.decode(ids)
        if !back.utf8.elementsEqual(text.utf8) {
          Issue.record("\(text.debugDescription) came back as \(back.debugDescription)")
        }
        guard ids.contains(where: tokenizer.isSpecial) else { continue }
        specials += 1
        if !special { Issue.record("a special token in \(text.debugDescription)") }
      }
    }
    #expect(specials > TextSoup.rounds / 20)
  }

  @Test func textsThatLookAlikeAreTwo() {
    #expect(tokenizer.encode("é") != tokenizer.encode("e\u{301}"))
    #expect(tokenizer.id(of: "Å") != tokenizer.id(of: "A\u{30A}"))
  }

  @Test func tokensHaveNamesAndIds() {
    #expect(tokenizer.vocabSize == 384)
    #expect(tokenizer.id(of: "<|im_start|>") == 1)
    #expect(tokenizer.id(of: "Ġa") == 259)
    #expect(tokenizer.id(of: " a") == nil)
    #expect((-1...384).filter(tokenizer.isSpecial) == [0, 1, 2])
    #expect(tokenizer.isSpecial(.max) == false && tokenizer.isSpecial(.min) == false)
  }

  @Test func specialTokensAreSkippedOnRequest() {
    let ids = tokenizer.encode("<|im_start|>a<|im_end|>")
    #expect(tokenizer.decode(ids) == "<|im_start|>a<|im_end|>")
    #expect(tokenizer.decode(ids, skippingSpecial: true) == "a")
  }

  @Test func whatIsNoTokenGivesNothing() throws {
    let a = try #require(tokenizer.id(of: "a"))
    #expect(tokenizer.decode([a, -1, 384, .max, .min, a]) == "aa")
  }

  @Test func halfACharacterIsReplaced() {
    let ids = tokenizer.encode("日本")
    #expect(tokenizer.decode(Array(ids.dropLast())) == "日\u{FFFD}")
    #expect(tokenizer.decode(Array(ids.dropFirst())) == "\u{FFFD}\u{FFFD}本")
  }

  // A piece of n bytes would take n² steps, some minutes, were neighbours looked for anew.
  @Test(arguments: ["a", " ", "\n", "<", "é", "1", "en", "<|im_start|>"])
  func longPiecesTakeNoSquare(part: String) {
    let text = String(repeating: part, count: 100_000)
    let start = threadSeconds()
    let ids = tokenizer.encode(text)
    #expect(threadSeconds() - start < 1)
    #expect(tokenizer.decode(ids) == text)
  }

  private func threadSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
