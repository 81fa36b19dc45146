import SwiftLexing

/// Which words of a file stand in a type or in no brackets at all, and which in a body of code.
struct TypeLevel {
  /// For each word whether the innermost curly bracket around it is a type's; a bracket counts as what
  /// is around it.
  private(set) var isOutside: [Bool] = []

  static let types: Set<String> = ["class", "struct", "enum", "protocol", "extension", "actor"]

  /// Precondition: solid tokens alone.
  init(_ tokens: [SwiftToken]) {
    var braces: [Bool] = []
    var opensType = false
    for (index, token) in tokens.enumerated() {
      let isBrace = token.kind == .punctuation
      if isBrace, token.text == "}" { _ = braces.popLast() }
      let isOutside = braces.last ?? true
      self.isOutside.append(isOutside)
      if isBrace, token.text == "{" {
        braces.append(opensType)
        opensType = false
      }
      // `class func` begins no type, and `AnyObject, class` ends no line with one.
      let next = index + 1 < tokens.count ? tokens[index + 1] : nil
      if token.kind == .keyword, Self.types.contains(token.text), next?.kind == .identifier {
        opensType = true
      }
    }
  }
}
