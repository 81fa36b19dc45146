import LessonPacks
import UntrustedText

extension Wording {
  /// Why a scenario has no observations, and what to look for.
  public func sentence(for breakage: Breakage) -> String {
    switch breakage {
    case .crashed(let signal, let message, let line, let file):
      return (file.map(about) ?? self).crashed(
        signal, message, line,
        subject: Phrase(en: "The program crashed", es: "El programa falló"))
    case .exited(let status):
      return Phrase(
        en:
          "exit(\(status)) ended the program before the check was over: nothing that it calls may "
          + "end the program.",
        es: "exit(\(status)) terminó el programa antes de acabar la comprobación: nada de lo que "
          + "llama debe terminarlo.")[language]
    case .timedOut(let seconds):
      let limit = NumberText.short(seconds, in: language)
      return Phrase(
        en: "It was still running after \(limit) s and was stopped: look for a loop that does not "
          + "end.",
        es: "Seguía en marcha tras \(limit) s y se detuvo: busca un bucle que no termina.")[
          language]
    case .outputLimitExceeded(let limit):
      return Phrase(
        en: "It printed more than \(bytes(limit)) and was stopped: look for a print inside a loop.",
        es: "Imprimió más de \(bytes(limit)) y se detuvo: busca un print dentro de un bucle.")[
          language]
    case .threw(let message):
      let said = ended(VisibleText.line(message))
      return Phrase(
        en: "An error stopped the check: \(said)", es: "Un error detuvo la comprobación: \(said)")[
          language]
    case .missingObservations(let names, _):
      return Phrase(
        en: "The check ended before it had recorded \(list(names)).",
        es: "La comprobación acabó antes de registrar \(list(names)).")[language]
    case .protocolViolation(let what):
      let said = ended(VisibleText.line(what))
      return Phrase(
        en: "The check gave a result that cannot be read: \(said)",
        es: "La comprobación dio un resultado ilegible: \(said)")[language]
    }
  }

  /// `subject` says who crashed: `The program crashed at LoRA.swift:31 (runtime error, trap): …`
  func crashed(_ signal: Int, _ message: String, _ line: Int?, subject: Phrase) -> String {
    let place = line.map { Phrase(en: " at \(file):\($0)", es: " en \(file):\($0)")[language] }
    let said = VisibleText.line(message)
    let end = said.isEmpty ? "." : ": " + ended(said)
    return subject[language] + (place ?? "") + " (\(cause(of: signal)[language]))" + end
  }

  /// The numbers that Linux and macOS share, and the two each of a memory fault.
  private func cause(of signal: Int) -> Phrase {
    switch signal {
    case 4, 5: Phrase(en: "runtime error, trap", es: "error de ejecución, trap")
    case 6: Phrase(en: "call to abort(), or out of memory", es: "llamada a abort(), o sin memoria")
    case 7, 10, 11:
      Phrase(
        en: "invalid memory access; a function that calls itself without end causes it too",
        es: "acceso no válido a memoria; también lo causa una función que se llama a sí misma sin "
          + "fin")
    case 8: Phrase(en: "arithmetic error", es: "error aritmético")
    case 9:
      Phrase(
        en: "killed by the system, possibly out of memory",
        es: "el sistema lo detuvo, quizá por falta de memoria")
    case 24:
      Phrase(en: "the limit of processor time", es: "el límite de tiempo de procesador")
    case 25: Phrase(en: "the limit of file size", es: "el límite de tamaño de archivo")
    default: Phrase(en: "signal \(signal)", es: "señal \(signal)")
    }
  }

  func bytes(_ count: Int) -> String {
    switch count {
    case 1_000_000...: NumberText.short(Double(count / 100_000) / 10, in: language) + " MB"
    case 1000...: "\(count / 1000) kB"
    default: "\(count) bytes"
    }
  }

  /// Why a check was not tried.
  public func sentence(for reason: NotRunReason) -> String {
    if case .notJudged(let trouble) = reason { return trouble.phrase[language] }
    let why =
      switch reason {
      case .doesNotCompile:
        Phrase(en: "\(file) does not compile.", es: "\(file) no compila.")[language]
      case .missingDeclarations(let signatures): mustDeclare(signatures)
      case .cancelled: Phrase(en: "it was cancelled.", es: "se canceló.")[language]
      case .unreadable(let reason): sentence(for: reason)
      case .outOfTime(let seconds): outOfTime(seconds)
      case .notJudged: ""
      }
    return Phrase(en: "Not run: ", es: "Sin ejecutar: ")[language] + why
  }

  private func outOfTime(_ seconds: Double) -> String {
    let limit = NumberText.short(seconds, in: language)
    return Phrase(
      en: "the checks before it used up the \(limit) s that a file has for all of them: look for a "
        + "loop that does not end.",
      es: "las comprobaciones anteriores agotaron los \(limit) s que un archivo tiene para todas: "
        + "busca un bucle que no termina.")[language]
  }
}
