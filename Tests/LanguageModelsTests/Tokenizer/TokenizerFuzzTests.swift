import Testing

@testable import LanguageModels
@testable import TensorKit

/// Whatever a tokenizer.json holds, it is refused in words or it gives a tokenizer that works.
///
/// A long run: `BYHAND_FUZZ=1000000 swift test --filter TokenizerFuzzTests`.
@Suite struct TokenizerFuzzTests {
  private static let words = [
    "-1", "384", "383", "9223372036854775807", "1e99", "null", "true", "false", "\"\"", "[]", "{}",
    "\"a\"", "\"Ġ a\"", "\"<|im_start|>\"", ",", ":", "\u{0}", "\\ud800", "\"BPE\"",
    "\"ByteLevel\"",
  ].map { Array($0.utf8) }

  @Test func changedBytesNeverTrap() {
    var soup = TextSoup(seed: 5)
    var outcomes = Outcomes()
    for _ in 0..<TextSoup.rounds {
      var bytes = TinyTokenizer.json
      for _ in 0...soup.below(3) { Self.change(&bytes, &soup) }
      outcomes.read(bytes)
    }
    outcomes.expectBoth()
  }

  @Test func changedValuesNeverTrap() throws {
    let root = try JSONParser.parse(TinyTokenizer.json)
    let values = try Self.words.filter { $0.count > 1 && $0[0] != 0x5C }.map {
      try JSONParser.parse($0)
    }
    var soup = TextSoup(seed: 6)
    var outcomes = Outcomes()
    for _ in 0..<TextSoup.rounds {
      var value = root
      for _ in 0...soup.below(3) { value = Self.changed(value, values, &soup) }
      outcomes.read(Array(value.text().utf8))
    }
    outcomes.expectBoth()
  }

  private static func change(_ bytes: inout [UInt8], _ soup: inout TextSoup) {
    let at = soup.below(bytes.count + 1)
    let end = min(bytes.count, at + soup.below(8))
    let word = words[soup.below(words.count)]
    switch soup.below(6) {
    case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8(soup.below(8))
    case 1 where at < bytes.count: bytes[at] = UInt8(soup.below(256))
    case 2: bytes.removeSubrange(at..<end)
    case 3: bytes.insert(contentsOf: bytes[at..<end], at: soup.below(bytes.count + 1))
    case 4: bytes.replaceSubrange(at..<end, with: word)
    default: bytes.insert(contentsOf: word, at: at)
    }
  }

  /// The value with one value in it, however deep, replaced, removed or doubled.
  private static func changed(
    _ value: JSONValue, _ values: [JSONValue], _ soup: inout TextSoup
  ) -> JSONValue {
    let other = values[soup.below(values.count)]
    switch value {
    case .array(var elements) where !elements.isEmpty:
      let index = soup.below(elements.count)
      switch soup.below(8) {
      case 0: elements.remove(at: index)
      case 1: elements.insert(elements[soup.below(elements.count)], at: index)
      case 2: elements[index] = other
      default: elements[index] = changed(elements[index], values, &soup)
      }
      return .array(elements)
    case .object(var members) where !members.isEmpty:
      let index = soup.below(members.count)
      switch soup.below(8) {
      case 0: members.remove(at: index)
      case 1: members[index].value = members[soup.below(members.count)].value
      case 2: members[index].value = other
      default: members[index].value = changed(members[index].value, values, &soup)
      }
      return .object(members)
    case .integer(let integer): return .integer(integer &+ (soup.below(5) - 2))
    default: return other
    }
  }

  private struct Outcomes {
    private var read = 0
    private var refused = 0

    mutating func read(_ bytes: [UInt8]) {
      let tokenizer: ByteLevelBPE
      do {
        tokenizer = try ByteLevelBPE(tokenizerJSON: bytes)
      } catch {
        refused += 1
        if error.problem.isEmpty || !error.remedy.hasSuffix(".") { Issue.record("\(error)") }
        return
      }
      read += 1
      let text = "The  base's é 日本 12 <|im_start|>\n\u{0}\u{FFFF}"
      let ids = tokenizer.encode(text) + tokenizer.chat(text, answer: text)
      if !ids.allSatisfy((0..<tokenizer.vocabSize).contains) { Issue.record("\(ids)") }
      _ = tokenizer.decode(ids)
      _ = tokenizer.decode(Array(0..<tokenizer.vocabSize))
    }

    func expectBoth() {
      #expect(read > TextSoup.rounds / 100, "of \(refused + read) only \(read) were read")
      #expect(refused > TextSoup.rounds / 100, "of \(refused + read) only \(refused) were refused")
    }
  }
}
