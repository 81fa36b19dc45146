import UntrustedText

/// Splits what a program printed into what each scenario printed, by the marker line that stands
/// before each.
struct OutputDemultiplexer: Sendable {
  private let marker: [UInt8]
  /// Bytes kept from the front and the back of one scenario's output; the middle is dropped.
  private let keep: Int
  private var pending: [UInt8] = []
  private(set) var current: String?
  private var head: [UInt8] = []
  private var tail: [UInt8] = []
  /// Bytes that the current scenario has printed, kept or not.
  private(set) var count = 0

  init(marker: String, keep: Int = 16_384) {
    self.marker = Array(marker.utf8)
    self.keep = keep
  }

  /// What the current scenario printed so far: head, a note of what was dropped, tail.
  var text: String {
    let dropped = count - head.count - tail.count
    let middle = dropped > 0 ? "\n… \(dropped) bytes …\n" : ""
    return VisibleText.stripped(head) + middle + VisibleText.stripped(tail)
  }

  /// Takes more bytes. `onNext` hears of each scenario that begins, with what the one before it
  /// printed.
  mutating func take(_ bytes: [UInt8], onNext: (_ finished: String?, _ output: String) -> Void) {
    pending.append(contentsOf: bytes)
    // Removed at once, and not line by line: a program may print nothing but line ends.
    var start = 0
    while let end = pending[start...].firstIndex(of: 10) {
      takeLine(Array(pending[start...end]), onNext: onNext)
      start = end + 1
    }
    pending.removeFirst(start)
    // A line without end is output all the same, unless it may still become a marker.
    if pending.count > marker.count + 256 || !couldBecomeMarker(pending) {
      add(pending)
      pending = []
    }
  }

  /// The stream has ended: what is left belongs to the current scenario.
  mutating func finish() {
    add(pending)
    pending = []
  }

  private mutating func takeLine(
    _ line: [UInt8], onNext: (_ finished: String?, _ output: String) -> Void
  ) {
    guard let at = line.firstRange(of: marker)?.lowerBound else { return add(line) }
    // What was printed without a line's end stands before the marker on the same line.
    add(Array(line[..<at]))
    onNext(current, text)
    current = String(decoding: line[(at + marker.count)...].dropLast(), as: UTF8.self)
    head = []
    tail = []
    count = 0
  }

  private func couldBecomeMarker(_ bytes: [UInt8]) -> Bool {
    guard let first = marker.first else { return false }
    return bytes.contains(first)
  }

  private mutating func add(_ bytes: [UInt8]) {
    count += bytes.count
    let room = max(0, keep - head.count)
    head.append(contentsOf: bytes.prefix(room))
    tail.append(contentsOf: bytes.dropFirst(room))
    if tail.count > 2 * keep { tail.removeFirst(tail.count - keep) }
  }
}
