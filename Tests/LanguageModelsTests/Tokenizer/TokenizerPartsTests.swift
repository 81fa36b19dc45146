import Testing

@testable import LanguageModels

@Suite struct TokenizerPartsTests {
  private func refusal(_ change: (inout TokenizerParts) -> Void) -> TokenizerError? {
    var parts = TokenizerParts()
    change(&parts)
    return #expect(throws: TokenizerError.self) { try parts.make() }
  }

  @Test func whatContradictsItselfIsRefused() {
    var error = refusal { $0.vocabulary = [] }
    #expect(error?.key == "tokens" && error?.problem == "holds 0 tokens")
    error = refusal { $0.vocabulary[7] = $0.vocabulary[9] }
    #expect(error?.key == "tokens" && error?.problem == "spells the tokens 7 and 9 alike")
    error = refusal { $0.vocabulary[5] = [0xC3] }
    #expect(error?.key == "tokens" && error?.problem == "has a token, 5, that is not UTF-8")
    error = refusal { $0.special = [261] }
    #expect(error?.key == "special" && error?.problem == "names the token 261 of 261")
    error = refusal { $0.special = [-1] }
    #expect(error?.key == "special" && error?.problem == "names the token -1 of 261")
    error = refusal { $0.special = [.max] }
    #expect(error?.key == "special")
    error = refusal { $0.special = [1, 1] }
    #expect(error?.key == "special" && error?.problem == "names the token 1 twice")
    error = refusal { $0.special = [260] }
    #expect(error?.key == "merges" && error?.problem == "has a merge, 1, of or to a special token")
    error = refusal { $0.merges.append(([], Array("a".utf8))) }
    #expect(error?.key == "merges")
  }

  @Test func mergesGoByRank() throws {
    let tokenizer = try TokenizerParts().make()
    #expect(tokenizer.encode("abcab") == [260, 259])
  }

  @Test func aByteWithoutATokenIsLeftOut() throws {
    var parts = TokenizerParts()
    parts.vocabulary[3 + Int(UInt8(ascii: "x"))] = Array("xyz".utf8)
    let tokenizer = try parts.make()
    #expect(tokenizer.decode(tokenizer.encode("axbxc")) == "abc")
    #expect(tokenizer.encode("axb") == [259])
  }

  @Test func theLongestSpecialTokenWins() throws {
    var parts = TokenizerParts()
    parts.vocabulary += ["<|im_start|>>", "é!", "e\u{301}!"].map { Array($0.utf8) }
    parts.special += [261, 262, 263]
    let tokenizer = try parts.make()
    #expect(tokenizer.encode("<|im_start|>>") == [261])
    #expect(tokenizer.encode("<|im_start|>") == [1])
    #expect(tokenizer.encode("é!") == [262])
    #expect(tokenizer.encode("e\u{301}!") == [263])
    for id in 261...263 { #expect(tokenizer.encode(tokenizer.decode([id])) == [id]) }
  }

  // Hugging Face's decoder has the same rule.
  @Test func aTokenInOtherLettersStandsForItself() throws {
    var parts = TokenizerParts()
    parts.vocabulary += ["日本", "a b", "\u{144}", "é\u{C3}", ""].map { Array($0.utf8) }
    let tokenizer = try parts.make()
    #expect(tokenizer.bytes(of: 261) == Array("日本".utf8))
    #expect(tokenizer.bytes(of: 262) == Array("a b".utf8))
    #expect(tokenizer.bytes(of: 263) == Array("\u{144}".utf8))
    #expect(tokenizer.bytes(of: 264) == [0xE9, 0xC3])
    #expect(tokenizer.bytes(of: 265) == [])
  }

  @Test func everyByteHasALetter() {
    #expect(Set(ByteLetters.letters).count == 256)
    #expect(ByteLetters.letters[0x20] == "Ġ" && ByteLetters.letters[0x0A] == "Ċ")
    #expect(ByteLetters.letters[0x61] == "a" && ByteLetters.letters[0xAD] == "\u{143}")
    for (byte, letter) in ByteLetters.letters.enumerated() {
      #expect(ByteLetters.bytes(of: Array(String(letter).utf8)) == [UInt8(byte)])
    }
  }
}
