import LessonPacks
import Reports

/// What is said at the end of a lesson.
extension Phrase {
  static let finishBuilt = Phrase(en: "What you built", es: "Lo que has construido")
  static let finishNext = Phrase(en: "What comes next", es: "Qué viene ahora")

  static let finishChecks = Phrase(
    en: "checks green, on random numbers drawn for this run",
    es: "comprobaciones en verde, con números aleatorios de esta ejecución")
  static func finishLines(_ file: String) -> Phrase {
    Phrase(
      en: "lines of code in \(file), without comments and blanks",
      es: "líneas de código en \(file), sin comentarios ni líneas en blanco")
  }
  static let finishTime = Phrase(en: "of work", es: "de trabajo")
  static let finishPredictions = Phrase(
    en: "predictions held", es: "predicciones acertadas")
  static let finishTrainable = Phrase(
    en: "trainable parameters in what you watched", es: "parámetros entrenables en lo que has visto"
  )
  static func finishLoss(steps: Int, from first: Double) -> Phrase {
    Phrase { language in
      let start = NumberText.ratio(first, in: language)
      return Phrase(
        en: "loss after \(steps) steps, from \(start)",
        es: "de pérdida tras \(steps) pasos, desde \(start)")[language]
    }
  }

  static func finishNextLesson(_ lesson: String) -> Phrase {
    Phrase(en: "Next lesson: \(lesson).", es: "Siguiente lección: \(lesson).")
  }
  static let nextBuildsOnThis = Phrase(en: "It builds on this one.", es: "Parte de esta.")
  static func nextBuildsOn(_ lessons: [String]) -> Phrase {
    let names = list(lessons)
    return Phrase(en: "It builds on \(names.en).", es: "Parte de \(names.es).")
  }
  static let nextWasBegun = Phrase(en: "You have begun it.", es: "Ya la has empezado.")
  static let nextInOrder = Phrase(
    en: "It is the next in the list.", es: "Es la siguiente de la lista.")
  static func goesThere(_ pack: String, _ asking: Asking) -> Phrase {
    asking.ask(.lesson(pack)) + Phrase(en: "to go there.", es: "para ir ahí.")
  }

  static let adapterLiesIn = Phrase(en: "Your adapter:", es: "Tu adaptador:")
  static func asksModel(_ pack: String) -> Phrase {
    Phrase(
      en: "`byhand ask \"What is LoRA?\" \(pack)` asks the model that it taught.",
      es: "`byhand ask \"¿Qué es LoRA?\" \(pack)` pregunta al modelo que ha aprendido con él.")
  }
  static func teachesModel(_ pack: String) -> Phrase {
    Phrase(
      en:
        "`byhand train \(pack)` teaches a language model of yours with your file; `byhand ask` asks it.",
      es:
        "`byhand train \(pack)` enseña con tu archivo a un modelo de lenguaje tuyo; `byhand ask` le "
        + "pregunta.")
  }
}
