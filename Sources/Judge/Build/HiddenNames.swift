import Reports

/// Finds declarations of the student's that may hide a name the probes need, where the probes do not
/// compile: the compiler's own words would speak of lines that the student never sees.
enum HiddenNames {
  /// A type that a file declares at its top level.
  struct Declaration: Equatable {
    var name: String
    /// Both from 1.
    var line: Int
    var column: Int
    /// The whole line.
    var text: String
  }

  /// The declarations in `source` that an error about a probe concerns: it quotes the name, or points
  /// at a line of a probe with it. `line` gives the line of a probe that a message points at.
  static func candidates(
    in source: String, _ messages: [CompilerMessage], line: (CompilerMessage) -> String
  ) -> [Declaration] {
    let errors = messages.filter { $0.severity == .error }
    let quoted = errors.flatMap { CompilerOutput.quoted(in: $0.message) }
    let written = errors.flatMap { error in
      line(error).split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
    }
    let concerned = Set(quoted + written)
    return declarations(in: source).filter { concerned.contains($0.name) }
  }

  /// The types that a text declares at its top level.
  static func declarations(in source: String) -> [Declaration] {
    source.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .compactMap { index, line in
        declaredType(in: line).map {
          Declaration(name: $0.name, line: index + 1, column: $0.column, text: String(line))
        }
      }
  }

  /// What is said of one that hides another.
  static func diagnostic(_ declaration: Declaration, file: String) -> Diagnostic {
    Diagnostic(
      file: file, line: declaration.line, column: declaration.column, severity: .error,
      message: "this declares a '\(declaration.name)' of its own, which hides the one that the "
        + "checks use; give yours another name",
      sourceLine: declaration.text)
  }

  /// The type that a line without indentation declares, and the column of its name.
  ///
  /// Read by hand, since every line of a file is looked at: a regular expression takes a fifth of a
  /// millisecond for each.
  private static func declaredType(in line: Substring) -> (name: String, column: Int)? {
    guard let first = line.first, first.isLetter || first == "@" else { return nil }
    let words = line.split(whereSeparator: \.isWhitespace)
    guard let keyword = words.firstIndex(where: { !modifiers.contains($0) && $0.first != "@" }),
      keywords.contains(words[keyword]), keyword + 1 < words.count
    else { return nil }
    let name = words[keyword + 1].prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard !name.isEmpty else { return nil }
    return (String(name), line.distance(from: line.startIndex, to: name.startIndex) + 1)
  }

  private static let modifiers: Set<Substring> = [
    "public", "open", "final", "internal", "private", "fileprivate", "indirect",
  ]
  private static let keywords: Set<Substring> = [
    "class", "struct", "enum", "protocol", "actor", "typealias",
  ]
}
