import TensorKit

/// Text to token ids and back: byte-level BPE with GPT-2's split, as GPT-2, SmolLM2 and many others
/// have it.
///
/// Ids are those of Hugging Face. A byte that the vocabulary has no token for is left out, as there;
/// with a vocabulary of all 256, ``decode(_:skippingSpecial:)`` gives back every text byte for byte.
///
/// PyTorch: `transformers.PreTrainedTokenizerFast`.
public final class ByteLevelBPE: Sendable {
  private let texts: [[UInt8]]
  private let idOfSpelling: [[UInt8]: Int]
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
    let spellings = try Self.index(vocabulary)
    let special = try Self.specialTokens(special, vocabulary)
    self.special = special
    self.merges = try Self.table(merges, spellings, special)
    texts = vocabulary.indices.map { id in
      special.ids.contains(id) ? vocabulary[id] : ByteLetters.bytes(of: vocabulary[id])
    }
    byteTokens = ByteLetters.letters.map { letter in
      let id = spellings[Array(String(letter).utf8)]
      return id.flatMap { special.ids.contains($0) ? nil : Int32($0) } ?? -1
    }
    idOfSpelling = spellings
    self.splitsDigits = splitsDigits
    if let start = spellings[Array("<|im_start|>".utf8)],
      let end = spellings[Array("<|im_end|>".utf8)],
      special.ids.isSuperset(of: [start, end])
    {
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
        let symbols = bytes[piece].lazy.map { self.byteTokens[Int($0)] }.filter { $0 >= 0 }
        merging.merge(symbols, into: &ids)
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
  public func id(of token: String) -> Int? { idOfSpelling[Array(token.utf8)] }

  /// Whether a token is a whole text, such as `<|im_end|>`.
  ///
  /// PyTorch: nothing like it.
  public func isSpecial(_ id: Int) -> Bool { special.ids.contains(id) }

  /// What a token stands for, which may be a part of a character; nothing if it is no token.
  func bytes(of id: Int) -> [UInt8] { texts.indices.contains(id) ? texts[id] : [] }
}

extension ByteLevelBPE {
  private static func index(_ vocabulary: [[UInt8]]) throws(TokenizerError) -> [[UInt8]: Int] {
    guard !vocabulary.isEmpty, vocabulary.count <= Int32.max else {
      throw .damaged("tokens", "holds \(vocabulary.count) tokens")
    }
    var ids = [[UInt8]: Int](minimumCapacity: vocabulary.count)
    for (id, spelling) in vocabulary.enumerated() {
      guard String(validating: spelling, as: UTF8.self) != nil else {
        throw .damaged("tokens", "has a token, \(id), that is not UTF-8")
      }
      if let other = ids.updateValue(id, forKey: spelling) {
        throw .damaged("tokens", "spells the tokens \(other) and \(id) alike")
      }
    }
    return ids
  }

  private static func specialTokens(
    _ ids: [Int], _ vocabulary: [[UInt8]]
  ) throws(TokenizerError) -> SpecialTokens {
    for id in ids {
      guard vocabulary.indices.contains(id) else {
        throw .damaged("special", "names the token \(id) of \(vocabulary.count)")
      }
      guard !vocabulary[id].isEmpty else {
        throw .damaged("special", "names the token \(id), whose text is empty")
      }
    }
    let tokens = SpecialTokens(ids.map { (vocabulary[$0], $0) })
    guard tokens.ids.count == ids.count else { throw .damaged("special", "names a token twice") }
    return tokens
  }

  private static func table(
    _ merges: [(left: [UInt8], right: [UInt8])], _ ids: [[UInt8]: Int], _ special: SpecialTokens
  ) throws(TokenizerError) -> MergeTable {
    guard merges.count <= SmallestFirst.ranks else {
      throw .unsupported("merges", "holds \(merges.count) merges, more than \(SmallestFirst.ranks)")
    }
    var table = MergeTable(capacity: merges.count)
    for (rank, merge) in merges.enumerated() {
      guard let left = ids[merge.left], let right = ids[merge.right],
        let result = ids[merge.left + merge.right]
      else {
        throw .damaged("merges", "has a merge, \(rank), of or to something that is no token")
      }
      // Otherwise text that was to be ordinary could become a special token.
      guard special.ids.isDisjoint(with: [left, right, result]) else {
        throw .unsupported("merges", "has a merge, \(rank), of or to a special token")
      }
      guard
        table.append(.init(left: Int32(left), right: Int32(right), result: Int32(result)))
      else { throw .damaged("merges", "has a merge, \(rank), that stands there twice") }
    }
    return table
  }
}
