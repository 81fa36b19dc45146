import Archives
import LessonPacks
import Reports
import UntrustedText

/// What is said of an archive's entries that were not read.
enum SkippedNote {
  /// So many are named.
  private static let most = 5

  /// One phrase, or none.
  static func phrases(_ skipped: [SkippedEntry]) -> [Phrase] {
    guard !skipped.isEmpty else { return [] }
    let named = skipped.prefix(most).map { entry in
      let path = VisibleText.line(entry.path, limit: 60)
      let why = reason(entry.reason)
      return Phrase { "\(path) (\(why[$0]))" }
    }
    let more = skipped.count > most ? " +\(skipped.count - most)" : ""
    return [
      Phrase(
        en: "left out of the archive: " + named.map(\.en).joined(separator: ", ") + more,
        es: "no leído del archivo comprimido: " + named.map(\.es).joined(separator: ", ") + more)
    ]
  }

  private static func reason(_ error: ArchiveError) -> Phrase {
    switch error {
    case .link: Phrase(en: "a link", es: "un enlace")
    case .special: Phrase(en: "no file", es: "no es un archivo")
    case .unsafePath: Phrase(en: "its path leads out", es: "su ruta lleva fuera")
    case .oddName:
      Phrase(
        en: "its name has characters that no file's name should have",
        es: "su nombre tiene caracteres que ningún archivo debería tener")
    case .longPath: Phrase(en: "its path is too long", es: "su ruta es demasiado larga")
    case .duplicate: Phrase(en: "it is there twice", es: "está dos veces")
    case .unsupported(.password):
      Phrase(en: "it has a password", es: "tiene contraseña")
    case .unsupported(let what):
      Phrase(en: "it uses \(what.rawValue)", es: "usa \(what.rawValue)")
    case .unknownFormat, .damaged, .tooMany, .tooLarge:
      Phrase(en: "it cannot be read", es: "no se puede leer")
    }
  }
}
