/// Text to token ids and back: byte-level BPE with GPT-2's split, as GPT-2, SmolLM2 and many others
/// have it.
///
/// Ids are those of Hugging Face. A byte that the vocabulary has no token for is left out, as there;
/// with a vocabulary of all 256, ``decode(_:skippingSpecial:)`` gives back every text byte for byte.
///
/// PyTorch: `transformers.PreTrainedTokenizerFast`.
public final class ByteLevelBPE: Sendable {
  private let texts: [[UInt8]]
  private let vocabulary: Vocabulary
  // The token of each byte, or -1.
  private let byteTokens: [Int32]
  private let merges: MergeTable
  private let special: SpecialTokens
  private let splitsDigits: Bool
  let chatMarks: (start: Int, end: Int)?

  /// A tokenizer of a vocabulary and its merges.
  ///
  /// Errors name `tokens`, `merges` or `special`.
  ///
  /// - Parameters:
  ///   - vocabulary: each token in letters for bytes, as UTF-8; a special one as it is.
  ///   - merges: pairs of such spellings, in rank order.
  ///   - special: ids of tokens that are whole texts, such as `<|im_end|>`.
  ///   - splitsDigits: whether every digit is cut off before GPT-2's split.
  package init(
    vocabulary: [[UInt8]], merges: [(left: [UInt8], right: [UInt8])], special: [Int],
    splitsDigits: Bool
  ) throws(TokenizerError) {
    let tokens = try Vocabulary(vocabulary)
    let whole = try SpecialTokens(special, of: vocabulary)
    func mark(_ text: String) -> Int? {
      tokens.id(Array(text.utf8)).flatMap { whole.contains($0) ? $0 : nil }
    }
    self.merges = try tokens.mergeTable(merges, whole)
    self.vocabulary = tokens
    self.special = whole
    self.splitsDigits = splitsDigits
    texts = vocabulary.indices.map { id in
      whole.contains(id) ? vocabulary[id] : ByteLetters.bytes(of: vocabulary[id])
    }
    byteTokens = ByteLetters.letters.map { letter in
      tokens.id(Array(String(letter).utf8)).flatMap { whole.contains($0) ? nil : Int32($0) } ?? -1
    }
    if let start = mark("<|im_start|>"), let end = mark("<|im_end|>") {
      chatMarks = (start, end)
    } else {
      chatMarks = nil
    }
  }

  /// How many tokens there are; ids are below it.
  ///
  /// PyTorch: `transformers.PreTrainedTokenizerFast.vocab_size`.
  public var vocabSize: Int { texts.count }

  /// The ids of a text. Nothing is added before or after it.
  ///
  /// - Parameter special: whether the text of a special token is that token; otherwise it is text like
  ///   any other.
  ///
  /// PyTorch: `transformers.PreTrainedTokenizerFast.encode`.
  public func encode(_ text: String, special: Bool = true) -> [Int] {
    let bytes = Array(text.utf8)
    let split = GPT2Split(bytes, splitsDigits: splitsDigits)
    var merging = PairMerging(merges)
    var ids: [Int] = []
    func ordinary(_ range: Range<Int>) {
      split.forEachPiece(in: range) { piece in
        merging.merge(piece, of: bytes, byteTokens, into: &ids)
      }
    }
    var position = 0
    while special, let (id, range) = self.special.first(in: bytes, from: position) {
      ordinary(position..<range.lowerBound)
      ids.append(id)
      position = range.upperBound
    }
    ordinary(position..<bytes.count)
    return ids
  }

  /// The text of tokens; U+FFFD stands for what is not UTF-8. An id that is no token gives nothing.
  ///
  /// - Parameter skippingSpecial: whether special tokens give nothing.
  ///
  /// PyTorch: `transformers.PreTrainedTokenizerFast.decode`.
  public func decode(_ ids: [Int], skippingSpecial: Bool = false) -> String {
    var bytes: [UInt8] = []
    for id in ids where !(skippingSpecial && isSpecial(id)) { bytes += self.bytes(of: id) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The id of a token, in the vocabulary's spelling: " the" is `Ġthe`.
  ///
  /// PyTorch: `transformers.PreTrainedTokenizerFast.convert_tokens_to_ids`.
  public func id(of token: String) -> Int? { vocabulary.id(Array(token.utf8)) }

  /// Whether a token is a whole text, such as `<|im_end|>`.
  ///
  /// PyTorch: nothing like it.
  public func isSpecial(_ id: Int) -> Bool { special.contains(id) }

  /// What a token stands for, which may be a part of a character; nothing if it is no token.
  func bytes(of id: Int) -> [UInt8] { texts.indices.contains(id) ? texts[id] : [] }
}
