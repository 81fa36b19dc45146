import LessonPacks
import Reports

extension Notice {
  /// The sentence, for a student whose file is called `file` and who asks for things in this way.
  func phrase(file: String, _ asking: Asking = .keys) -> Phrase {
    switch self {
    case .finished, .regression, .stepPassed, .blockPassed, .everythingGreen, .doesNotCompile,
      .missingDeclarations, .unreadable, .stopped, .notRunning:
      ofRun(file, asking)
    case .gateClosed, .gateOpened, .noKey, .keyRefused: ofGate(asking)
    case .pressAgainToReset, .resetDone, .resetUndone, .nothingToUndo: ofReset(file, asking)
    case .noHints, .noQuestions, .noTheory, .nothingToCompare, .nothingElse, .nothingPrinted,
      .notYetGreen, .noFinale, .finaleLocked, .finaleStopped, .predictFirst, .firstStart,
      .unknownWord, .answerFirst, .noSuch, .nothingRed, .noFurther, .noNextLesson:
      ofReading(file, asking)
    case .notJudged(let phrase): phrase
    case .trouble(let sentence): .same(sentence)
    }
  }

  private func ofRun(_ file: String, _ asking: Asking) -> Phrase {
    switch self {
    case .finished(let passed, let all, let milliseconds):
      let (en, es) = (
        NumberText.time(milliseconds: milliseconds, in: .en),
        NumberText.time(milliseconds: milliseconds, in: .es)
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
    case .blockPassed(let block, let next): return passed(block, next, asking)
    case .everythingGreen:
      return Phrase(en: "All checks pass.", es: "Todo correcto.")
        + asking.onScreen(
          Phrase(en: "Press g for the summary.", es: "Pulsa g para ver el resumen."))
    case .doesNotCompile(let errors):
      let (en, es) =
        errors == 1 ? ("1 error", "1 error") : ("\(errors) errors", "\(errors) errores")
      return Phrase(en: "\(file) does not compile: \(en).", es: "\(file) no compila: \(es).")
        + asking.onScreen(
          Phrase(
            en: "Enter shows it, e opens it there.", es: "Intro lo muestra, e lo abre ahí."))
    case .missingDeclarations(let names):
      let list = names.joined(separator: ", ")
      return Phrase(en: "\(file) must declare \(list).", es: "\(file) debe declarar \(list).")
        + asking.onScreen(
          Phrase(en: "Press Enter for the signatures.", es: "Pulsa Intro para ver las firmas."))
    case .unreadable:
      return Phrase(
        en: "\(file) cannot be checked.", es: "\(file) no se puede comprobar.")
        + asking.onScreen(
          Phrase(en: "Press Enter to see why.", es: "Pulsa Intro para ver por qué."))
    case .stopped(let judged, let all):
      let again =
        asking == .keys
        ? Phrase(en: "r runs them all again.", es: "r las ejecuta de nuevo.")
        : asking.ask(.run)
          + Phrase(en: "to run them all again.", es: "para ejecutarlas de nuevo.")
      return Phrase(
        en: "Stopped after \(judged) of \(all) checks.",
        es: "Ejecución detenida tras \(judged) de \(all) comprobaciones.") + again
    case .notRunning:
      let nothing = Phrase(en: "Nothing is running.", es: "No hay nada en marcha.")
      switch asking {
      case .keys: return nothing + Phrase(en: "q quits.", es: "q sale.")
      case .words, .commands: return nothing
      }
    default: return wordless
    }
  }

  /// What a group of notices says of one that is not in it. `phrase` asks the group that a notice is
  /// in, so a debug build stops here only at a new one whose words were forgotten.
  var wordless: Phrase {
    assertionFailure("\(self) has no words in the group that `phrase` names")
    return .same("")
  }

  private func passed(_ block: String, _ next: String?, _ asking: Asking) -> Phrase {
    let done = Phrase(en: "Block \(block) is complete.", es: "Bloque \(block) superado.")
    guard let next else { return done }
    let now = Phrase(en: "Now block \(next).", es: "Ahora el bloque \(next).")
    let solution =
      asking == .keys
      ? Phrase(
        en: "In block \(block), s shows the solution.",
        es: "En el bloque \(block), s muestra la solución.")
      : asking.ask(.solution(block: block))
        + Phrase(
          en: "to see the solution of \(block).", es: "para ver la solución del \(block).")
    return done + now + solution
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
}

extension Asking {
  /// A sentence that only a screen needs: in lines what it names stands right below.
  func onScreen(_ phrase: Phrase) -> Phrase {
    self == .keys ? phrase : .same("")
  }
}

extension Phrase {
  /// Two parts with a space between them, where neither is empty.
  static func + (left: Phrase, right: Phrase) -> Phrase {
    func joined(_ left: String, _ right: String) -> String {
      left.isEmpty || right.isEmpty ? left + right : left + " " + right
    }
    return Phrase { joined(left[$0], right[$0]) }
  }
}
