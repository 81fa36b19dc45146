import LessonPacks

extension Binding {
  /// Words that only a line has.
  static let lines: [Binding] = [
    Binding(
      word: Phrase(en: "status", es: "estado"), others: ["t"], context: .lines,
      help: Phrase(en: "where you are", es: "dónde estás"), action: .status),
    Binding(
      word: Phrase(en: "course", es: "curso"), others: ["m"], context: .lines,
      help: Phrase(
        en: "every lesson, and which one comes next",
        es: "todas las lecciones, y cuál viene después"),
      action: .course),
    Binding(
      word: Phrase(en: "onward", es: "adelante"), context: .lines,
      help: Phrase(en: "to the next lesson", es: "a la siguiente lección"),
      action: .openNextLesson),
    Binding(
      word: Phrase(en: "lesson", es: "lección"), others: ["leccion"], context: .lines,
      help: Phrase(en: "the text of the step", es: "el texto del paso"), action: .readStep),
    Binding(
      word: Phrase(en: "red", es: "rojo"), others: ["d"], context: .lines,
      help: Phrase(en: "the first red check", es: "la primera comprobación en rojo"), action: .red),
    Binding(
      word: Phrase(en: "compare", es: "comparar"), context: .lines,
      help: Phrase(
        en: "after solution: your file and the solution, line by line",
        es: "tras solución: tu archivo y la solución, línea a línea"),
      action: .compare),
    Binding(
      word: Phrase(en: "next", es: "siguiente"), context: .lines,
      help: Phrase(
        en: "the next hint, question or page", es: "la siguiente pista, pregunta o página"),
      action: .turn(by: 1)),
    Binding(
      word: Phrase(en: "back", es: "atrás"), others: ["atras"], context: .lines,
      help: Phrase(
        en: "the hint, question or page before", es: "la pista, pregunta o página anterior"),
      action: .turn(by: -1)),
  ]

  /// A command that names something: its words, and what they ask for alone.
  struct Naming: Sendable {
    /// As the help writes it.
    var word: Phrase
    var others: [String]
    var argument: Phrase
    var help: Phrase
    var alone: Action
    var action: @Sendable (String) -> Action

    var words: [String] { word.inEveryLanguage + others }
  }

  static let namings: [Naming] = [
    Naming(
      word: Phrase(en: "check", es: "comprobación"), others: ["c", "comprobacion"],
      argument: Phrase(en: "NAME", es: "NOMBRE"),
      help: Phrase(en: "what is known of a check", es: "qué se sabe de una comprobación"),
      alone: .red, action: { .check($0) }),
    Naming(
      word: Phrase(en: "block", es: "bloque"), others: ["b"],
      argument: Phrase(en: "NAME", es: "NOMBRE"),
      help: Phrase(en: "go to a block", es: "ir a un bloque"), alone: .status,
      action: { .block($0) }),
    Naming(
      word: Phrase(en: "step", es: "paso"), others: [],
      argument: Phrase(en: "NUMBER", es: "NÚMERO"),
      help: Phrase(en: "go to a step", es: "ir a un paso"), alone: .readStep,
      action: { Int($0).map { .step($0) } ?? .unknown("step \($0)", near: nil) }),
    Naming(
      word: Phrase(en: "solution", es: "solución"), others: ["solucion", "s"],
      argument: Phrase(en: "[BLOCK]", es: "[BLOQUE]"),
      help: Phrase(en: "the solution of that block", es: "la solución de ese bloque"),
      alone: .solution, action: { .solutionOf(block: $0) }),
    Naming(
      word: Phrase(en: "key", es: "clave"), others: [],
      argument: Phrase(en: "KEY", es: "CLAVE"),
      help: Phrase(
        en: "an instructor's key opens the solution", es: "una clave de instructor abre la solución"
      ),
      alone: .instructorKey, action: { .useKey($0) }),
    Naming(
      word: Phrase(en: "theory", es: "teoría"), others: ["teoria"],
      argument: Phrase(en: "[PAGE]", es: "[PÁGINA]"),
      help: Phrase(en: "optional theory", es: "teoría opcional"), alone: .theory(nil),
      action: { .theory($0) }),
    Naming(
      word: .same("api"), others: ["a"],
      argument: Phrase(en: "[NAME]", es: "[NOMBRE]"),
      help: Phrase(
        en: "TensorKit's names, and PyTorch's", es: "los nombres de TensorKit, y los de PyTorch"),
      alone: .api(nil), action: { .api($0) }),
  ]

  /// The number behind the word for a step.
  private static func step(in words: some Collection<String>) -> Int? {
    guard words.count == 2, let word = words.first?.lowercased(),
      namings.contains(where: { $0.alone == .readStep && $0.words.contains(word) })
    else { return nil }
    return words.dropFirst().first.flatMap(Int.init)
  }

  /// The action that a line asks for; nil for a line of white space.
  public static func action(forLine line: String) -> Action? {
    let parts = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = parts.first?.lowercased() else { return nil }
    let rest = parts.dropFirst().joined(separator: " ")
    if let naming = namings.first(where: { $0.words.contains(first) }) {
      return rest.isEmpty ? naming.alone : naming.action(rest)
    }
    if let number = Int(first) { return .answer(number - 1) }
    if let action = all.first(where: { $0.words.contains(first) })?.action {
      if action == .finale, let number = Int(rest) { return .finaleWith(number) }
      guard action == .hint, !rest.isEmpty else { return action }
      let next = Action.turn(by: 1)
      let isNext = lines.contains { $0.action == next && $0.words.contains(rest.lowercased()) }
      return isNext ? next : step(in: parts.dropFirst()).map { .hintOfStep($0) } ?? .hintOf(rest)
    }
    let known = all.flatMap(\.words) + namings.flatMap(\.words)
    // Whoever pastes a text has meant no word.
    guard first.count <= 40 else { return .unknown(first, near: nil) }
    return .unknown(first, near: Spelling.nearest(to: first, among: known.filter { $0.count > 1 }))
  }
}
