import Reports

/// The order in which a student should read what the compiler says: as the file stands, but the cause
/// before what follows from it. The compiler's own order is that of its work, often from the bottom
/// of the file up.
enum DiagnosticOrder {
  /// Every message once. What the parser says comes first, since what it could not read is missing
  /// everywhere else; then whatever is wrong with a declaration, before what is said of its uses.
  static func ordered(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    // At one place, in the compiler's order.
    let groups = groups(of: diagnostics).enumerated()
      .sorted { $0.element.isBefore($1.element, $0.offset < $1.offset) }.map(\.element)
    var order: [Int] = []
    var isPlaced = [Bool](repeating: false, count: groups.count)
    func place(_ index: Int) {
      guard !isPlaced[index] else { return }
      isPlaced[index] = true
      for cause in groups.indices where groups[cause].isCause(of: groups[index]) { place(cause) }
      order.append(index)
    }
    for index in groups.indices { place(index) }
    return order.flatMap { groups[$0].all }
  }

  /// Each error or warning with the notes behind it; notes whose error speaks of another file are
  /// groups of their own.
  private static func groups(of diagnostics: [Diagnostic]) -> [Group] {
    var groups: [Group] = []
    for diagnostic in diagnostics {
      if diagnostic.severity == .note, !groups.isEmpty {
        if !groups[groups.count - 1].all.contains(diagnostic) {
          groups[groups.count - 1].all.append(diagnostic)
        }
      } else {
        groups.append(Group(diagnostic))
      }
    }
    var merged: [Group] = []
    for group in groups {
      if let known = merged.firstIndex(where: { $0.head == group.head }) {
        merged[known].all += group.all.filter { !merged[known].all.contains($0) }
      } else {
        merged.append(group)
      }
    }
    return merged
  }

  private struct Group {
    var head: Diagnostic
    var all: [Diagnostic]
    var isOfTheParser: Bool
    /// What the line that it points at declares.
    var declared: String?
    /// The names that its message quotes.
    var quoted: Set<String>

    init(_ head: Diagnostic) {
      self.head = head
      all = [head]
      isOfTheParser =
        head.severity == .error
        && DiagnosticOrder.parsersWords.contains { head.message.hasPrefix($0) }
      declared = DiagnosticOrder.declared(in: head.sourceLine)
      quoted = Set(CompilerOutput.quoted(in: head.message))
    }

    /// The parser's first, then by place.
    func isBefore(_ other: Group, _ wasBefore: Bool) -> Bool {
      if isOfTheParser != other.isOfTheParser { return isOfTheParser }
      let (place, others) = ((head.line, head.column), (other.head.line, other.head.column))
      return place == others ? wasBefore : place < others
    }

    /// Whether the other speaks of a name whose own declaration this one complains of.
    func isCause(of other: Group) -> Bool {
      guard head.severity == .error, head.line != other.head.line, let declared else {
        return false
      }
      return isOfTheParser == other.isOfTheParser && other.quoted.contains(declared)
        && other.declared != declared
    }
  }

  /// How the parser's errors begin. What they have in common is in no message: lib/Parse's texts in
  /// DiagnosticsParse.def, as far as students meet them.
  private static let parsersWords = [
    "expected ", "extraneous ", "unterminated ", "unexpected ", "consecutive ", "invalid character",
    "statements are not allowed at the top level", "expressions are not allowed at the top level",
    "keyword ", "found an unexpected", "anonymous closure argument not contained",
  ]

  private static func declared(in line: String) -> String? {
    let words = CompilerOutput.identifiers(in: line.prefix { $0 != "=" })
    guard let keyword = words.firstIndex(where: keywords.contains), keyword + 1 < words.count
    else { return nil }
    return words[keyword + 1]
  }

  private static let keywords: Set<String> = [
    "actor", "class", "enum", "func", "let", "protocol", "struct", "typealias", "var",
  ]
}
