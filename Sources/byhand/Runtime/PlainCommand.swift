/// What may be typed into the tutor in lines: a word of either language, or its first letter.
enum PlainCommand: Equatable {
  case run, hint, lesson, status, question, solution, notes, edit, watch, language, reset, undo
  case red, help, quit
  case check(String)
  case theory(String?)
  case block(String)
  case answer(Int)
  case unknown(String)

  private static let words: [String: PlainCommand] = [
    "r": .run, "run": .run, "ejecutar": .run, "h": .hint, "hint": .hint, "pista": .hint,
    "l": .lesson, "lesson": .lesson, "lección": .lesson, "leccion": .lesson, "t": .status,
    "status": .status, "estado": .status, "p": .question, "predict": .question,
    "predecir": .question, "s": .solution, "solution": .solution, "solución": .solution,
    "solucion": .solution, "n": .notes, "notes": .notes, "notas": .notes, "e": .edit,
    "edit": .edit, "editar": .edit, "w": .watch, "watch": .watch, "mirar": .watch,
    "language": .language, "idioma": .language, "reset": .reset, "reiniciar": .reset,
    "u": .undo, "undo": .undo, "deshacer": .undo, "d": .red, "red": .red, "rojo": .red, "?": .help,
    "theory": .theory(nil), "teoría": .theory(nil), "teoria": .theory(nil),
    "help": .help, "ayuda": .help, "q": .quit, "quit": .quit, "exit": .quit, "salir": .quit,
  ]

  /// Nil for a line of white space.
  init?(_ line: String) {
    let parts = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let first = parts.first?.lowercased() else { return nil }
    switch (first, parts.dropFirst().first) {
    case ("check", let id?), ("c", let id?), ("comprobación", let id?): self = .check(id)
    case ("block", let id?), ("b", let id?), ("bloque", let id?): self = .block(id)
    case ("theory", let page?), ("teoría", let page?), ("teoria", let page?): self = .theory(page)
    default:
      if let number = Int(first) {
        self = .answer(number)
      } else {
        self = Self.words[first] ?? .unknown(first)
      }
    }
  }
}
