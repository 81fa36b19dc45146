extension VisibleText {
  /// Whether no name of a file from outside may hold this scalar: it ends a line, or is a control
  /// character.
  public static func isRefusedInNames(_ scalar: Unicode.Scalar) -> Bool {
    ScalarTreatment(scalar).isRefused
  }

  /// A name that is refused, as an error shows it: at most `limit` scalars, on one line.
  public static func refusedName(_ name: String, limit: Int = 120) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.prefix(limit).map {
          ScalarTreatment($0).isDottedInNames ? "·" : $0
        }))
  }
}
