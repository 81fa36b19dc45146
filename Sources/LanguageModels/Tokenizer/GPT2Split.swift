/// Cuts text into the pieces within which bytes are merged.
///
/// The pattern is GPT-2's, read by hand. No piece depends on what lies beyond the text's range.
///
/// ```
/// 's|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+
/// ```
struct GPT2Split {
  private let text: [UInt8]
  /// Whether every \p{N} is a piece of its own, before the pattern is tried on what lies between.
  private let splitsDigits: Bool

  /// - Parameter text: UTF-8.
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

  private func scalar(at position: Int) -> (kind: ScalarKind, width: Int) {
    let scalar = UTF8Scalar(text, at: position)
    return (ScalarKind(scalar.value), scalar.width)
  }

  private func endOfPiece(_ start: Int, _ end: Int) -> Int {
    if let contraction = endOfContraction(start, end) { return contraction }
    var (kind, width) = scalar(at: start)
    var first = start
    if text[start] == UInt8(ascii: " "), start + 1 < end {
      let next = scalar(at: start + 1)
      if next.kind != .space {
        (first, kind, width) = (start + 1, next.kind, next.width)
      }
    }
    let (run, last) = endOfRun(of: kind, from: first, width, end)
    // \s+(?!\S): the last white space stays for what follows, unless it is the only one.
    return kind == .space && run < end && last > start ? last : run
  }

  /// Where scalars of one kind end, and where the last of them begins.
  private func endOfRun(
    of kind: ScalarKind, from first: Int, _ width: Int, _ end: Int
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
    let first = text[start + 1]
    let second = start + 2 < end ? text[start + 2] : 0
    switch (first, second) {
    case (UInt8(ascii: "s"), _), (UInt8(ascii: "t"), _), (UInt8(ascii: "m"), _),
      (UInt8(ascii: "d"), _):
      return start + 2
    case (UInt8(ascii: "r"), UInt8(ascii: "e")), (UInt8(ascii: "v"), UInt8(ascii: "e")),
      (UInt8(ascii: "l"), UInt8(ascii: "l")):
      return start + 3
    default: return nil
    }
  }
}
