import CNcurses
import CellUI

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A bracketed paste on its way: from `ESC[200~` until `ESC[201~` nothing is a key (xterm's control
/// sequences, "Bracketed Paste Mode").
struct PasteReading {
  private var paste: Paste?
  private var lastRead = 0.0

  /// An end that does not come within so many seconds of the last character never will.
  private static let patience = 5.0

  var isUnderWay: Bool { paste != nil }

  mutating func begin() {
    paste = Paste()
    lastRead = Self.now()
  }

  mutating func take(_ scalar: wint_t) {
    lastRead = Self.now()
    if let scalar = Unicode.Scalar(UInt32(scalar)) { paste?.append(scalar) }
  }

  mutating func end() -> TerminalEvent? {
    defer { paste = nil }
    return paste.map { .paste($0.text) }
  }

  /// Ends a paste whose end was lost.
  mutating func endIfLost() -> TerminalEvent? {
    isUnderWay && Self.now() - lastRead > Self.patience ? end() : nil
  }

  private static func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
