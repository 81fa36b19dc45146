import LessonPacks
import Reports
import UntrustedText

extension Notice {
  func ofReading(_ file: String, _ asking: Asking) -> Phrase {
    switch self {
    case .noHints(_, let steps) where !steps.isEmpty:
      Phrase(en: "No hints here.", es: "Aquí no hay pistas.") + .hintedSteps(steps)
    case .noHints(let block, _):
      Phrase(en: "Block \(block) has no hints.", es: "El bloque \(block) no tiene pistas.")
    case .noQuestions(let block):
      Phrase(
        en: "Block \(block) has nothing to predict.",
        es: "El bloque \(block) no tiene nada que predecir.")
    case .noTheory:
      Phrase(
        en: "This lesson has no theory to read.", es: "Esta lección no tiene teoría que leer.")
    case .nothingToCompare(let check?):
      Phrase(en: "\(check) has no values to show.", es: "\(check) no tiene valores que mostrar.")
    case .nothingToCompare(nil):
      asking == .keys
        ? Phrase(
          en: "There is nothing to explore here: select a red check.",
          es: "Aquí no hay nada que explorar: elige una comprobación en rojo.")
        : Phrase(
          en: "Choose a check first: type check and its name.",
          es: "Elige antes una comprobación: escribe comprobación y su nombre.")
    case .nothingElse(let check):
      Phrase(
        en: "\(check) has nothing else to show.", es: "\(check) no tiene nada más que mostrar.")
    case .nothingPrinted(let check):
      Phrase(en: "\(check) printed nothing.", es: "\(check) no imprimió nada.")
    case .notYetGreen(1):
      Phrase(
        en: "One check does not hold yet: the summary comes when all do.",
        es: "Aún no se cumple una comprobación: el resumen llega cuando se cumplan todas.")
    case .notYetGreen(let remaining):
      Phrase(
        en: "\(remaining) checks do not hold yet: the summary comes when all do.",
        es:
          "Aún no se cumplen \(remaining) comprobaciones: el resumen llega cuando se cumplan todas."
      )
    case .noFinale:
      Phrase(
        en: "This lesson has nothing to watch at its end.",
        es: "Esta lección no tiene nada que mirar al final.")
    case .finaleLocked(let red):
      Phrase(
        en: "It opens when every block passes. Not green yet: " + Self.list(red, more: "more")
          + ".",
        es: "Se abre cuando superes todos los bloques. Aún sin pasar: "
          + Self.list(red, more: "más")
          + ".")
    case .finaleStopped:
      asking == .keys
        ? Phrase(en: "Stopped. W starts it again.", es: "Detenido. W lo empieza de nuevo.")
        : Phrase(en: "Stopped.", es: "Detenido.") + asking.ask(.finale)
          + Phrase(en: "to start it again.", es: "para empezarlo de nuevo.")
    case .predictFirst(let block):
      Phrase(
        en: "Predict first: the notes of block \(block) tell the answers.",
        es: "Primero predice: las notas del bloque \(block) dan las respuestas.")
        + (asking == .keys
          ? Phrase(en: "p asks.", es: "p pregunta.")
          : asking.ask(.predict)
            + Phrase(en: "to see the question.", es: "para ver la pregunta."))
    case .firstStart: first(file, asking)
    case .unknownWord(let word, let near):
      Phrase(
        en: "There is no command “\(Self.short(word))”."
          + (near.map { " Did you mean \($0)?" } ?? ""),
        es: "No existe la orden «\(Self.short(word))»."
          + (near.map { " ¿Querías decir \($0)?" } ?? ""))
        + asking.ask(.help) + Phrase(en: "to see them all.", es: "para verlas todas.")
    case .noSuch(let named, let name, let known): Self.noSuch(named, name, known)
    case .nothingRed:
      Phrase(en: "No check is red.", es: "No hay ninguna comprobación en rojo.")
    case .noFurther(let kind): Self.noFurther(kind)
    case .noNextLesson:
      Phrase(en: "There is no other lesson to do.", es: "No hay otra lección por hacer.")
    case .answerFirst:
      Phrase(en: "No question is open.", es: "No hay ninguna pregunta abierta.")
        + asking.ask(.predict) + Phrase(en: "to see one.", es: "para ver una.")
    default: wordless
    }
  }

  private func first(_ file: String, _ asking: Asking) -> Phrase {
    asking == .keys
      ? Phrase(
        en: "e opens \(file) in your editor. ? says where it is, and about completion.",
        es: "e abre \(file) en tu editor. ? dice dónde está y cómo autocompletar.")
      : asking.ask(.step(1))
        + Phrase(
          en: "to read what to write first, then open \(file) in your editor.",
          es: "para leer qué escribir primero y abre \(file) en tu editor.")
        + Phrase(
          en: "Each time you save it, the checks run and you read the result here.",
          es: "Cada vez que lo guardes se ejecutan las comprobaciones y lees aquí el resultado.")
  }

  private static func noSuch(_ named: Named, _ name: String, _ known: [String]) -> Phrase {
    let list = known.joined(separator: ", ")
    guard !name.isEmpty else { return which(named, list) }
    let name = short(name)
    let (en, es) =
      known.count == 1
      ? (" Did you mean \(list)?", " ¿Querías decir \(list)?")
      : (" There are: \(list).", " Hay: \(list).")
    return switch named {
    case .block: Phrase(en: "There is no block \(name)." + en, es: "No hay bloque \(name)." + es)
    case .check:
      Phrase(en: "There is no check \(name)." + en, es: "No hay comprobación \(name)." + es)
    case .step:
      Phrase(
        en: "This block has no step \(name)." + en, es: "Este bloque no tiene paso \(name)." + es)
    case .page:
      Phrase(
        en: "There is no theory page \(name)." + en, es: "No hay página de teoría \(name)." + es)
    }
  }

  /// A word that needs a name came without one.
  private static func which(_ named: Named, _ list: String) -> Phrase {
    switch named {
    case .block: Phrase(en: "Which block? There are: \(list).", es: "¿Qué bloque? Hay: \(list).")
    case .check:
      Phrase(en: "Which check? There are: \(list).", es: "¿Qué comprobación? Hay: \(list).")
    case .step: Phrase(en: "Which step? There are: \(list).", es: "¿Qué paso? Hay: \(list).")
    case .page: Phrase(en: "Which page? There are: \(list).", es: "¿Qué página? Hay: \(list).")
    }
  }

  private static func noFurther(_ kind: Overlay.Kind) -> Phrase {
    switch kind {
    case .hint: Phrase(en: "There is no further hint.", es: "No hay más pistas.")
    case .question: Phrase(en: "There is no further question.", es: "No hay más preguntas.")
    default: Phrase(en: "There is no further page.", es: "No hay más páginas.")
    }
  }

  /// What was typed, made harmless, and no longer than it helps.
  private static func short(_ word: String) -> String { VisibleText.line(word, limit: 40) }

  private static func list(_ names: [String], more: String) -> String {
    let shown = names.prefix(5).joined(separator: ", ")
    return names.count > 5 ? "\(shown) + \(names.count - 5) \(more)" : shown
  }
}
