/// The text of tokens as they come, never half a character: what is cut waits for the next token.
///
/// The pieces joined are what ``ByteLevelBPE/decode(_:skippingSpecial:)`` gives for all the tokens at
/// once. Special tokens give nothing.
///
/// PyTorch: `transformers.TextStreamer`.
public struct StreamingDecoder {
  private let tokenizer: ByteLevelBPE
  private var waiting: [UInt8] = []

  /// A decoder at the beginning of a text.
  public init(_ tokenizer: ByteLevelBPE) { self.tokenizer = tokenizer }

  /// The text that a token completes, which may be empty.
  ///
  /// PyTorch: `transformers.TextStreamer.put`.
  public mutating func append(_ id: Int) -> String {
    guard !tokenizer.isSpecial(id) else { return "" }
    waiting += tokenizer.bytes(of: id)
    let cut = waiting.count - Self.unfinished(waiting)
    defer { waiting.removeFirst(cut) }
    return String(decoding: waiting[..<cut], as: UTF8.self)
  }

  /// What is left once no token follows: U+FFFD if a character was begun.
  ///
  /// PyTorch: `transformers.TextStreamer.end`.
  public mutating func finish() -> String {
    defer { waiting = [] }
    return String(decoding: waiting, as: UTF8.self)
  }

  /// How many bytes at the end begin a character that more bytes could complete.
  private static func unfinished(_ bytes: [UInt8]) -> Int {
    for length in 1...3 where length <= bytes.count {
      let tail = Array(bytes.suffix(length))
      // Bytes that only continue say nothing of where the character begins.
      if tail[0] & 0xC0 != 0x80 { return begins(tail) ? length : 0 }
    }
    return 0
  }

  /// Whether these bytes begin a character and do not end it. The second byte's range is Unicode's
  /// table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
  private static func begins(_ bytes: [UInt8]) -> Bool {
    let width: Int
    switch bytes[0] {
    case 0xC2...0xDF: width = 2
    case 0xE0...0xEF: width = 3
    case 0xF0...0xF4: width = 4
    default: return false
    }
    guard bytes.count > 1 else { return true }
    let second: ClosedRange<UInt8>
    switch bytes[0] {
    case 0xE0: second = 0xA0...0xBF
    case 0xED: second = 0x80...0x9F
    case 0xF0: second = 0x90...0xBF
    case 0xF4: second = 0x80...0x8F
    default: second = 0x80...0xBF
    }
    return bytes.count < width && second.contains(bytes[1])
  }
}
