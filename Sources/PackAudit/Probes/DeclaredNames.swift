import LessonPacks
import SwiftLexing

/// Whether what `declares` of pack.yml names is there: a compiler's message that a name is missing can
/// be told from others only by a name that somebody declares.
enum DeclaredNames {
  /// Names that neither the reference nor the starter declares.
  static func problems(in pack: Pack) -> [PackProblem] {
    let texts = [pack.solutionText, pack.starterText].compactMap { $0 }
    // Of files that are not there others say so.
    guard texts.count == 2 else { return [] }
    let declared = texts.reduce(into: Set<String>()) { $0.formUnion(names(in: $1)) }
    return pack.declarations.compactMap { declaration in
      let name = declaration.name.split(separator: ".").last.map(String.init) ?? declaration.name
      guard !declared.contains(name) else { return nil }
      let near = Spelling.nearest(to: name, among: declared.sorted())
      return PackProblem(
        file: "pack.yml",
        message:
          "`declares` names `\(declaration.name)`, which neither the reference nor the starter "
          + "declares",
        hint: near.map { "Did you mean `\($0)`?" }
          ?? "Name what the probes call, as it is written there")
    }
  }

  /// Every name that some declaration in the text gives, at any depth.
  static func names(in source: String) -> Set<String> {
    let tokens = SwiftLexer.tokens(of: source).filter(\.isSolid)
    var names: Set<String> = []
    for (token, following) in zip(tokens, tokens.dropFirst()) {
      switch token.text {
      case "init", "subscript": names.insert(token.text)
      case "func", "class", "struct", "enum", "protocol", "actor", "typealias", "let", "var",
        "case":
        names.insert(following.text.filter { $0 != "`" })
      default: break
      }
    }
    return names
  }
}
