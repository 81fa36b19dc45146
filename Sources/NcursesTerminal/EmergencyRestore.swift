#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Gives the terminal back when a signal ends the program: only calls that are safe in a handler,
/// then the signal again, with its own effect.
enum EmergencyRestore {
  // Written before the handlers are set and only read by them.
  nonisolated(unsafe) private static var modes = termios()
  nonisolated(unsafe) private static var descriptor: Int32 = -1

  private static let signals = [
    SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGSEGV, SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE,
  ]

  /// Notes the modes as they are before the full screen.
  static func remember(descriptor: Int32) {
    self.descriptor = descriptor
    tcgetattr(descriptor, &modes)
  }

  static func arm() {
    for number in signals { signal(number, restoreAndDie) }
  }

  static func disarm() {
    for number in signals { signal(number, SIG_DFL) }
  }

  private static let restoreAndDie: @convention(c) (Int32) -> Void = { number in
    tcsetattr(EmergencyRestore.descriptor, TCSANOW, &EmergencyRestore.modes)
    // Mouse off, attributes off, cursor on, keypad off, main screen back.
    let sequence: StaticString =
      "\u{1B}[?1000l\u{1B}[?1002l\u{1B}[?1006l\u{1B}[0m\u{1B}[?25h\u{1B}[?1l\u{1B}>\u{1B}[?1049l"
    _ = write(1, sequence.utf8Start, sequence.utf8CodeUnitCount)
    signal(number, SIG_DFL)
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    sigprocmask(SIG_UNBLOCK, &set, nil)
    raise(number)
  }
}
