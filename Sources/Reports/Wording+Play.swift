import LessonPacks
import UntrustedText

extension Wording {
  /// An event of a playground as lines for a terminal; none for one that needs no word.
  public func lines(for event: PlayEvent) -> [String] {
    switch event {
    case .compiling: []
    case .failed(let diagnostics): compileErrors(diagnostics)
    case .unreadable(let file, let reason): [unreadable(file, reason)]
    case .output(let text): printed(text)
    case .ended(let ending): [sentence(for: ending)]
    }
  }

  /// How a playground ended.
  public func sentence(for ending: PlayEnding) -> String {
    switch ending {
    case .finished(let milliseconds):
      ran(in: milliseconds)
    case .exited(let status):
      Phrase(
        en: "It ended itself: exit(\(status)).", es: "Terminó por su cuenta: exit(\(status)).")[
          language]
    case .broken(let breakage, let file): broken(breakage, file)
    }
  }

  private func ran(in milliseconds: Double) -> String {
    let time = NumberText.time(milliseconds: max(1, milliseconds), in: language)
    return Phrase(
      en: "It ran to its end, in \(time).", es: "Se ejecutó hasta el final, en \(time).")[language]
  }

  private func broken(_ breakage: Breakage, _ file: String?) -> String {
    let wording = Wording(language, file: file ?? self.file)
    switch breakage {
    case .crashed(_, let message, let line, _) where message.hasPrefix(PlayEnding.uncaught):
      let error = VisibleText.line(String(message.dropFirst(PlayEnding.uncaught.count)))
      let place = "\(wording.file)\(line.map { ":\($0)" } ?? "")"
      return Phrase(
        en: "An error was thrown in \(place) and nothing caught it: \(ended(error))",
        es: "Se lanzó un error en \(place) y nada lo capturó: \(ended(error))")[language]
    case .protocolViolation(let what):
      let why = ended(VisibleText.line(what))
      return Phrase(en: "It was stopped: \(why)", es: "Se detuvo: \(why)")[language]
    case .crashed, .exited, .timedOut, .outputLimitExceeded, .threw, .missingObservations:
      return wording.sentence(for: breakage)
    }
  }

  private func unreadable(_ file: String, _ reason: UnreadableSource) -> String {
    let isPlayground = file != self.file
    switch reason {
    case .missing where isPlayground, .empty where isPlayground:
      return Phrase(
        en: "\(file) holds nothing. Delete it, and `byhand play` writes one to begin with.",
        es: "\(file) no contiene nada. Bórralo, y `byhand play` escribe uno para empezar.")[
          language]
    case .missing, .empty, .notUTF8, .directory, .symbolicLink, .notAFile, .tooLarge, .refused,
      .oneOf:
      return Wording(language, file: file).sentence(for: reason)
    }
  }

  private func compileErrors(_ diagnostics: [Diagnostic]) -> [String] {
    let inStudents = diagnostics.contains { $0.file == file && $0.severity == .error }
    let head = Phrase(
      en: inStudents
        ? "\(file) does not compile, so nothing of it can be tried:"
        : "It does not compile:",
      es: inStudents
        ? "\(file) no compila, así que no se puede probar nada de él:"
        : "No compila:")
    return [head[language]] + diagnostics.flatMap(lines(of:))
  }

  private func lines(of diagnostic: Diagnostic) -> [String] {
    let said = VisibleText.line(diagnostic.message, limit: 500)
    let source = VisibleText.line(diagnostic.sourceLine, limit: 500)
    // The compiler counts columns in bytes.
    let before = String(
      decoding: diagnostic.sourceLine.utf8.prefix(max(0, diagnostic.column - 1)), as: UTF8.self)
    let head = "  \(place(diagnostic)): \(diagnostic.severity.rawValue): \(said)"
    guard !source.allSatisfy(\.isWhitespace) else { return [head] }
    let column = VisibleText.line(before, limit: 500).count
    return [head, "    \(source)", "    " + String(repeating: " ", count: column) + "^"]
  }

  private func printed(_ text: String) -> [String] {
    var lines = VisibleText.lines(of: text)
      .map { VisibleText.line(String($0), limit: 1000) }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
}
