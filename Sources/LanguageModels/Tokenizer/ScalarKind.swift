/// What GPT-2's pattern distinguishes.
enum ScalarKind {
  /// \p{L}
  case letter
  /// \p{N}
  case number
  /// \s
  case space
  case other

  @inline(__always)
  init(_ scalar: UInt32) {
    self = scalar < 0x80 ? Self.ascii[Int(scalar)] : Self.general(scalar)
  }

  private static let ascii: [ScalarKind] = (0..<0x80).map(general)

  private static func general(_ value: UInt32) -> ScalarKind {
    guard let scalar = Unicode.Scalar(value) else { return .other }
    if scalar.properties.isWhitespace { return .space }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
      return .letter
    case .decimalNumber, .letterNumber, .otherNumber: return .number
    default: return .other
    }
  }
}
