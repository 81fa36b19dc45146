import Synchronization
import Tutor

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Messages on their way from other tasks to the loop, and a pipe that wakes it.
final class MessageQueue: Sendable {
  private let waiting = Mutex<[Message]>([])
  private let pipeEnds: (reading: Int32, writing: Int32)

  init() {
    var ends: [Int32] = [-1, -1]
    pipe(&ends)
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    pipeEnds = (ends[0], ends[1])
  }

  deinit {
    close(pipeEnds.reading)
    close(pipeEnds.writing)
  }

  /// Readable while messages wait.
  var descriptor: Int32 { pipeEnds.reading }

  func push(_ message: Message) {
    waiting.withLock { $0.append(message) }
    wake()
  }

  /// Wakes the loop though nothing is said: what it waits for may have ended.
  func wake() {
    var byte: UInt8 = 1
    // A full pipe is a loop that will wake anyway.
    _ = write(pipeEnds.writing, &byte, 1)
  }

  func takeAll() -> [Message] {
    var buffer = [UInt8](repeating: 0, count: 256)
    while read(pipeEnds.reading, &buffer, buffer.count) > 0 {}
    return waiting.withLock { waiting in
      defer { waiting = [] }
      return waiting
    }
  }
}
