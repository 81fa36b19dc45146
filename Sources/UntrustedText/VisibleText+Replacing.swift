extension VisibleText {
  /// `text` with every `part` replaced, as a reader of bytes finds it: a mark behind it makes another
  /// Character of its last sign, and hides nothing.
  ///
  /// Precondition: `part` is not empty.
  public static func replacing(_ part: String, in text: String, with other: String) -> String {
    let wanted = Array(part.unicodeScalars)
    precondition(!wanted.isEmpty, "every text holds the empty text everywhere")
    var replaced = String.UnicodeScalarView()
    var rest = text.unicodeScalars[...]
    while let first = rest.first {
      if rest.starts(with: wanted) {
        replaced += other.unicodeScalars
        rest = rest.dropFirst(wanted.count)
      } else {
        replaced.append(first)
        rest = rest.dropFirst()
      }
    }
    return String(replaced)
  }
}
