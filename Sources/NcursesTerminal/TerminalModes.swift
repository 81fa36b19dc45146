#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How a terminal reads and writes lines.
enum TerminalModes {
  /// Mends a terminal that a killed program left raw: what is found is what will be given back.
  static func mend(_ descriptor: Int32) {
    var modes = termios()
    guard tcgetattr(descriptor, &modes) == 0, isRaw(modes) else { return }
    modes = sane(modes)
    tcsetattr(descriptor, TCSANOW, &modes)
  }

  /// Shells hand a terminal over with lines and an echo.
  static func isRaw(_ modes: termios) -> Bool {
    let expected = tcflag_t(ICANON | ECHO)
    return modes.c_lflag & expected != expected
  }

  /// What `stty sane` sets of what full-screen programs unset.
  static func sane(_ modes: termios) -> termios {
    var modes = modes
    modes.c_iflag |= tcflag_t(BRKINT | ICRNL | IXON | IMAXBEL)
    modes.c_iflag &= ~tcflag_t(INLCR | IGNCR)
    modes.c_oflag |= tcflag_t(OPOST | ONLCR)
    modes.c_lflag |= tcflag_t(ISIG | ICANON | IEXTEN | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE)
    return modes
  }
}
