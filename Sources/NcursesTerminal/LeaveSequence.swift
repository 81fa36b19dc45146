import CNcurses

/// What switches off all that a full-screen program switches on, in the terminal's own words: for those
/// who cannot ask ncurses for it, a signal handler and the process that outlives this one.
enum LeaveSequence {
  static let pasteOn = "\u{1B}[?2004h"
  static let pasteOff = "\u{1B}[?2004l"
  private static let mouseOff = "\u{1B}[?1006l\u{1B}[?1002l\u{1B}[?1000l"

  /// Of the terminal that ncurses has open. Bracketed pasting is not in it: it may be another's by then.
  static func current() -> [UInt8] {
    let parts = [
      capability("kmous") == nil ? nil : mouseOff, capability("sgr0"), capability("op"),
      capability("cnorm"), capability("rmkx"), capability("rmcup"),
    ]
    let text = parts.compactMap { $0 }.joined()
    // Without a main screen to go back to, the shell begins on a row of its own.
    return Array((capability("rmcup") == nil ? text + "\r\n" : text).utf8)
  }

  private static func capability(_ name: String) -> String? {
    byhand_capability(name).map { withoutPadding(String(cString: $0)) }
  }

  /// Delays such as `$<2>` are for terminals on slow lines.
  static func withoutPadding(_ text: String) -> String {
    var parts = text.split(separator: "$<", omittingEmptySubsequences: false)[...]
    var kept = String(parts.popFirst() ?? "")
    for part in parts { kept += part.drop { $0 != ">" }.dropFirst() }
    return kept
  }
}
