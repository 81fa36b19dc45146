import LessonPacks
import Progress

extension StudentPage {
  /// What the page does not show, and why, a sentence each.
  public var leftOut: [String] {
    (progressLeftOut + notesLeftOut + filesLeftOut).map(say)
  }

  private var progressLeftOut: [Phrase] {
    guard hasProgress else { return [.noProgress] }
    return predictionsLeftOut + struggleLeftOut + finaleLeftOut
      + (secondsSpent == nil ? [.noTime] : [])
      + (!pack.measures.isEmpty && measures.isEmpty ? [.noMeasures] : [])
  }

  private var predictionsLeftOut: [Phrase] {
    let open = questionCount - predictions.count
    return open == 0 ? [] : [.unanswered(open, of: questionCount)]
  }

  private var struggleLeftOut: [Phrase] {
    guard struggles.isEmpty else {
      let withoutPicture = struggles.filter { $0.struggle.picture == nil }
      return withoutPicture.map { .noPicture($0.struggle.check) }
    }
    return [.noStruggle(seconds: Int(Self.leastSeconds))]
  }

  private var finaleLeftOut: [Phrase] {
    guard progress.page?.finale == nil else { return [] }
    guard pack.finale != nil else { return [.lessonWithoutFinale] }
    guard pack.blocks.allSatisfy(progress.passes) else { return [.finaleNotOpen] }
    return [progress.hasWatchedFinale ? .finaleNotKept : .finaleNotSeen]
  }

  private var notesLeftOut: [Phrase] { notes == nil ? [.noNotes] : [] }

  private var filesLeftOut: [Phrase] {
    files.compactMap { file in
      switch file.trouble {
      case nil: nil
      case .missing: .noFile(file.name)
      case .noFile: .noPlainFile(file.name)
      case .unreadable(let why): .unreadableFile(file.name, why)
      case .notText: .notText(file.name)
      case .cut: .cutFile(file.name)
      }
    }
  }
}

extension Phrase {
  static let noProgress = Phrase(
    en: "No checks, predictions, struggles and finale: the progress file could not be read.",
    es: "Sin comprobaciones, predicciones, dificultades ni final: no se pudo leer el archivo de "
      + "progreso.")
  static func unanswered(_ open: Int, of all: Int) -> Phrase {
    open == all
      ? Phrase(
        en:
          "No predictions: none of the \(all) questions was answered. `p` in the tutor asks them.",
        es:
          "Sin predicciones: ninguna de las \(all) preguntas tiene respuesta. `p` en el tutor las "
          + "hace.")
      : Phrase(
        en: "\(open) of \(all) predictions: their questions were not answered.",
        es: "\(open) de \(all) predicciones: sus preguntas no tienen respuesta.")
  }
  static func noStruggle(seconds: Int) -> Phrase {
    Phrase(
      en: "No struggles: no check was seen red for \(seconds) s of work. (They are kept since this "
        + "version; earlier ones are not known.)",
      es:
        "Sin dificultades: ninguna comprobación ha estado en rojo durante \(seconds) s de trabajo. "
        + "(Se guardan desde esta versión; las anteriores no se conocen.)")
  }
  static func noPicture(_ check: String) -> Phrase {
    Phrase(
      en: "No heatmap of \(check): what it found was not two arrays of the same shape.",
      es: "Sin mapa de calor de \(check): lo que encontró no eran dos arrays de la misma forma.")
  }
  static let lessonWithoutFinale = Phrase(
    en: "No finale: this lesson has none.", es: "Sin final: esta lección no lo tiene.")
  static let finaleNotOpen = Phrase(
    en: "No finale yet: it opens when every check is green.",
    es: "Aún sin final: se abre cuando todas las comprobaciones están en verde.")
  static let finaleNotSeen = Phrase(
    en: "No finale yet: `byhand train` shows it, and the page then has it.",
    es: "Aún sin final: `byhand train` lo muestra, y la página lo tendrá después.")
  static let finaleNotKept = Phrase(
    en:
      "No finale: it was watched before ByHand kept what it shows. `byhand train` shows it again.",
    es:
      "Sin final: se vio antes de que ByHand guardara lo que muestra. `byhand train` lo muestra de "
      + "nuevo.")
  static let noNotes = Phrase(
    en: "No notes: notes.md holds no words of yours yet. `n` in the tutor opens it.",
    es: "Sin notas: notes.md aún no tiene palabras tuyas. `n` en el tutor lo abre.")
  static let noTime = Phrase(
    en: "No time spent: it was not counted.", es: "Sin tiempo de trabajo: no se ha contado.")
  static let noMeasures = Phrase(
    en: "No measures: each is taken when its check is green.",
    es: "Sin medidas: cada una se toma cuando su comprobación está en verde.")
  static func noFile(_ name: String) -> Phrase {
    Phrase(en: "No \(name): it is not there.", es: "Sin \(name): no está.")
  }
  static func noPlainFile(_ name: String) -> Phrase {
    Phrase(
      en: "No \(name): a folder or a link has its name.",
      es: "Sin \(name): una carpeta o un enlace tiene su nombre.")
  }
  static func unreadableFile(_ name: String, _ why: String) -> Phrase {
    Phrase(
      en: "No \(name): it cannot be read (\(why)).", es: "Sin \(name): no se puede leer (\(why)).")
  }
  static func notText(_ name: String) -> Phrase {
    Phrase(
      en: "Parts of \(name): bytes that are no text are shown as \u{FFFD}.",
      es: "Partes de \(name): los bytes que no son texto se muestran como \u{FFFD}.")
  }
  static func cutFile(_ name: String) -> Phrase {
    Phrase(
      en: "The end of \(name): the page shows its first part alone, the file is too long.",
      es: "El final de \(name): la página solo muestra la primera parte, el archivo es demasiado "
        + "largo.")
  }
}
