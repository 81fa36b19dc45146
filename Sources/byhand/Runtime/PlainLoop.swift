import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The tutor in lines: says where the student is, then takes a command a line, and judges the file
/// whenever it is saved, until the input ends. One event a line, nothing that moves a cursor.
struct PlainLoop {
  var course: Course

  func run() async throws {
    var session = try PlainSession(course)
    for remark in session.desk.remarks { CommandOutput.remark(remark) }
    CommandOutput.line(session.desk.status())
    CommandOutput.line(session.text.plainCommands)
    let watcher = SourceWatcher(file: course.folder.sourceFile)
    var input = LineInput()
    while true {
      switch input.next(watching: watcher) {
      case .ended: return
      case .saved: try await session.take(.run)
      case .line(let line):
        guard let command = PlainCommand(line) else { continue }
        if command == .quit { return }
        // An editor's own save is judged by the command that opened it.
        try await session.take(command)
        _ = watcher.hasChanged()
      }
    }
  }
}

/// Lines of standard input, and saves of a file, whichever comes first.
struct LineInput {
  enum Event: Equatable { case line(String), saved, ended }

  private var pending: [UInt8] = []
  private var hasEnded = false

  mutating func next(watching watcher: SourceWatcher) -> Event {
    while true {
      if let end = pending.firstIndex(of: 10) {
        let line = String(decoding: pending[..<end], as: UTF8.self)
        pending.removeSubrange(...end)
        return .line(line)
      }
      if hasEnded {
        defer { pending = [] }
        return pending.isEmpty ? .ended : .line(String(decoding: pending, as: UTF8.self))
      }
      if watcher.hasChanged() { return .saved }
      read(watcher)
    }
  }

  private mutating func read(_ watcher: SourceWatcher) {
    var waits = [0, watcher.descriptor].compactMap { $0 }
      .map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    poll(&waits, nfds_t(waits.count), Int32(watcher.pollInterval * 1000))
    guard waits[0].revents != 0 else { return }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = readInput(0, &buffer, buffer.count)
    if count < 0 && errno == EINTR { return }
    guard count > 0 else {
      hasEnded = true
      return
    }
    pending.append(contentsOf: buffer[..<count])
  }
}

/// The system's `read`, which a method of the same name hides.
private let readInput = read
