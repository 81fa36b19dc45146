import LessonPacks

extension Wording {
  /// Why a scenario has no observations, and what to look for.
  public func sentence(for breakage: Breakage) -> String {
    switch breakage {
    case .crashed(let signal, let message, let line): crashed(signal, message, line)
    case .exited(let status):
      text(
        "exit(\(status)) was called before the check was over.",
        "Se llamó a exit(\(status)) antes de que acabara la comprobación.")
    case .timedOut(let seconds):
      text(
        "Still running after \(NumberText.short(seconds)) s: look for a loop that does not end.",
        "Sigue en marcha tras \(NumberText.short(seconds)) s: busca un bucle que no termina.")
    case .flooded(let limit):
      text(
        "It printed more than \(bytes(limit)): look for a print inside a loop.",
        "Imprimió más de \(bytes(limit)): busca un print dentro de un bucle.")
    case .threw(let message):
      text(
        "It threw an error that the check did not expect: \(ended(VisibleText.line(message)))",
        "Lanzó un error que la comprobación no esperaba: \(ended(VisibleText.line(message)))")
    case .missingObservations(let names):
      text(
        "The check came to its end without recording \(list(names)).",
        "La comprobación acabó sin registrar \(list(names)).")
    case .garbled(let what):
      text(
        "The check cannot be judged: \(ended(VisibleText.line(what)))",
        "No se puede juzgar la comprobación: \(ended(VisibleText.line(what)))")
    }
  }

  private func crashed(_ signal: Int, _ message: String, _ line: Int?) -> String {
    let place = line.map { text(" at \(file):\($0)", " en \(file):\($0)") } ?? ""
    let said = VisibleText.line(message)
    let end = said.isEmpty ? "." : ": " + ended(said)
    return text("It ended with \(name(of: signal))", "Terminó con \(name(of: signal))") + place
      + end
  }

  /// The numbers that Linux and macOS share, and the two each of a memory fault.
  private func name(of signal: Int) -> String {
    switch signal {
    case 4, 5: text("a trap", "una trampa del programa")
    case 6: text("an abort", "un aborto")
    case 7, 10, 11: text("a memory fault", "un fallo de memoria")
    case 8: text("an arithmetic fault", "un fallo aritmético")
    case 9:
      text("a kill, perhaps for want of memory", "un cierre forzado, quizá por falta de memoria")
    case 24: text("the limit of processor time", "el límite de tiempo de procesador")
    case 25: text("the limit of file size", "el límite de tamaño de archivo")
    default: text("signal \(signal)", "la señal \(signal)")
    }
  }

  func bytes(_ count: Int) -> String {
    switch count {
    case 1_000_000...: NumberText.short(Double(count / 100_000) / 10) + " MB"
    case 1000...: "\(count / 1000) kB"
    default: "\(count) bytes"
    }
  }

  /// Why a check was not tried.
  public func sentence(for reason: NotRunReason) -> String {
    let why =
      switch reason {
      case .doesNotCompile: text("\(file) does not compile.", "\(file) no compila.")
      case .missingDeclarations(let signatures): mustDeclare(signatures)
      case .cancelled: text("it was cancelled.", "se canceló.")
      case .unreadable(let reason): sentence(for: reason)
      }
    return text("Not run: ", "No se ejecutó: ") + why
  }
}
