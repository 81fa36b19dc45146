/// Cuts text into the pieces within which bytes are merged.
///
/// The pattern is GPT-2's, read by hand. No piece depends on what lies beyond the range that is cut.
///
/// ```
/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
/// ```
struct GPT2Split {
  private let text: [UInt8]
  private let splitsDigits: Bool

  /// - Parameters:
  ///   - text: UTF-8.
  ///   - splitsDigits: whether every \p{N} is a piece of its own, cut off before the pattern is tried
  ///     on what lies between.
  init(_ text: [UInt8], splitsDigits: Bool) {
    self.text = text
    self.splitsDigits = splitsDigits
  }

  /// Calls `body` with every piece of `range`, in order.
  func forEachPiece(in range: Range<Int>, _ body: (Range<Int>) -> Void) {
    guard splitsDigits else { return split(range, body) }
    var start = range.lowerBound
    var position = start
    while position < range.upperBound {
      let (kind, width) = scalar(at: position)
      if kind == .number {
        split(start..<position, body)
        body(position..<position + width)
        start = position + width
      }
      position += width
    }
    split(start..<range.upperBound, body)
  }

  private func split(_ range: Range<Int>, _ body: (Range<Int>) -> Void) {
    var position = range.lowerBound
    while position < range.upperBound {
      let end = endOfPiece(position, range.upperBound)
      body(position..<end)
      position = end
    }
  }

  private func endOfPiece(_ start: Int, _ end: Int) -> Int {
    if let contraction = endOfContraction(start, end) { return contraction }
    var (kind, width) = scalar(at: start)
    var first = start
    if text[start] == UInt8(ascii: " "), start + 1 < end {
      let next = scalar(at: start + 1)
      if next.kind != .space { (first, kind, width) = (start + 1, next.kind, next.width) }
    }
    let (run, last) = endOfRun(of: kind, from: first, width, end)
    // \s+(?!\S): the last white space stays for what follows, unless it is the only one.
    return kind == .space && run < end && last > start ? last : run
  }

  /// Where scalars of one kind end, and where the last of them begins.
  private func endOfRun(
    of kind: Kind, from first: Int, _ width: Int, _ end: Int
  ) -> (end: Int, last: Int) {
    var last = first
    var position = first + width
    while position < end {
      let next = scalar(at: position)
      guard next.kind == kind else { break }
      last = position
      position += next.width
    }
    return (position, last)
  }

  private func endOfContraction(_ start: Int, _ end: Int) -> Int? {
    guard text[start] == UInt8(ascii: "'"), start + 1 < end else { return nil }
    switch text[start + 1] {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "m"), UInt8(ascii: "d"):
      return start + 2
    case UInt8(ascii: "r"), UInt8(ascii: "v"):
      return start + 2 < end && text[start + 2] == UInt8(ascii: "e") ? start + 3 : nil
    case UInt8(ascii: "l"):
      return start + 2 < end && text[start + 2] == UInt8(ascii: "l") ? start + 3 : nil
    default: return nil
    }
  }
}

// Kinds stand here because they are asked of every byte: debug builds inline within a file only.
extension GPT2Split {
  /// What the pattern distinguishes: \p{L}, \p{N}, \s and the rest.
  private enum Kind { case letter, number, space, other }

  private func scalar(at position: Int) -> (kind: Kind, width: Int) {
    let first = text[position]
    switch first {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      return (.letter, 1)
    case UInt8(ascii: "0")...UInt8(ascii: "9"): return (.number, 1)
    case UInt8(ascii: " "), 0x09...0x0D: return (.space, 1)
    case ..<0x80: return (.other, 1)
    default: return longScalar(at: position, UInt32(first))
    }
  }

  private func longScalar(at position: Int, _ first: UInt32) -> (kind: Kind, width: Int) {
    func rest(_ index: Int) -> UInt32 { UInt32(text[position + index] & 0x3F) }
    switch first {
    case ..<0xE0: return (Self.kind((first & 0x1F) << 6 | rest(1)), 2)
    case ..<0xF0: return (Self.kind((first & 0x0F) << 12 | rest(1) << 6 | rest(2)), 3)
    default:
      let high = (first & 0x07) << 18 | rest(1) << 12
      return (Self.kind(high | rest(2) << 6 | rest(3)), 4)
    }
  }

  private static func kind(_ value: UInt32) -> Kind {
    guard let scalar = Unicode.Scalar(value) else { return .other }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return .letter
    case .decimalNumber, .letterNumber, .otherNumber: return .number
    default: return scalar.properties.isWhitespace ? .space : .other
    }
  }
}
