import UntrustedText

/// Text as XML 1.0 may hold it.
enum XMLText {
  /// For between two tags: marks escaped, and characters that no XML file may hold left out.
  static func escaped(_ text: String) -> String { written(text, isAttribute: false) }

  /// For inside double quotes, where a reader would turn line ends and tabs into spaces.
  static func attribute(_ text: String) -> String { written(text, isAttribute: true) }

  /// Scalar by scalar, as a reader of XML reads: with a mark behind it a quote is another Character.
  private static func written(_ text: String, isAttribute: Bool) -> String {
    var written = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where isAllowed(scalar) {
      switch scalar {
      case "&": written += "&amp;".unicodeScalars
      case "<": written += "&lt;".unicodeScalars
      case ">": written += "&gt;".unicodeScalars
      case "\r": written += "&#13;".unicodeScalars
      case "\"" where isAttribute: written += "&quot;".unicodeScalars
      case "\n" where isAttribute: written += "&#10;".unicodeScalars
      case "\t" where isAttribute: written += "&#9;".unicodeScalars
      case "\n", "\t": written.append(scalar)
      // A reader of the file sees them; a terminal that shows it does not turn the line.
      case _ where !VisibleText.isHarmless(scalar):
        written += "&#x\(String(scalar.value, radix: 16, uppercase: true));".unicodeScalars
      default: written.append(scalar)
      }
    }
    return String(written)
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x9, 0xA, 0xD, 0x20..<0x7F, 0xA0...0xD7FF, 0xE000...0xFFFD, 0x10000...0x10FFFF: true
    default: false
    }
  }
}
