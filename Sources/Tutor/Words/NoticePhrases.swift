import LessonPacks

extension Notice {
  /// The sentence, for a student whose file is called `file`.
  ///
  /// Read out, it names no key that only a screen has: what such a key would show follows in lines.
  func phrase(file: String, isReadOut: Bool = false) -> Phrase {
    switch self {
    case .doesNotCompile, .missingDeclarations, .unreadable, .everythingGreen:
      isReadOut ? ofFile(file) : ofRun(file)
    case .finished, .regression, .stepPassed, .blockPassed, .stopped, .notRunning:
      ofRun(file)
    case .gateClosed, .gateOpened, .noKey, .keyRefused: ofGate
    case .pressAgainToReset, .resetDone, .resetUndone, .nothingToUndo: ofReset(file)
    case .noHints, .noStep, .noQuestions, .noTheory, .nothingToCompare, .nothingElse,
      .nothingPrinted,
      .notYetGreen, .noFinale, .finaleLocked, .finaleStopped, .predictFirst, .firstStart,
      .unknownWord, .answerFirst:
      ofReading(file)
    case .trouble(let sentence): Phrase(en: sentence, es: sentence)
    }
  }

  /// The state of the file alone.
  private func ofFile(_ file: String) -> Phrase {
    switch self {
    case .doesNotCompile(let errors):
      Phrase(
        en: "\(file) does not compile: \(errors == 1 ? "1 error" : "\(errors) errors").",
        es: "\(file) no compila: \(errors == 1 ? "1 error" : "\(errors) errores").")
    case .missingDeclarations:
      Phrase(
        en: "\(file) does not declare all that the checks call.",
        es: "\(file) no declara todo lo que llaman las comprobaciones.")
    case .unreadable:
      Phrase(en: "\(file) cannot be checked.", es: "\(file) no se puede comprobar.")
    default: Phrase(en: "All checks pass.", es: "Todo correcto.")
    }
  }

  private func ofRun(_ file: String) -> Phrase {
    switch self {
    case .finished(let passed, let all, let milliseconds):
      let (en, es) = (
        TimeText.milliseconds(milliseconds, .en), TimeText.milliseconds(milliseconds, .es)
      )
      return Phrase(
        en: "\(passed) of \(all) checks hold · \(en)",
        es: "Se cumplen \(passed) de \(all) comprobaciones · \(es)")
    case .regression(let checks, let block): return regression(checks, block)
    case .stepPassed(let block, let step, let next):
      let (en, es) = next.map { (" Next: step \($0).", " Sigue el paso \($0).") } ?? ("", "")
      return Phrase(
        en: "Step \(step) of block \(block) is done." + en,
        es: "El paso \(step) del bloque \(block) está hecho." + es)
    case .blockPassed(let block, let next):
      let (en, es) =
        next.map {
          (
            " Now block \($0). In block \(block), s shows the solution.",
            " Ahora el bloque \($0). En el bloque \(block), s muestra la solución."
          )
        }
        ?? ("", "")
      return Phrase(
        en: "Block \(block) is complete." + en, es: "Bloque \(block) superado." + es)
    case .everythingGreen:
      return Phrase(
        en: "All checks pass. Press g for the summary.",
        es: "Todo correcto. Pulsa g para ver el resumen.")
    case .doesNotCompile(let errors):
      let (en, es) =
        errors == 1 ? ("1 error", "1 error") : ("\(errors) errors", "\(errors) errores")
      return Phrase(
        en: "\(file) does not compile: \(en). Enter shows it, e opens it there.",
        es: "\(file) no compila: \(es). Intro lo muestra, e lo abre ahí.")
    case .missingDeclarations(let names):
      let list = names.joined(separator: ", ")
      return Phrase(
        en: "\(file) must declare \(list). Enter shows how.",
        es: "\(file) debe declarar \(list). Intro muestra cómo.")
    case .unreadable:
      return Phrase(
        en: "\(file) cannot be checked. Press Enter to see why.",
        es: "\(file) no se puede comprobar. Pulsa Intro para ver por qué.")
    case .stopped(let judged, let all):
      return Phrase(
        en: "Stopped after \(judged) of \(all) checks. r runs them all again.",
        es: "Ejecución detenida tras \(judged) de \(all) comprobaciones. r las ejecuta de nuevo.")
    default:
      return Phrase(en: "Nothing is running. q quits.", es: "No hay nada en marcha. q sale.")
    }
  }

  private func regression(_ checks: [String], _ block: String) -> Phrase {
    let first = checks.first ?? ""
    let more = checks.count - 1
    guard more > 0 else {
      return Phrase(
        en: "In block \(block), \(first) was green before your change and is red now.",
        es:
          "En el bloque \(block), \(first) estaba en verde antes de tu cambio y ahora está en rojo."
      )
    }
    return Phrase(
      en:
        "In block \(block), \(first) and \(more) more were green before your change and are red now.",
      es:
        "En el bloque \(block), \(first) y \(more) más estaban en verde antes de tu cambio y ahora "
        + "están en rojo.")
  }

  private var ofGate: Phrase {
    switch self {
    case .gateClosed(let block, let minutes, let check?):
      Phrase(
        en:
          "The solution of block \(block) opens after \(minutes) min of work on \(check), or when the "
          + "block passes. h shows a hint.",
        es: "La solución del bloque \(block) se abre tras \(minutes) min de trabajo en \(check), o "
          + "cuando superes el bloque. h muestra una pista.")
    case .gateClosed(let block, let minutes, nil):
      Phrase(
        en:
          "The solution of block \(block) opens after \(minutes) min of work on a red check, or when "
          + "the block passes. None is red yet.",
        es: "La solución del bloque \(block) se abre tras \(minutes) min de trabajo con una "
          + "comprobación en rojo, o cuando superes el bloque. Aún no hay ninguna en rojo.")
    case .gateOpened(let block):
      Phrase(
        en: "The solution of block \(block) is open now: s shows it.",
        es: "La solución del bloque \(block) ya está abierta: s la muestra.")
    case .noKey:
      Phrase(
        en: "This lesson has no instructor's key.", es: "Esta lección no tiene clave de instructor."
      )
    default:
      Phrase(
        en: "That is not the key: the solution stays locked.",
        es: "Esa no es la clave: la solución sigue bloqueada.")
    }
  }

  private func ofReset(_ file: String) -> Phrase {
    switch self {
    case .pressAgainToReset:
      Phrase(
        en:
          "Reset once more (X) to put the starter back. What you have is kept: undo (u) brings it "
          + "back.",
        es: "Reinicia otra vez (X) para reponer el punto de partida. Lo que tienes se conserva: "
          + "deshacer (u) lo recupera.")
    case .resetDone(let undoable):
      undoable
        ? Phrase(
          en: "\(file) is the starter again. Undo (u) brings back what you had.",
          es: "\(file) vuelve a ser el punto de partida. Deshacer (u) recupera lo que tenías.")
        : Phrase(
          en: "\(file) is the starter again.", es: "\(file) vuelve a ser el punto de partida.")
    case .resetUndone:
      Phrase(
        en: "\(file) is back as it was before the reset.",
        es: "\(file) vuelve a estar como antes del reinicio.")
    default:
      Phrase(en: "There is no reset to undo.", es: "No hay ningún reinicio que deshacer.")
    }
  }

  private func ofReading(_ file: String) -> Phrase {
    switch self {
    case .noHints(let block):
      Phrase(en: "Block \(block) has no hints.", es: "El bloque \(block) no tiene pistas.")
    case .noStep(let block, let number):
      Phrase(
        en: "Block \(block) has no step \(number).",
        es: "El bloque \(block) no tiene el paso \(number).")
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
      Phrase(
        en: "There is nothing to explore here: select a red check.",
        es: "Aquí no hay nada que explorar: elige una comprobación en rojo.")
    case .nothingElse(let check):
      Phrase(
        en: "\(check) has nothing else to show.", es: "\(check) no tiene nada más que mostrar.")
    case .nothingPrinted(let check):
      Phrase(en: "\(check) printed nothing.", es: "\(check) no imprimió nada.")
    case .notYetGreen(1):
      Phrase(
        en: "One check does not hold yet: the summary comes when it does.",
        es: "Aún no se cumple una comprobación: el resumen llega cuando se cumpla.")
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
      Phrase(en: "Stopped. W starts it again.", es: "Detenido. W lo empieza de nuevo.")
    case .predictFirst(let block):
      Phrase(
        en: "Predict first: the notes of block \(block) tell the answers. p asks.",
        es: "Primero predice: las notas del bloque \(block) dan las respuestas. p pregunta.")
    case .firstStart:
      Phrase(
        en: "e opens \(file) in your editor. ? says where it is, and about completion.",
        es: "e abre \(file) en tu editor. ? dice dónde está y cómo autocompletar.")
    case .unknownWord(let word, let near):
      Phrase(
        en: "There is no command “\(word)”." + (near.map { " Did you mean \($0)?" } ?? "")
          + " help lists them.",
        es: "No existe la orden «\(word)»." + (near.map { " ¿Querías decir \($0)?" } ?? "")
          + " ayuda las enumera.")
    default:
      Phrase(
        en: "No question is open: predict shows one.",
        es: "No hay ninguna pregunta abierta: predecir muestra una.")
    }
  }

  private static func list(_ names: [String], more: String) -> String {
    let shown = names.prefix(5).joined(separator: ", ")
    return names.count > 5 ? "\(shown) + \(names.count - 5) \(more)" : shown
  }
}
