#if os(Linux)
  import Foundation
  import Glibc

  /// A terminal whose other end is a test: a program runs on it in a session of its own.
  public final class PseudoTerminal: @unchecked Sendable {
    public struct Trouble: Error {
      public var what: String

      public init(what: String) { self.what = what }
    }

    /// What a terminal remembers of how it reads and writes.
    public struct Modes: Equatable {
      public var input, output, control, local: tcflag_t
    }

    /// The end that programs have: `/dev/pts/3`.
    public let name: String
    private let master: Int32
    private let lock = NSLock()
    private var bytes: [UInt8] = []
    private var isOpen = true
    public private(set) var process: pid_t = 0

    public init(_ program: String, _ arguments: [String], environment: [String: String]) throws {
      // What posix_openpt, unlockpt and ptsname do, which Glibc's module does not show.
      master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
      var unlocked: Int32 = 0
      var number: Int32 = -1
      guard master >= 0, ioctl(master, 0x4004_5431, &unlocked) == 0,
        ioctl(master, 0x8004_5430, &number) == 0
      else { throw Trouble(what: "no pseudo-terminal") }
      name = "/dev/pts/\(number)"
      resize(width: 100, height: 30)
      process = try Self.spawn(program, arguments, environment, on: name)
      Thread.detachNewThread { self.readAll() }
    }

    /// Ends the program, closes the window and buries what has ended: a child that nobody waits for
    /// keeps the tests that wait for other programs from ever hearing of theirs.
    public func end() {
      kill(process, SIGKILL)
      vanish()
      waitpid(process, nil, 0)
    }

    /// Everything written so far.
    public var text: String { lock.withLock { String(decoding: bytes, as: UTF8.self) } }

    public var modes: Modes {
      var now = termios()
      tcgetattr(master, &now)
      return Modes(
        input: now.c_iflag, output: now.c_oflag, control: now.c_cflag, local: now.c_lflag)
    }

    public func type(_ keys: String) { _ = write(master, keys, keys.utf8.count) }

    public func resize(width: UInt16, height: UInt16) {
      var size = winsize(ws_row: height, ws_col: width, ws_xpixel: 0, ws_ypixel: 0)
      _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    }

    /// Closes the window, within a twentieth of a second. The thread that reads does it: were the number
    /// closed under it, it could be another's pipe by the time it reads.
    public func vanish() { lock.withLock { isOpen = false } }

    /// Waits until `isTrue` holds of what was written since the first `mark` characters.
    public func wait(
      since mark: Int = 0, seconds: Double = 300, _ what: String, _ isTrue: (String) -> Bool
    ) async throws {
      // Looks are counted, and not seconds: other tests may keep this one from looking.
      for _ in 0..<Int(seconds * 50) {
        if isTrue(String(text.dropFirst(mark))) { return }
        try await Task.sleep(for: .milliseconds(20))
      }
      throw Trouble(
        what: "waited for \(what) in vain, and saw: "
          + text.dropFirst(mark).prefix(1500).debugDescription)
    }

    private func readAll() {
      var buffer = [UInt8](repeating: 0, count: 65_536)
      while lock.withLock({ isOpen }) {
        var waiting = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
        guard poll(&waiting, 1, 50) > 0 else { continue }
        let count = read(master, &buffer, buffer.count)
        // Nobody has the other end any more; it may still be asked for its modes.
        guard count > 0 else {
          usleep(50_000)
          continue
        }
        lock.withLock { bytes.append(contentsOf: buffer[..<count]) }
      }
      close(master)
    }

    /// The leader of a new session has the first terminal that it opens for its own.
    private static func spawn(
      _ program: String, _ arguments: [String], _ environment: [String: String], on name: String
    ) throws -> pid_t {
      var actions = posix_spawn_file_actions_t()
      var attributes = posix_spawnattr_t()
      posix_spawn_file_actions_init(&actions)
      posix_spawnattr_init(&attributes)
      // The threads that tests run on hold signals back that a shell wants.
      var none = sigset_t()
      sigemptyset(&none)
      posix_spawnattr_setsigmask(&attributes, &none)
      posix_spawnattr_setflags(&attributes, 0x80 | 0x08)  // POSIX_SPAWN_SETSID, _SETSIGMASK
      for descriptor: Int32 in 0...2 {
        posix_spawn_file_actions_addopen(&actions, descriptor, name, O_RDWR, 0)
      }
      let words = ([program] + arguments).map { strdup($0) } + [nil]
      let variables = environment.map { strdup("\($0.key)=\($0.value)") } + [nil]
      defer { for word in words + variables { free(word) } }
      var process = pid_t()
      let result = posix_spawn(&process, program, &actions, &attributes, words, variables)
      guard result == 0 else {
        throw Trouble(what: "\(program): \(String(cString: strerror(result)))")
      }
      return process
    }
  }
#endif
