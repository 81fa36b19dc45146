import LessonPacks

extension Phrase {
  static let valuesMissing = Phrase(
    en: "some values are missing: each is measured when its check is green.",
    es: "faltan valores: cada uno se mide cuando su comprobación está en verde.")
  static let theoryPages = Phrase(en: "Theory pages:", es: "Páginas de teoría:")
  static func forExample(_ command: String) -> Phrase {
    Phrase(en: "To read one, for example: \(command)", es: "Para leer una, por ejemplo: \(command)")
  }
  static let reallyReset = Phrase(
    en: "Put the starter back? (y/N) ", es: "¿Reponer el punto de partida? (s/N) ")
  static let nothingChanged = Phrase(
    en: "Nothing was changed.", es: "No se ha cambiado nada.")
  static let resetNeedsYes = Phrase(
    en: "nothing was changed: without a terminal to ask on, add --yes.",
    es: "no se ha cambiado nada: sin un terminal donde preguntar, añade --yes.")
}
