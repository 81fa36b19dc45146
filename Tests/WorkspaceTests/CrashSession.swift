import Foundation
import TestSupport

/// The program of Tests/CrashSession, on the folder of a temporary course.
struct CrashSession {
  let process = Process()
  private let pipe = Pipe()

  init(_ course: TemporaryCourse, _ mode: String) throws {
    process.executableURL = BuiltPrograms.program("crash-session")
    process.arguments = [course.place.path, mode]
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
  }

  /// Its lines until it ends, or until one begins with `last`.
  func lines(until last: String? = nil) -> [String] {
    var text = ""
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(pipe.fileHandleForReading.fileDescriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      text += String(decoding: buffer[..<count], as: UTF8.self)
      if let last, text.contains(last) { break }
    }
    return text.split(separator: "\n").map(String.init)
  }

  func kill() -> [String] {
    Foundation.kill(process.processIdentifier, SIGKILL)
    let said = lines()
    process.waitUntilExit()
    return said
  }
}
