/// What a Unicode scalar of a stranger's text does where the text is shown. Every scalar is of one
/// class.
enum ScalarClass: Sendable, CaseIterable {
  /// Drawn, and nothing else.
  case plain
  case tab
  case lineFeed
  /// Ends a line as well, or goes back to its beginning: VT, FF, CR, NEL.
  case lineEnd
  /// Any other control character, of either set: ESC moves a cursor or changes a colour.
  case control
  /// U+2028 and U+2029.
  case separator
  /// A format character that nothing is seen of: marks that turn the direction of text, tags.
  case hiddenFormat
  /// A format character that is drawn: signs around numbers in Arabic, joints of hieroglyphs.
  case drawnFormat
  /// Around notes between lines: U+FFF9 to U+FFFB.
  case annotation
  /// U+200C and U+200D: Persian words and many emoji are joined out of several scalars.
  case joiner
  /// Which of two drawings the character before has: U+FE00 to U+FE0F.
  case selector
  /// Anything else that nothing is seen of, and that is no format character.
  case filler
  /// Drawn as a font has it, or not at all.
  case privateUse
  /// U+FFFE and U+FFFF.
  case noncharacter

  init(_ scalar: Unicode.Scalar) {
    switch scalar.value {
    case 0x20..<0x7F: self = .plain
    case 0x9: self = .tab
    case 0xA: self = .lineFeed
    case 0xB...0xD, 0x85: self = .lineEnd
    case 0..<0xA0: self = .control
    case 0x200C...0x200D: self = .joiner
    case 0x2028...0x2029: self = .separator
    case 0xFE00...0xFE0F: self = .selector
    case 0xFFF9...0xFFFB: self = .annotation
    case 0xFFFE...0xFFFF: self = .noncharacter
    default: self.init(properties: scalar.properties)
    }
  }

  private init(properties: Unicode.Scalar.Properties) {
    switch properties.generalCategory {
    case .format: self = properties.isDefaultIgnorableCodePoint ? .hiddenFormat : .drawnFormat
    case .privateUse: self = .privateUse
    default: self = properties.isDefaultIgnorableCodePoint ? .filler : .plain
    }
  }
}
