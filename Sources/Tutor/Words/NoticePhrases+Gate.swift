import LessonPacks

extension Notice {
  func ofGate(_ asking: Asking) -> Phrase {
    switch self {
    case .gateClosed(let block, let minutes, let check?):
      Phrase(
        en:
          "The solution of block \(block) opens after \(minutes) min of work on \(check), or when the "
          + "block passes.",
        es: "La solución del bloque \(block) se abre tras \(minutes) min de trabajo en \(check), o "
          + "cuando superes el bloque.")
        + (asking == .keys
          ? Phrase(en: "h shows a hint.", es: "h muestra una pista.")
          : asking.ask(.hint) + Phrase(en: "for a hint.", es: "para ver una pista."))
    case .gateClosed(let block, let minutes, nil):
      Phrase(
        en:
          "The solution of block \(block) opens after \(minutes) min of work on a red check, or when "
          + "the block passes. None is red yet.",
        es: "La solución del bloque \(block) se abre tras \(minutes) min de trabajo con una "
          + "comprobación en rojo, o cuando superes el bloque. Aún no hay ninguna en rojo.")
    case .gateOpened(let block):
      asking == .keys
        ? Phrase(
          en: "The solution of block \(block) is open now: s shows it.",
          es: "La solución del bloque \(block) ya está abierta: s la muestra.")
        : Phrase(
          en: "The solution of block \(block) is open now.",
          es: "La solución del bloque \(block) ya está abierta.")
          + asking.ask(.solution(block: block)) + Phrase(en: "to see it.", es: "para verla.")
    case .noKey:
      Phrase(
        en: "This lesson has no instructor's key.", es: "Esta lección no tiene clave de instructor."
      )
    case .keyRefused:
      Phrase(
        en: "That is not the key: the solution stays locked.",
        es: "Esa no es la clave: la solución sigue bloqueada.")
    default: wordless
    }
  }

  func ofReset(_ file: String, _ asking: Asking) -> Phrase {
    let isAgain = Phrase(
      en: "\(file) is the starter again.", es: "\(file) vuelve a ser el punto de partida.")
    switch self {
    case .pressAgainToReset: return beforeReset(file, asking)
    case .resetDone(undoable: false): return isAgain
    case .resetDone:
      return isAgain
        + (asking == .keys
          ? Phrase(
            en: "Undo (u) brings back what you had.", es: "Deshacer (u) recupera lo que tenías.")
          : asking.ask(.undo)
            + Phrase(en: "to bring back what you had.", es: "para recuperar lo que tenías."))
    case .resetUndone:
      return Phrase(
        en: "\(file) is back as it was before the reset.",
        es: "\(file) vuelve a estar como antes del reinicio.")
    case .nothingToUndo:
      return Phrase(en: "There is no reset to undo.", es: "No hay ningún reinicio que deshacer.")
    default: return wordless
    }
  }

  /// A command asks its question after it; the tutor waits for the same once more.
  private func beforeReset(_ file: String, _ asking: Asking) -> Phrase {
    let puts = Phrase(
      en: "This puts the starter back in place of \(file).",
      es: "Esto repone el punto de partida en lugar de \(file).")
    switch asking {
    case .keys:
      // What to press stands first: a small window cuts the rest.
      return Phrase(
        en:
          "Reset once more (X) to put the starter back. What you have is kept: undo (u) brings it "
          + "back.",
        es: "Reinicia otra vez (X) para reponer el punto de partida. Lo que tienes se conserva: "
          + "deshacer (u) lo recupera.")
    case .words:
      return puts
        + Phrase(
          en: "What you have is kept, and undo brings it back. Type reset once more to do it.",
          es:
            "Lo que tienes se conserva y deshacer lo recupera. Escribe reiniciar otra vez para "
            + "hacerlo.")
    case .commands:
      return puts
        + Phrase(
          en: "What you have is kept, and `byhand reset --undo` brings it back.",
          es: "Lo que tienes se conserva y `byhand reset --undo` lo recupera.")
    }
  }
}
