/// A piece of a Swift text. All pieces, one after the other, are the text again.
public struct SwiftToken: Sendable, Equatable {
  /// What a piece is, told by the text alone.
  public enum Kind: Sendable, Equatable {
    case space, comment
    case identifier, keyword, number, regex
    /// An operator, and whatever else is made of its characters: `->`, `=`, `?`.
    case sign
    /// A bracket, a comma and the like, one character each.
    case punctuation
    /// What a string begins and ends with.
    case openQuote, closeQuote
    /// What stands in a string as it is, with its escapes.
    case stringText
    /// `\(`, and the bracket that closes it: between them stands code.
    case interpolationStart, interpolationEnd
    /// A character that no Swift text has here.
    case other
  }

  /// What it is.
  public var kind: Kind
  /// As it stands in the source, with its quotes and spaces.
  public var text: String
  /// Where it begins, from 1.
  public var line: Int

  /// Whether it is more than space between others.
  public var isSolid: Bool { kind != .space && kind != .comment }

  /// Whether a value may end with it.
  public var endsOperand: Bool {
    switch kind {
    case .identifier, .number, .regex, .closeQuote, .interpolationEnd: true
    case .keyword: Self.operandKeywords.contains(text)
    case .punctuation: [")", "]", "}"].contains(text)
    case .space, .comment, .sign, .openQuote, .stringText, .interpolationStart, .other: false
    }
  }

  /// Whether a value may begin with it.
  public var beginsOperand: Bool {
    switch kind {
    case .identifier, .number, .regex, .openQuote: true
    case .keyword: Self.operandKeywords.contains(text) || ["try", "await"].contains(text)
    case .punctuation: ["(", "[", "{", ".", "\\"].contains(text)
    case .sign: ["-", "!", "&", "+", "~"].contains(text)
    case .space, .comment, .closeQuote, .stringText, .interpolationStart, .interpolationEnd, .other:
      false
    }
  }

  /// Keywords that are values, or are called like functions.
  public static let operandKeywords: Set<String> = [
    "self", "Self", "super", "true", "false", "nil", "init", "Any",
  ]

  /// The words that no unquoted name can be.
  public static let keywords: Set<String> = [
    "associatedtype", "class", "deinit", "enum", "extension", "fileprivate", "func", "import",
    "init", "inout", "internal", "let", "operator", "precedencegroup", "private", "protocol",
    "public", "rethrows", "static", "struct", "subscript", "typealias", "var", "break", "case",
    "catch", "continue", "default", "defer", "do", "else", "fallthrough", "for", "guard", "if",
    "in", "repeat", "return", "throw", "switch", "where", "while", "Any", "as", "await", "false",
    "is", "nil", "self", "Self", "super", "throws", "true", "try",
  ]
}
