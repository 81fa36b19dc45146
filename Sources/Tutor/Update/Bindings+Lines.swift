import LessonPacks

extension Binding {
  /// Words that only a line has.
  static let lines: [Binding] = [
    Binding(
      words: ["t", "status", "estado"], context: .lines,
      help: Phrase(en: "where you are", es: "dónde estás"), action: .status),
    Binding(
      words: ["lesson", "lección", "leccion"], context: .lines,
      help: Phrase(en: "the text of the step", es: "el texto del paso"), action: .readStep),
    Binding(
      words: ["red", "d", "rojo"], context: .lines,
      help: Phrase(en: "the first red check", es: "la primera comprobación en rojo"), action: .red),
    Binding(
      words: ["compare", "comparar"], context: .lines,
      help: Phrase(
        en: "after solution: your file and the solution, line by line",
        es: "tras solución: tu archivo y la solución, línea a línea"),
      action: .compare),
    Binding(
      words: ["next", "siguiente"], context: .lines,
      help: Phrase(
        en: "the next hint, question or page", es: "la siguiente pista, pregunta o página"),
      action: .turn(by: 1)),
    Binding(
      words: ["back", "atrás", "atras"], context: .lines,
      help: Phrase(
        en: "the hint, question or page before", es: "la pista, pregunta o página anterior"),
      action: .turn(by: -1)),
  ]

  /// The first words of commands that name something, and how the help shows what they name.
  struct Naming: Sendable {
    var words: [String]
    var argument: Phrase
    var help: Phrase
    var action: @Sendable (String) -> Action
  }

  static let namings: [Naming] = [
    Naming(
      words: ["check", "c", "comprobación", "comprobacion"],
      argument: Phrase(en: "NAME", es: "NOMBRE"),
      help: Phrase(en: "what is known of a check", es: "qué se sabe de una comprobación"),
      action: { .check($0) }),
    Naming(
      words: ["block", "b", "bloque"], argument: Phrase(en: "NAME", es: "NOMBRE"),
      help: Phrase(en: "go to a block", es: "ir a un bloque"), action: { .block($0) }),
    Naming(
      words: ["step", "paso"], argument: Phrase(en: "NUMBER", es: "NÚMERO"),
      help: Phrase(en: "go to a step", es: "ir a un paso"),
      action: {
        $0.isEmpty ? .readStep : Int($0).map { .step($0) } ?? .unknown("step \($0)", near: nil)
      }),
    Naming(
      words: ["solution", "solución", "solucion", "s"],
      argument: Phrase(en: "BLOCK", es: "BLOQUE"),
      help: Phrase(en: "the solution of that block", es: "la solución de ese bloque"),
      action: { .solutionOf(block: $0) }),
    Naming(
      words: ["key", "clave"], argument: Phrase(en: "KEY", es: "CLAVE"),
      help: Phrase(
        en: "an instructor's key opens the solution", es: "una clave de instructor abre la solución"
      ),
      action: { .useKey($0) }),
    Naming(
      words: ["theory", "teoría", "teoria"], argument: Phrase(en: "[PAGE]", es: "[PÁGINA]"),
      help: Phrase(en: "optional theory", es: "teoría opcional"), action: { .theory($0) }),
    Naming(
      words: ["api", "a"], argument: Phrase(en: "[NAME]", es: "[NOMBRE]"),
      help: Phrase(
        en: "TensorKit's names, and PyTorch's", es: "los nombres de TensorKit, y los de PyTorch"),
      action: { .api($0) }),
  ]

  /// The action that a line asks for; nil for a line of white space.
  public static func action(forLine line: String) -> Action? {
    let parts = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = parts.first?.lowercased() else { return nil }
    let rest = parts.dropFirst().joined(separator: " ")
    if !rest.isEmpty, let naming = namings.first(where: { $0.words.contains(first) }) {
      return naming.action(rest)
    }
    if ["h", "hint", "pista"].contains(first), !rest.isEmpty {
      let isNext = ["next", "siguiente"].contains(rest.lowercased())
      return isNext ? .turn(by: 1) : .hintOf(block: rest)
    }
    if let number = Int(first) { return .answer(number - 1) }
    switch first {
    case "theory", "teoría", "teoria": return .theory(nil)
    case "api", "a": return .api(nil)
    default: break
    }
    if let binding = all.first(where: { $0.words.contains(first) }) { return binding.action }
    if let asked = namings.first(where: { $0.words.contains(first) }) { return asked.action("") }
    let known = all.flatMap(\.words) + namings.flatMap(\.words)
    // Whoever pastes a text has meant no word.
    guard first.count <= 40 else { return .unknown(first, near: nil) }
    return .unknown(first, near: Spelling.nearest(to: first, among: known.filter { $0.count > 1 }))
  }
}
