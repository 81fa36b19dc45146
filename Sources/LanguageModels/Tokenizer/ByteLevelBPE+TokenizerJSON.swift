import TensorKit

extension ByteLevelBPE {
  /// Reads a `tokenizer.json` of Hugging Face's.
  ///
  /// Only what gives the same ids as there is read: byte-level BPE with GPT-2's split, alone or after
  /// digits one by one. What depends on the call, padding and truncation, is not looked at.
  ///
  /// PyTorch: `transformers.PreTrainedTokenizerFast`.
  package convenience init(tokenizerJSON: [UInt8]) throws(TokenizerError) {
    let file: TokenizerJSON
    do {
      file = TokenizerJSON(root: try JSONParser.parse(tokenizerJSON))
    } catch {
      let problem = ModelFileError.printable(error.problem, longest: 400)
      throw .damaged(nil, "is not JSON: \(problem), at byte \(error.offset)")
    }
    try file.refuseOtherKinds()
    let splitsDigits = try file.splitsDigits()
    let special = try file.special()
    let vocabulary = try file.vocabulary(special)
    let merges = try file.merges()
    do {
      try self.init(
        vocabulary: vocabulary, merges: merges, special: special.map(\.id),
        splitsDigits: splitsDigits)
    } catch {
      throw file.namingItsKey(error)
    }
  }
}
