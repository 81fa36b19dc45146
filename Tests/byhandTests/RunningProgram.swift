import Foundation

/// The program while it runs: words go in, lines come out, and it may be told to end.
final class RunningProgram: @unchecked Sendable {
  struct Trouble: Error { var what: String }

  private let process = Process()
  private let input = Pipe()
  private let lock = NSLock()
  private var bytes: [UInt8] = []

  init(
    _ program: BuiltProgram, _ arguments: [String], environment: [String: String] = [:]
  ) throws {
    process.executableURL = BuiltProgram.program
    process.arguments = arguments
    process.environment = program.environment(environment)
    let output = Pipe()
    // A program that another test starts meanwhile must not hold these open.
    for handle in [
      input.fileHandleForReading, input.fileHandleForWriting, output.fileHandleForReading,
      output.fileHandleForWriting,
    ] {
      _ = fcntl(handle.fileDescriptor, F_SETFD, FD_CLOEXEC)
    }
    process.standardInput = input
    process.standardOutput = output
    process.standardError = output
    try process.run()
    Thread.detachNewThread { [self] in
      var buffer = [UInt8](repeating: 0, count: 65_536)
      let descriptor = output.fileHandleForReading.fileDescriptor
      while true {
        let count = read(descriptor, &buffer, buffer.count)
        if count < 0 && errno == EINTR { continue }
        guard count > 0 else { break }
        lock.withLock { bytes.append(contentsOf: buffer[..<count]) }
      }
      withExtendedLifetime(output) {}
    }
  }

  var identifier: Int32 { process.processIdentifier }

  /// Everything said so far, on both of its outputs.
  var text: String { lock.withLock { String(decoding: bytes, as: UTF8.self) } }

  func say(_ words: String) throws {
    try input.fileHandleForWriting.write(contentsOf: Data((words + "\n").utf8))
  }

  func closeInput() throws { try input.fileHandleForWriting.close() }

  func send(_ signal: Int32) { kill(identifier, signal) }

  /// Waits for words in what was said after the first `mark` characters.
  /// It holds its thread: a task that sleeps may be kept from waking by the other tests.
  func wait(for words: String, since mark: Int = 0, seconds: Double = 300) throws {
    for _ in 0..<Int(seconds * 50) {
      if text.dropFirst(mark).contains(words) { return }
      usleep(20_000)
    }
    throw Trouble(what: "waited for \(words) in vain, and read: \(text.dropFirst(mark))")
  }

  /// Its exit status; of a signal that killed it, the number and 128.
  func end(seconds: Double = 300) throws -> Int32 {
    for _ in 0..<Int(seconds * 50) {
      if !process.isRunning {
        // What it wrote last may still be on its way.
        usleep(50_000)
        let isSignal = process.terminationReason == .uncaughtSignal
        return process.terminationStatus + (isSignal ? 128 : 0)
      }
      usleep(20_000)
    }
    process.terminate()
    throw Trouble(what: "it does not end, and said: \(text)")
  }

  #if os(Linux)
    /// The programs below a process, and below those.
    static func descendants(of parent: Int32) -> [Int32] {
      let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
      var parents: [Int32: Int32] = [:]
      for identifier in all.compactMap(Int32.init) {
        guard let line = try? String(contentsOfFile: "/proc/\(identifier)/stat", encoding: .utf8),
          let rest = line.split(separator: ")").last?.split(separator: " "), rest.count > 1
        else { continue }
        parents[identifier] = Int32(rest[1])
      }
      var found = [parent]
      var index = 0
      while index < found.count {
        found += parents.filter { $0.value == found[index] }.map(\.key)
        index += 1
      }
      return Array(found.dropFirst())
    }
  #endif
}
