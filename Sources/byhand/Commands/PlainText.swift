import LessonPacks
import Reports

/// The sentences of the commands without a screen.
struct PlainText {
  var language: Language

  init(_ language: Language) { self.language = language }

  private func text(_ english: String, _ spanish: String) -> String {
    language == .es ? spanish : english
  }

  func gate(block: String, remaining: Double, check: String?, minutes: Double) -> String {
    let left = max(1, Int((remaining / 60).rounded(.up)))
    guard let check else {
      return text(
        "The solution of block \(block) opens when the block passes, or after \(Int(minutes)) minutes of work on a red check. No check of it is red yet: run `byhand check`.",
        "La solución del bloque \(block) se abre cuando el bloque pasa, o tras \(Int(minutes)) minutos de trabajo con una comprobación en rojo. Aún no hay ninguna en rojo: ejecuta `byhand check`."
      )
    }
    return text(
      "The solution of block \(block) opens in \(left) min of work on \(check), or when the block passes. Until then: `byhand hint --block \(block)`.",
      "La solución del bloque \(block) se abre tras \(left) min de trabajo en \(check), o cuando el bloque pase. Mientras tanto: `byhand hint --block \(block)`."
    )
  }

  var plainCommands: String {
    text(
      "Commands: run, red (the first red check), check NAME, block NAME, lesson, hint, predict, "
        + "status, edit, notes, theory [PAGE], solution, watch, reset, undo, language, quit. "
        + "Saving the file runs the checks.",
      "Órdenes: ejecutar, rojo (la primera en rojo), check NOMBRE, bloque NOMBRE, lección, pista, "
        + "predecir, estado, editar, notas, teoría [PÁGINA], solución, mirar, reiniciar, deshacer, "
        + "idioma, salir. Al guardar el archivo se ejecuta todo.")
  }

  func finished(_ report: Report, regressions: [String]) -> String {
    let counts = "\(report.passedCount)/\(report.results.count)"
    let seconds = NumberText.short((report.milliseconds / 100).rounded() / 10)
    let line = text(
      "\(counts) checks are green, in \(seconds) s.",
      "\(counts) comprobaciones en verde, en \(seconds) s.")
    guard !regressions.isEmpty else { return line }
    let names = regressions.joined(separator: ", ")
    return line
      + text(
        " Green before and red now: \(names).", " Antes en verde y ahora en rojo: \(names).")
  }

  func now(at block: Block) -> String {
    text(
      "Now: block \(block.id), \(block.title[language]).",
      "Ahora: bloque \(block.id), \(block.title[language]).")
  }

  var nothingJudged: String {
    text("Nothing was judged yet: run.", "Aún no se ha juzgado nada: ejecutar.")
  }

  var nothingToPredict: String {
    text("There is nothing left to predict here.", "Aquí no queda nada que predecir.")
  }

  func verdict(isRight: Bool, right: String) -> String {
    isRight
      ? text("Right.", "Correcto.")
      : text("Not quite: \(right).", "No del todo: \(right).")
  }

  var noEditor: String {
    text("No editor was found: set $EDITOR.", "No se encontró ningún editor: define $EDITOR.")
  }

  var finaleLocked: String {
    text("It opens when every block passes.", "Se abre cuando pasen todos los bloques.")
  }

  var notesMissing: String {
    text(
      "some values are not measured yet: `byhand check` measures them when their checks run.",
      "faltan valores por medir: `byhand check` los mide cuando se ejecutan sus comprobaciones.")
  }

  func noNotes(_ path: String) -> String {
    text(
      "\(path) does not exist yet: `byhand check` writes it with the first measured value.",
      "\(path) aún no existe: `byhand check` lo escribe con el primer valor medido.")
  }

  var noTheory: String {
    text("This lesson has no theory to read.", "Esta lección no tiene teoría que leer.")
  }

  var theoryHead: String {
    text("What else is worth reading:", "Qué más merece la pena leer:")
  }

  func theoryNext(_ command: String) -> String {
    text("One of them, for example: \(command)", "Una de ellas, por ejemplo: \(command)")
  }

  func wasReset(_ path: String) -> String {
    text(
      "\(path) is the starter again. What you had is kept: `byhand reset --undo` brings it back.",
      "\(path) vuelve a ser el punto de partida. Lo que tenías se conserva: `byhand reset --undo` lo recupera."
    )
  }

  func undone(_ path: String) -> String {
    text(
      "\(path) is back as it was before the reset.",
      "\(path) vuelve a estar como antes del reinicio.")
  }
}
