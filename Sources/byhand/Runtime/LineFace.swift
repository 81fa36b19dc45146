import CellUI
import Foundation
import LessonPacks
import Tutor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The tutor in lines: one event a line, nothing that moves a cursor.
final class LineFace: Face {
  private let hasPrompt: Bool
  /// Whether words are read from standard input.
  let reads: Bool
  private var input = LineInput()
  private var isPrompted = false

  /// A face that `reads` asks for words on standard input; one that does not is a command's.
  init(reads: Bool) {
    self.reads = reads
    hasPrompt = reads && isatty(0) == 1 && isatty(1) == 1
  }

  var inputDescriptor: Int32? { reads && !input.hasEnded ? 0 : nil }

  func nextMessage() -> Message? {
    guard reads else { return nil }
    while let line = input.next() {
      isPrompted = false
      if let action = Binding.action(forLine: line) { return .action(action) }
    }
    return input.isExhausted ? .terminated : nil
  }

  func show(_ new: Model, after message: Message, from old: Model?) {
    let lines = Tutor.lines(old, new, after: message)
    guard !lines.isEmpty else { return }
    if isPrompted {
      CommandOutput.line("")
      isPrompted = false
    }
    CommandOutput.line(lines.joined(separator: "\n"))
  }

  func flush(_ model: Model, now: Double) {
    guard hasPrompt, !isPrompted, model.run.current == nil else { return }
    isPrompted = true
    CommandOutput.text(prompt(model))
  }

  func due(now: Double) -> Double? { nil }

  /// The terminal's columns, or where there is none what a line of text usually has.
  static var width: Int {
    var size = winsize()
    if ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 { return Int(size.ws_col) }
    let named = ProcessInfo.processInfo.environment["COLUMNS"].flatMap(Int.init)
    return named.map { max(20, min($0, 1000)) } ?? 100
  }

  static var capabilities: Capabilities {
    Capabilities(colors: 0, isUTF8: true, environment: ProcessInfo.processInfo.environment)
  }
}

/// Whole lines of standard input, without waiting for them.
struct LineInput {
  private static let longest = 65_536
  private var pending: [UInt8] = []
  private(set) var hasEnded = false

  /// Ended, and every line of it was taken.
  var isExhausted: Bool { hasEnded && pending.isEmpty }

  mutating func next() -> String? {
    if let line = takeLine() { return line }
    while !hasEnded, isReadable {
      read()
      if let line = takeLine() { return line }
    }
    guard hasEnded, !pending.isEmpty else { return nil }
    defer { pending = [] }
    return String(decoding: pending, as: UTF8.self)
  }

  private mutating func takeLine() -> String? {
    guard let end = pending.firstIndex(of: 10) else { return nil }
    let line = String(decoding: pending[..<end], as: UTF8.self)
    pending.removeSubrange(...end)
    return line
  }

  private var isReadable: Bool {
    var wait = pollfd(fd: 0, events: Int16(POLLIN), revents: 0)
    return poll(&wait, 1, 0) > 0
  }

  private mutating func read() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = readInput(0, &buffer, buffer.count)
    if count < 0 && errno == EINTR { return }
    guard count > 0 else {
      hasEnded = true
      return
    }
    pending.append(contentsOf: buffer[..<count])
    // No word is so long: what never ends is not kept.
    if pending.count > Self.longest, !pending.contains(10) {
      pending.removeLast(pending.count - Self.longest)
    }
  }
}

/// The system's `read`, which a method of the same name hides.
private let readInput = read
