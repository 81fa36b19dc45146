import CNcurses

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A process that gives the terminal back if this one is killed. It reads from a pipe whose other end
/// only this process has, so that it wakes when this one is gone, and never before.
struct Restorer {
  let process: pid_t
  private let writing: Int32

  /// Starts `program`, which is byhand-restore, for a terminal that has been taken. Nil where it cannot
  /// be started: then a killed tutor leaves the terminal to the next start.
  init?(program: String, terminal: Int32, found: termios, sequence: [UInt8]) {
    var taken = termios()
    var ends: [Int32] = [-1, -1]
    guard tcgetattr(terminal, &taken) == 0, pipe(&ends) == 0 else { return nil }
    defer { _ = close(ends[0]) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let told =
      [found, taken].flatMap { modes in withUnsafeBytes(of: modes) { Array($0) } } + sequence
    process = byhand_spawn_restorer(program, ends[0], terminal)
    writing = ends[1]
    // Fewer bytes than a pipe always takes at once.
    guard process > 0, write(writing, told, told.count) == told.count else {
      _ = close(ends[1])
      return nil
    }
  }

  /// Ends it, when the terminal has been given back. It leaves nothing behind.
  func dismiss() {
    kill(process, SIGKILL)
    while waitpid(process, nil, 0) < 0, errno == EINTR {}
    _ = close(writing)
  }
}
