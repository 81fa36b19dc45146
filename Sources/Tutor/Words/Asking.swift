import LessonPacks

/// How a student asks for something where they read it: what a sentence names must be there.
public enum Asking: Equatable, Sendable {
  /// By keys, on the whole screen.
  case keys
  /// By words that are typed, in the tutor in lines.
  case words
  /// By commands in a shell.
  case commands
}

/// What sentences tell a student to ask for.
enum Way: Equatable {
  case run, quit, hint, help, predict, undo, finale, summary, notes, playground
  /// The next hint, question or theory page.
  case next(of: Overlay.Kind)
  case hintOfStep(Int)
  case nextHintOfStep(Int)
  case solution(block: String)
  /// To the next lesson, by its pack's name.
  case lesson(String)
  /// Go to a block, of this pack where a command names it.
  case block(String, of: String? = nil)
  /// The text of a step, of this pack where a command names it.
  case step(Int, of: String? = nil)
  /// All that was printed in a check.
  case output(check: String)
  /// All that is known of a check.
  case check(String)
}

extension Asking {
  /// The beginning of a sentence that says how to ask for something: `Press h`, `Type hint`,
  /// ``Run `byhand hint` ``.
  func ask(_ way: Way) -> Phrase {
    switch self {
    case .keys:
      Phrase(
        en: "Press \(way.key)", es: "Pulsa \(way.key == "Enter" ? "Intro" : way.key)")
    case .words: Phrase(en: "Type \(way.word.en)", es: "Escribe \(way.word.es)")
    case .commands:
      Phrase(en: "Run `byhand \(way.command)`", es: "Ejecuta `byhand \(way.command)`")
    }
  }
}

extension Way {
  fileprivate var key: String {
    switch self {
    case .run: "r"
    case .quit: "q"
    case .hint, .hintOfStep: "h"
    case .help: "?"
    case .predict: "p"
    case .undo: "u"
    case .finale: "W"
    case .summary: "g"
    case .notes: "n"
    case .playground: "P"
    case .next, .nextHintOfStep: "→"
    case .solution: "s"
    case .block: "Tab"
    case .step: "↓"
    case .lesson: "Enter"
    case .output: "o"
    case .check: "Enter"
    }
  }

  fileprivate var word: Phrase {
    switch self {
    case .run: Phrase(en: "run", es: "ejecutar")
    case .quit: Phrase(en: "quit", es: "salir")
    case .hint: Phrase(en: "hint", es: "pista")
    case .help: Phrase(en: "help", es: "ayuda")
    case .predict: Phrase(en: "predict", es: "predecir")
    case .undo: Phrase(en: "undo", es: "deshacer")
    case .finale: Phrase(en: "watch", es: "mirar")
    case .summary: Phrase(en: "summary", es: "resumen")
    case .notes: Phrase(en: "notes", es: "notas")
    case .playground: Phrase(en: "play", es: "pruebas")
    case .hintOfStep(let number):
      Phrase(en: "hint step \(number)", es: "pista paso \(number)")
    case .next, .nextHintOfStep: Phrase(en: "next", es: "siguiente")
    case .solution(let block): Phrase(en: "solution \(block)", es: "solución \(block)")
    case .lesson: Phrase(en: "onward", es: "adelante")
    case .block(let id, _): Phrase(en: "block \(id)", es: "bloque \(id)")
    case .step(let number, _): Phrase(en: "step \(number)", es: "paso \(number)")
    case .output: Phrase(en: "output", es: "salida")
    case .check(let id): Phrase(en: "check \(id)", es: "comprobación \(id)")
    }
  }

  /// Behind `byhand`. What only the tutor has is asked for there.
  fileprivate var command: String {
    switch self {
    case .run, .summary: "check"
    case .hint: "hint"
    case .help: "--help"
    case .undo: "reset --undo"
    case .finale: "train"
    case .notes: "notes"
    case .playground: "play"
    case .next(of: .theory): "theory --page"
    case .next: "hint --next"
    case .hintOfStep(let number): "hint --step \(number)"
    case .nextHintOfStep(let number): "hint --step \(number) --next"
    case .solution(let block): "solution --block \(block)"
    case .step(_, let pack), .block(_, let pack): pack.map { "status \($0)" } ?? "status"
    case .lesson(let pack): "start \(pack)"
    case .output(let check), .check(let check): "check --only \(check)"
    case .predict, .quit: "start"
    }
  }
}
