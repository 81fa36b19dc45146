import Foundation

/// The colours that a program sent to a terminal, as the parameters of SGR (ECMA-48 8.3.117).
enum SentColors {
  /// `31`, `97`, `38;5;208`, `44` …; the terminal's own, 39 and 49, are none.
  static func all(in text: String) -> [String] {
    var found: [String] = []
    for part in text.components(separatedBy: "\u{1B}[").dropFirst() {
      let parameters = part.prefix { $0.isNumber || $0 == ";" || $0 == ":" }
      guard part.dropFirst(parameters.count).first == "m" else { continue }
      var numbers = parameters.split { $0 == ";" || $0 == ":" }.map(String.init)[...]
      while let first = numbers.popFirst() {
        switch Int(first) ?? 0 {
        case 38, 48:
          // 38;5;N, or 38;2;R;G;B.
          let count = numbers.first == "2" ? 4 : 2
          found.append(([first] + numbers.prefix(count)).joined(separator: ";"))
          numbers = numbers.dropFirst(count)
        case 30...37, 40...47, 90...97, 100...107: found.append(first)
        default: break
        }
      }
    }
    return found
  }
}

/// Whether the machine knows a terminal: a test that is not run for want of an entry must say so.
enum Terminfo {
  static func knows(_ term: String) -> Bool {
    let folders = ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo", "/usr/lib/terminfo"]
    return folders.contains {
      FileManager.default.fileExists(atPath: "\($0)/\(term.prefix(1))/\(term)")
    }
  }

  static func missing(_ term: String) -> String {
    "terminfo has no entry for \(term) here, so nothing about it was tested: install ncurses-base "
      + "and ncurses-term, then run the tests again."
  }
}
