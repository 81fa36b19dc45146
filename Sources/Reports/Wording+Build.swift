import LessonPacks
import UntrustedText

extension Wording {
  /// What the compiler made of the file; the first error is named with its place.
  public func sentence(for build: BuildOutcome) -> String {
    switch build {
    case .built: Phrase(en: "\(file) compiles.", es: "\(file) compila.")[language]
    case .failed(let diagnostics): failed(diagnostics)
    case .missingDeclarations(let declarations): mustDeclare(declarations.map(\.signature))
    case .unreadable(let reason): sentence(for: reason)
    }
  }

  private func failed(_ diagnostics: [Diagnostic]) -> String {
    let errors = diagnostics.filter { $0.severity == .error }
    guard let first = errors.first ?? diagnostics.first else {
      return Phrase(en: "\(file) does not compile.", es: "\(file) no compila.")[language]
    }
    let message = ended(VisibleText.line(first.message) + moreMessages(errors.count - 1))
    return Phrase(
      en: "\(file) does not compile: \(place(first)): \(message)",
      es: "\(file) no compila: \(place(first)): \(message)")[language]
  }

  /// ` (and 2 more)`, behind the first of several messages of the compiler.
  func moreMessages(_ count: Int) -> String {
    count < 1 ? "" : Phrase(en: " (and \(count) more)", es: " (y \(count) más)")[language]
  }

  func mustDeclare(_ signatures: [String]) -> String {
    Phrase(
      en: "\(file) must declare \(list(signatures)).",
      es: "\(file) debe declarar \(list(signatures)).")[language]
  }

  /// The file, line and column of a message: what the compiler was told to call the file may be any text.
  public func place(_ diagnostic: Diagnostic) -> String {
    "\(VisibleText.line(diagnostic.file)):\(diagnostic.line):\(diagnostic.column)"
  }

  /// Why the file is no source, and what to do about it.
  public func sentence(for reason: UnreadableSource) -> String {
    switch reason {
    case .missing: missing
    case .empty: empty
    case .notUTF8:
      Phrase(
        en: "\(file) is not UTF-8: save it again as UTF-8 text.",
        es: "\(file) no es UTF-8: guárdalo otra vez como texto UTF-8.")[language]
    case .directory:
      Phrase(
        en: "\(file) is a folder: put a Swift file in its place.",
        es: "\(file) es una carpeta: pon un archivo de Swift en su lugar.")[language]
    case .symbolicLink:
      Phrase(
        en: "\(file) is a symbolic link: put the file itself in its place.",
        es: "\(file) es un enlace simbólico: pon el propio archivo en su lugar.")[language]
    case .notAFile:
      Phrase(
        en: "\(file) is not a regular file: put a Swift file in its place.",
        es: "\(file) no es un archivo normal: pon un archivo de Swift en su lugar.")[language]
    case .tooLarge(let bytes, let limit):
      Phrase(
        en: "\(file) has \(self.bytes(bytes)); at most \(self.bytes(limit)) are read.",
        es: "\(file) ocupa \(self.bytes(bytes)); se leen como mucho \(self.bytes(limit)).")[
          language]
    case .refused(let words):
      Phrase(
        en: "\(file) cannot be read: \(ended(VisibleText.line(words)))",
        es: "\(file) no se puede leer: \(ended(VisibleText.line(words)))")[language]
    case .oneOf(let name, let reason):
      about(name).sentence(for: reason)
    }
  }

  private var missing: String {
    if isHandedIn {
      return Phrase(
        en:
          "There is no \(file) in what was handed in: hand in the file, or a folder or an archive "
          + "that holds it once.",
        es:
          "No hay \(file) en la entrega: entrega el archivo, o una carpeta o un archivo comprimido "
          + "que lo contenga una vez.")[language]
    }
    if isNamedFile {
      return Phrase(en: "\(file) does not exist.", es: "\(file) no existe.")[language]
    }
    return Phrase(en: "\(file) is not there. ", es: "\(file) no está. ")[language]
      + rescue[language]
  }

  private var empty: String {
    let sentence = Phrase(en: "\(file) is empty.", es: "\(file) está vacío.")[language]
    return isHandedIn || isNamedFile ? sentence : sentence + " " + rescue[language]
  }

  /// What was written comes before a way to begin again.
  private var rescue: Phrase {
    Phrase(
      en: "Your last saved versions are in .byhand/attempts; `byhand reset` puts the starter back.",
      es:
        "Tus últimas versiones guardadas están en .byhand/attempts; `byhand reset` repone el punto "
        + "de partida.")
  }
}
