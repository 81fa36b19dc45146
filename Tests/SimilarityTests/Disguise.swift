import SwiftLexing

@testable import Similarity

/// A copy as somebody makes it who wants nobody to see that it is one. What comes out need not compile.
struct Disguise {
  var tokens: [SwiftToken]

  init(_ source: String) { tokens = SwiftLexer.tokens(of: source) }

  var text: String { tokens.map(\.text).joined() }

  /// Other names for everything that the file declares, or all but what `given` has.
  func renamed(keeping given: String = "") -> Disguise {
    let solid = tokens.filter(\.isSolid)
    let own = OwnNames(solid, TypeLevel(solid))
    let kept = Set(SwiftLexer.tokens(of: given).filter { $0.kind == .identifier }.map(\.text))
    var copy = self
    var last = ""
    for index in tokens.indices where tokens[index].isSolid {
      let name = tokens[index].text
      let isOwn = last == "." ? own.members.contains(name) : own.all.contains(name)
      if tokens[index].kind == .identifier, isOwn, !kept.contains(name) {
        copy.tokens[index].text = "other\(name.count)\(name.last.map(String.init) ?? "")"
      }
      last = name
    }
    return copy
  }

  /// Every word that follows `let`, `var` or `for`, or comes before a colon, has another name wherever it
  /// stands, also where it is the library's.
  var bluntlyRenamed: Disguise {
    let words = text.matches(of: #/\b(?:let|var|for) +(\w+)|\b([a-z]\w*) ?:/#)
      .compactMap { $0.output.1 ?? $0.output.2 }.map(String.init)
    let names = Set(words).subtracting(SwiftToken.keywords)
    var copy = self
    for index in tokens.indices where names.contains(tokens[index].text) {
      copy.tokens[index].text += "X"
    }
    return copy
  }

  /// Other comments, other space, and `self.` gone.
  func reformatted() -> Disguise {
    var copy = self
    for index in tokens.indices {
      switch tokens[index].kind {
      case .comment: copy.tokens[index].text = "/* mine */"
      case .space: copy.tokens[index].text = tokens[index].text.contains("\n") ? "\n\n\t" : "  "
      default: break
      }
    }
    return Disguise(copy.text.replacing("self.", with: "").replacing("private ", with: ""))
  }

  /// The functions of the file, and of each type, in the opposite order.
  func reordered() -> Disguise {
    var copy = self
    for index in tokens.indices where tokens[index].kind == .comment {
      copy.tokens[index].text = ""
    }
    var lines = copy.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    for indent in ["  ", ""] { lines = Self.reversed(lines, indent) }
    return Disguise(lines.joined(separator: "\n"))
  }

  /// Runs of declarations that begin at one indent, last first.
  private static func reversed(_ lines: [String], _ indent: String) -> [String] {
    var result: [String] = []
    var run: [[String]] = []
    var isInType = indent.isEmpty
    for line in lines {
      if !indent.isEmpty, line.first?.isLetter ?? false {
        // The statements of a function have an order.
        isInType = ["class ", "struct ", "enum ", "extension "].contains { line.contains($0) }
      }
      let rest = line.dropFirst(indent.count)
      let begins =
        isInType && line.hasPrefix(indent) && (rest.first?.isLetter ?? false || rest.first == "@")
        && !(run.last?.last ?? "").hasPrefix(indent + "@")
      let isOuter = !line.isEmpty && !line.hasPrefix(indent)
      if begins {
        run.append([line])
      } else if !isOuter, !run.isEmpty {
        run[run.count - 1].append(line)
      } else {
        result += run.reversed().flatMap(\.self) + [line]
        run = []
      }
    }
    return result + run.reversed().flatMap(\.self)
  }
}
