import LessonPacks

extension Wording {
  /// What the compiler made of the file; the first message is named with its place.
  public func sentence(for build: BuildOutcome) -> String {
    switch build {
    case .built: text("\(file) compiles.", "\(file) compila.")
    case .failed(let diagnostics): failed(diagnostics)
    case .missingDeclarations(let declarations): mustDeclare(declarations.map(\.signature))
    case .unreadable(let reason): sentence(for: reason)
    }
  }

  private func failed(_ diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.filter { $0.severity == .error }
    guard let first = errors.first ?? diagnostics.first else {
      return text("\(file) does not compile.", "\(file) no compila.")
    }
    let more = errors.count - 1
    let rest = more > 0 ? text(" (\(more) more)", " (\(more) más)") : ""
    let message = ended(VisibleText.line(first.message) + rest)
    return text(
      "\(file) does not compile: \(place(first)): \(message)",
      "\(file) no compila: \(place(first)): \(message)")
  }

  func mustDeclare(_ signatures: [String]) -> String {
    text("\(file) must declare \(list(signatures)).", "\(file) debe declarar \(list(signatures)).")
  }

  /// Why the file is no source, and what to do about it.
  public func sentence(for reason: UnreadableSource) -> String {
    switch reason {
    case .missing where isHandedIn:
      text(
        "There is no \(file) in what was handed in: hand in the file, or a folder or an archive "
          + "that holds it once.",
        "No hay \(file) en la entrega: entrega el archivo, o una carpeta o un archivo comprimido "
          + "que lo contenga una vez.")
    case .empty where isHandedIn:
      text("\(file) is empty.", "\(file) está vacío.")
    case .missing:
      text(
        "\(file) is not there: `byhand reset` puts the starter back.",
        "\(file) no está: `byhand reset` repone el punto de partida.")
    case .empty:
      text(
        "\(file) is empty: `byhand reset` puts the starter back.",
        "\(file) está vacío: `byhand reset` repone el punto de partida.")
    case .notUTF8:
      text(
        "\(file) is not UTF-8: save it again as UTF-8 text.",
        "\(file) no es UTF-8: guárdalo otra vez como texto UTF-8.")
    case .directory:
      text(
        "\(file) is a folder: put a Swift file in its place.",
        "\(file) es una carpeta: pon un archivo de Swift en su lugar.")
    case .symbolicLink:
      text(
        "\(file) is a symbolic link: put the file itself in its place.",
        "\(file) es un enlace simbólico: pon el propio archivo en su lugar.")
    case .notAFile:
      text(
        "\(file) is no regular file: put a Swift file in its place.",
        "\(file) no es un archivo normal: pon un archivo de Swift en su lugar.")
    case .tooLarge(let bytes, let limit):
      text(
        "\(file) holds \(self.bytes(bytes)), and at most \(self.bytes(limit)) are read.",
        "\(file) ocupa \(self.bytes(bytes)), y se leen como mucho \(self.bytes(limit)).")
    case .refused(let words):
      text(
        "\(file) cannot be read: \(ended(VisibleText.line(words)))",
        "\(file) no se puede leer: \(ended(VisibleText.line(words)))")
    }
  }
}
