import Testing

@testable import LanguageModels
@testable import TensorKit

@Suite struct TokenizerRefusalTests {
  struct Row: CustomTestStringConvertible, Sendable {
    /// Where the value stands, and what it becomes; nil takes it away.
    var path: [String]
    var value: String?
    var key: String?
    var says: String

    init(_ path: String, _ value: String?, _ key: String?, _ says: String) {
      self.path = path.split(separator: ".").map(String.init)
      (self.value, self.key, self.says) = (value, key, says)
    }

    var testDescription: String { "\(path.joined(separator: ".")): \(value ?? "gone")" }
  }

  private static let digits = #"{"type": "Digits", "individual_digits": true}"#
  private static let bytes = #"{"type": "ByteLevel", "add_prefix_space": false}"#

  private static func added(_ members: String) -> String {
    #"[{"id": 0, "content": "<|endoftext|>", \#(members)}]"#
  }

  static let rows = [
    Row("", "[]", nil, "is not an object"),
    Row("model", nil, "model.type", "is not \"BPE\""),
    Row("model.type", #""WordPiece""#, "model.type", "is not \"BPE\""),
    Row("model.type", nil, "model.type", "is not \"BPE\""),
    Row("normalizer", #"{"type": "NFC"}"#, "normalizer", "before it is split"),
    Row("decoder", "null", "decoder", "is not \"ByteLevel\""),
    Row("decoder.type", #""Metaspace""#, "decoder", "is not \"ByteLevel\""),
    Row("post_processor", #"{"type": "BertProcessing"}"#, "post_processor", "may add tokens"),
    Row(
      "post_processor",
      #"{"type": "TemplateProcessing", "single": [{"SpecialToken": {}}, {"Sequence": {}}]}"#,
      "post_processor", "may add tokens"),
    Row("model.byte_fallback", "true", "model.byte_fallback", "is set"),
    Row("model.dropout", "0.1", "model.dropout", "is set"),
    Row("model.ignore_merges", "true", "model.ignore_merges", "is set"),
    Row("model.unk_token", #""<|endoftext|>""#, "model.unk_token", "is set"),
    Row("model.end_of_word_suffix", #""</w>""#, "model.end_of_word_suffix", "is set"),
    Row(
      "model.continuing_subword_prefix", ###""##""###, "model.continuing_subword_prefix", "is set"),

    Row("pre_tokenizer", "null", "pre_tokenizer", "is not GPT-2's split"),
    Row("pre_tokenizer", #"{"type": "Whitespace"}"#, "pre_tokenizer", "is not GPT-2's split"),
    Row("pre_tokenizer", digits, "pre_tokenizer", "is not GPT-2's split"),
    Row(
      "pre_tokenizer", #"{"type": "Sequence", "pretokenizers": []}"#, "pre_tokenizer",
      "is not GPT-2's split"),
    Row(
      "pre_tokenizer", #"{"type": "Sequence", "pretokenizers": [\#(bytes), \#(digits)]}"#,
      "pre_tokenizer", "is not GPT-2's split"),
    Row(
      "pre_tokenizer", #"{"type": "Sequence", "pretokenizers": [{"type": "Digits"}, \#(bytes)]}"#,
      "pre_tokenizer", "is not GPT-2's split"),
    Row(
      "pre_tokenizer",
      #"{"type": "Sequence", "pretokenizers": [\#(digits), \#(digits), \#(bytes)]}"#,
      "pre_tokenizer", "is not GPT-2's split"),
    Row("pre_tokenizer", #"{"type": "ByteLevel"}"#, "pre_tokenizer", "is not GPT-2's split"),
    Row(
      "pre_tokenizer", #"{"type": "ByteLevel", "add_prefix_space": true}"#, "pre_tokenizer",
      "is not GPT-2's split"),
    Row(
      "pre_tokenizer", #"{"type": "ByteLevel", "add_prefix_space": false, "use_regex": false}"#,
      "pre_tokenizer", "is not GPT-2's split"),

    Row("added_tokens", "{}", "added_tokens", "is not a list"),
    Row("added_tokens", "[1]", "added_tokens[0]", "no whole number as its id"),
    Row(
      "added_tokens", #"[{"id": 1.5, "content": "x"}]"#, "added_tokens[0]", "no whole number"),
    Row("added_tokens", #"[{"id": 0, "content": 1}]"#, "added_tokens[0]", "no text"),
    Row("added_tokens", added(#""special": false"#), "added_tokens[0].special", "is not true"),
    Row(
      "added_tokens", added(#""special": true, "lstrip": true"#), "added_tokens[0].lstrip",
      "is not false"),
    Row(
      "added_tokens", added(#""special": true, "rstrip": true"#), "added_tokens[0].rstrip",
      "is not false"),
    Row(
      "added_tokens", added(#""special": true, "single_word": true"#),
      "added_tokens[0].single_word", "is not false"),
    Row(
      "added_tokens", #"[{"id": 0, "content": "another", "special": true}]"#, "added_tokens",
      "gives two tokens the id 0"),
    Row(
      "added_tokens", #"[{"id": 384, "content": "<|im_end|>", "special": true}]"#, "model.vocab",
      "spells the tokens 2 and 384 alike"),
    Row(
      "added_tokens", #"[{"id": 384, "content": "", "special": true}]"#, "added_tokens",
      "names the token 384, whose text is empty"),
    Row(
      "added_tokens", #"[{"id": 300, "content": "x", "special": true}]"#, "added_tokens",
      "gives two tokens the id 300"),
    Row(
      "added_tokens", #"[{"id": -1, "content": "x", "special": true}]"#, "added_tokens",
      "an id, -1,"),
    Row(
      "added_tokens", #"[{"id": 9223372036854775807, "content": "x", "special": true}]"#,
      "added_tokens", "leaves ids before it unused"),
    Row(
      "added_tokens", #"[{"id": 259, "content": "Ġa", "special": true}]"#, "model.merges",
      "to a special token"),

    Row("model.vocab", "null", "model.vocab", "is not an object"),
    Row("model.vocab.Ġa", nil, "model.vocab", "leaves ids unused"),
    Row("model.vocab.Ġa", "258", "model.vocab", "gives two tokens the id 258"),
    Row("model.vocab.Ġa", "-1", "model.vocab", "an id, -1,"),
    Row("model.vocab.Ġa", "9223372036854775807", "model.vocab", "leaves ids before it unused"),
    Row("model.vocab.Ġa", "1e3", "model.vocab", "is not a whole number"),
    Row("model.merges", "null", "model.merges", "is not a list"),
    Row("model.merges", "[1]", "model.merges", "a merge, 0, that is not of two tokens"),
    Row("model.merges", #"["ab"]"#, "model.merges", "a merge, 0, that is not of two tokens"),
    Row("model.merges", #"["a  b"]"#, "model.merges", "a merge, 0, that is not of two tokens"),
    Row("model.merges", #"["a "]"#, "model.merges", "a merge, 0, that is not of two tokens"),
    Row("model.merges", #"[["e", "n", "x"]]"#, "model.merges", "is not of two tokens"),
    Row("model.merges", #"[["e", 1]]"#, "model.merges", "is not of two tokens"),
    Row("model.merges", #"["e n", "zz e"]"#, "model.merges", "a merge, 1, of or to something"),
    Row("model.merges", #"["e zz"]"#, "model.merges", "a merge, 0, of or to something"),
    Row("model.merges", #"["q z"]"#, "model.merges", "a merge, 0, of or to something"),
    Row("model.merges", #"["e n", "e n"]"#, "model.merges", "a merge, 1, that stands there twice"),
  ]

  @Test(arguments: rows)
  func whatGivesOtherIdsIsRefused(row: Row) throws {
    let root = try JSONParser.parse(TinyTokenizer.json)
    let value = try row.value.map { try JSONParser.parse(Array($0.utf8)) }
    let json = Array(Self.replacing(row.path[...], in: root, by: value).text().utf8)
    let error = #expect(throws: TokenizerError.self) { try ByteLevelBPE(tokenizerJSON: json) }
    #expect(error?.key == row.key)
    #expect(error?.problem.contains(row.says) == true, "\(error?.problem ?? "")")
    #expect(error?.remedy.hasSuffix(".") == true)
  }

  private static func replacing(
    _ path: ArraySlice<String>, in root: JSONValue, by value: JSONValue?
  ) -> JSONValue {
    guard let key = path.first else { return value ?? .null }
    var members = root.members ?? []
    let index = members.firstIndex { ExactName($0.key) == ExactName(key) }
    if path.count == 1, value == nil {
      if let index { members.remove(at: index) }
    } else {
      let inner = replacing(path.dropFirst(), in: root[key] ?? .null, by: value)
      let member = JSONValue.Member(key, inner)
      if let index { members[index] = member } else { members.append(member) }
    }
    return .object(members)
  }

  @Test(arguments: ["", "{", "[1,", "\"\u{0}\""])
  func whatIsNoJSONIsRefused(text: String) {
    let error = #expect(throws: TokenizerError.self) {
      try ByteLevelBPE(tokenizerJSON: Array(text.utf8))
    }
    #expect(error?.key == nil)
    #expect(error?.problem.hasPrefix("is not JSON: ") == true)
  }

  @Test func whatAFileSaysIsShownHarmless() {
    let key = #"\u001b]0;\u0007"# + String(repeating: "k", count: 1000)
    let json = #"{"\#(key)": 1, "\#(key)": 2}"#
    let error = #expect(throws: TokenizerError.self) {
      try ByteLevelBPE(tokenizerJSON: Array(json.utf8))
    }
    #expect(error?.problem.contains("the key \"\u{FFFD}]0;\u{FFFD}kkk") == true)
    #expect(error?.problem.unicodeScalars.allSatisfy { $0.value >= 0x20 } == true)
    #expect((0..<500).contains(error?.problem.count ?? 0))
  }

  static let sound = [
    Row("pre_tokenizer", bytes, nil, ""),
    Row("pre_tokenizer", #"{"type": "Sequence", "pretokenizers": [\#(bytes)]}"#, nil, ""),
    Row(
      "post_processor", #"{"type": "TemplateProcessing", "single": [{"Sequence": {"id": "A"}}]}"#,
      nil, ""),
    Row("post_processor", #"{"type": "ByteLevel"}"#, nil, ""),
    Row("model.end_of_word_suffix", "\"\"", nil, ""), Row("model.dropout", nil, nil, ""),
    Row("model.merges", #"["e n", "e r"]"#, nil, ""), Row("model.merges", "[]", nil, ""),
    Row("added_tokens", nil, nil, ""), Row("truncation", "{}", nil, ""),
    Row("added_tokens", #"[{"id": 384, "content": "<new>", "special": true}]"#, nil, ""),
  ]

  @Test(arguments: sound)
  func whatGivesTheSameIdsIsRead(row: Row) throws {
    let root = try JSONParser.parse(TinyTokenizer.json)
    let value = try row.value.map { try JSONParser.parse(Array($0.utf8)) }
    let json = Array(Self.replacing(row.path[...], in: root, by: value).text().utf8)
    let tokenizer = try ByteLevelBPE(tokenizerJSON: json)
    #expect(tokenizer.decode(tokenizer.encode("The base rests. 12")) == "The base rests. 12")
  }

  @Test func mergesMayBeTextsOrPairs() throws {
    let root = try JSONParser.parse(TinyTokenizer.json)
    let merges = try TokenizerJSON(root: root).merges().map { merge in
      JSONValue.string(
        String(decoding: merge.left, as: UTF8.self) + " "
          + String(decoding: merge.right, as: UTF8.self))
    }
    let json = Self.replacing(["model", "merges"], in: root, by: .array(merges)).text()
    let (texts, pairs) = (
      try ByteLevelBPE(tokenizerJSON: Array(json.utf8)), try TinyTokenizer.make()
    )
    #expect(merges.count == 125)
    #expect(TinyTokenizer.rows.allSatisfy { texts.encode($0.text) == pairs.encode($0.text) })
  }
}
