#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Texts of every script and none, the same ones for the same seed.
struct TextSoup: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  /// How many inputs a test makes: few, or as many as `BYHAND_FUZZ` says.
  static let rounds = getenv("BYHAND_FUZZ").flatMap { Int(String(cString: $0)) } ?? 3000

  // SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  mutating func below(_ limit: Int) -> Int { Int.random(in: 0..<limit, using: &self) }

  private static let words = [
    "the", " base", " of", "'s", "'re", "'", "  ", "\n", "\r\n", "<|im_start|>", "<|im_end|>", "<|",
    "e\u{301}", "é", "1", "٣", "👩‍🔬", "🇪🇸", "日本", "नमस्ते", "\u{A0}", "\u{2028}", "\u{0}", "\u{FFFD}",
  ]

  /// A text of at most `most` parts.
  mutating func text(most: Int = 12) -> String {
    var text = ""
    for _ in 0..<below(most + 1) {
      switch below(4) {
      case 0: text.unicodeScalars.append(scalar(below: 0x110000))
      case 1: text.unicodeScalars.append(scalar(below: 0x3000))
      case 2: text.unicodeScalars.append(scalar(below: 0x80))
      default: text += Self.words[below(Self.words.count)]
      }
    }
    return text
  }

  /// A surrogate is nobody's scalar: it counts as U+0020.
  private mutating func scalar(below limit: Int) -> Unicode.Scalar {
    Unicode.Scalar(UInt32(below(limit))) ?? " "
  }
}
