import SwiftLexing

/// Which names of a file its author chose, and may change everywhere without changing what it does.
///
/// Declarations are found by their keywords; what is declared nowhere in the file, and is called or
/// reached by a point, is somebody else's, such as `matmul`.
struct OwnNames {
  /// Names of functions, types, cases and the properties of types: reached by a point.
  private(set) var members: Set<String> = []
  /// Every name that is declared.
  private(set) var all: Set<String> = []

  /// Precondition: solid tokens alone.
  init(_ tokens: [SwiftToken], _ level: TypeLevel) {
    for (index, (token, next)) in zip(tokens, tokens.dropFirst()).enumerated()
    where token.kind == .keyword && next.kind == .identifier {
      switch token.text {
      case "func", "typealias", "class", "struct", "enum", "protocol", "associatedtype", "case":
        members.insert(next.text)
        all.insert(next.text)
      case "let", "var":
        all.insert(next.text)
        if level.isOutside[index] { members.insert(next.text) }
      default: break
      }
    }
    for (name, colon) in zip(tokens, tokens.dropFirst())
    where name.kind == .identifier && colon.text == ":" { all.insert(name.text) }
  }
}
