@testable import LanguageModels

/// What a small tokenizer is made of: three marks, a letter for every byte and two merges.
struct TokenizerParts {
  var vocabulary: [[UInt8]]
  var merges: [(left: [UInt8], right: [UInt8])]
  var special = [0, 1, 2]

  init() {
    vocabulary =
      ["<|endoftext|>", "<|im_start|>", "<|im_end|>"].map { Array($0.utf8) }
      + ByteLetters.letters.map { Array(String($0).utf8) } + ["ab", "abc"].map { Array($0.utf8) }
    merges = [("a", "b"), ("ab", "c")].map { (Array($0.utf8), Array($1.utf8)) }
  }

  func make() throws(TokenizerError) -> ByteLevelBPE {
    try ByteLevelBPE(
      vocabulary: vocabulary, merges: merges, special: special, splitsDigits: true)
  }

  static func small(special: [Int]) throws -> ByteLevelBPE {
    var parts = TokenizerParts()
    parts.special = special
    return try parts.make()
  }
}
