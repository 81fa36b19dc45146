import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What standard output and the terminal can show.
enum OutputStyle {
  /// Colour on standard output: only for a terminal, and not with a non-empty NO_COLOR.
  static var standardOutput: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(1) == 1 && (environment["NO_COLOR"] ?? "").isEmpty
      && environment["TERM"] != "dumb"
  }

  static var standardErrorIsTerminal: Bool {
    isatty(2) == 1 && ProcessInfo.processInfo.environment["TERM"] != "dumb"
  }

  /// Whether somebody can be asked.
  static var hasInputTerminal: Bool { isatty(0) == 1 && isatty(1) == 1 }

  /// Whether a full screen can be drawn and keys be read.
  static var hasTerminal: Bool {
    let term = ProcessInfo.processInfo.environment["TERM"] ?? ""
    return isatty(0) == 1 && isatty(1) == 1 && !term.isEmpty && term != "dumb"
  }
}
