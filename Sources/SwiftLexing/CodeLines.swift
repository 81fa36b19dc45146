/// Lines of a Swift text that hold code.
public enum CodeLines {
  /// How many lines hold more than white space and comments. The lines of a string count, blank ones
  /// too: they are what it says.
  public static func count(in source: String) -> Int {
    var lines: Set<Int> = []
    for token in SwiftLexer.tokens(of: source) where token.isSolid {
      let breaks = token.kind == .stringText ? Self.breaks(in: token.text) : 0
      lines.formUnion(token.line...token.line + breaks)
    }
    return lines.count
  }

  private static func breaks(in text: String) -> Int {
    var count = 0
    var last: Unicode.Scalar = " "
    for scalar in text.unicodeScalars {
      if scalar == "\n" ? last != "\r" : scalar == "\r" { count += 1 }
      last = scalar
    }
    return count
  }
}
