/// Names that also name files, scenarios and rows of a report.
public enum PackNames {
  /// Letters, digits, `_`, `-` and `.`, beginning with a letter or digit.
  static func name(_ value: YamlValue) -> String? {
    guard let name = value.text() else { return nil }
    guard isName(name) else {
      value.report(
        "`\(name)` is no name", hint: "Use letters of English, digits, `_`, `-` and `.`")
      return nil
    }
    return name
  }

  /// Whether a text may name a pack, a block or a check: ASCII letters, digits, `_`, `-` and `.`,
  /// with a letter or a digit first.
  public static func isName(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, isLetterOrDigit(first) else { return false }
    return name.unicodeScalars.allSatisfy {
      isLetterOrDigit($0) || "_-.".unicodeScalars.contains($0)
    }
  }

  static func isModule(_ name: String) -> Bool {
    guard let first = name.unicodeScalars.first, isLetterOrDigit(first) || first == "_",
      !("0"..."9").contains(first)
    else { return false }
    return name.unicodeScalars.allSatisfy { isLetterOrDigit($0) || $0 == "_" }
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("a"..."z").contains(scalar) || ("A"..."Z").contains(scalar) || ("0"..."9").contains(scalar)
  }
}
