import Reports

/// Finds a declaration of the student's that hides a name the probes need, where the probes do not
/// compile: the compiler's own words would speak of lines that the student never sees.
enum HiddenNames {
  /// The types that probes name.
  static let needed: Set<String> = [
    "Tensor", "Parameter", "Module", "Linear", "Dropout", "Embedding", "LayerNorm", "GELU", "ReLU",
    "Sequential", "ModuleList", "MiniGPT", "StateDict", "Generator", "Init", "SGD", "AdamW",
    "DType", "Probes", "Recorder", "ProbeProgram",
  ]

  /// The first top-level declaration in `source` of a name that is needed and that an error about a
  /// probe concerns: it quotes the name, or points at a line of a probe with it. `line` gives the line
  /// of a probe that a message points at.
  static func diagnostic(
    in source: String, file: String, _ messages: [CompilerMessage],
    line: (CompilerMessage) -> String
  ) -> Diagnostic? {
    let errors = messages.filter { $0.severity == .error }
    let quoted = errors.flatMap { CompilerOutput.quoted(in: $0.message) }
    let written = errors.flatMap { error in
      line(error).split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init)
    }
    let concerned = Set(quoted + written)
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      guard let (name, column) = declaredType(in: line), needed.contains(name),
        concerned.contains(name)
      else { continue }
      return Diagnostic(
        file: file, line: index + 1, column: column, severity: .error,
        message: "this declares a '\(name)' of its own, which hides the one that the checks use; "
          + "give yours another name",
        sourceLine: String(line))
    }
    return nil
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
