import LessonPacks

/// What is said of the way through the lessons.
extension Phrase {
  static let whereYouAre = Phrase(en: "Where you are", es: "Dónde estás")

  static func lessonsFinished(_ count: Int, of all: Int) -> Phrase {
    Phrase(
      en: "\(count) of \(all) lessons finished",
      es: count == 1 ? "1 de \(all) lecciones terminada" : "\(count) de \(all) lecciones terminadas"
    )
  }
  static func ofWork(_ time: String) -> Phrase {
    Phrase(en: "\(time) of work", es: "\(time) de trabajo")
  }
  static func spent(_ time: String) -> Phrase {
    Phrase(en: "\(time) spent", es: "\(time) dedicados")
  }
  static func goOnWith(_ lesson: String) -> Phrase {
    Phrase(en: "Go on with \(lesson):", es: "Sigue con \(lesson):")
  }
  static func then(_ lesson: String) -> Phrase {
    Phrase(en: "Then \(lesson):", es: "Después, \(lesson):")
  }
  static func nextIs(_ lesson: String) -> Phrase {
    Phrase(en: "Next is \(lesson):", es: "Ahora viene \(lesson):")
  }
  static func beginWithLesson(_ lesson: String) -> Phrase {
    Phrase(en: "Begin with \(lesson):", es: "Empieza por \(lesson):")
  }

  static func wasThere(_ place: String?, ago: Phrase) -> Phrase {
    guard let place else {
      return Phrase(en: "you were there \(ago.en).", es: "estabas ahí \(ago.es).")
    }
    return Phrase(
      en: "you were at \(place), \(ago.en).", es: "estabas en \(place), \(ago.es).")
  }
  static func buildsOnFinished(_ lessons: [String]) -> Phrase {
    let names = list(lessons)
    return Phrase(
      en: "it builds on \(names.en), which you have finished.",
      es: "parte de \(names.es), que ya has terminado.")
  }
  static func buildsOn(_ lessons: [String]) -> Phrase {
    let names = list(lessons)
    return Phrase(en: "it builds on \(names.en).", es: "parte de \(names.es).")
  }
  static let isNextInList = Phrase(
    en: "it is the next in the list.", es: "es la siguiente de la lista.")
  static let isFirstInList = Phrase(
    en: "it is the first in the list.", es: "es la primera de la lista.")

  /// On a lesson's card: what is best done before it.
  static func bestAfter(_ lessons: [String]) -> Phrase {
    let names = list(lessons)
    return Phrase(en: "Best done after \(names.en).", es: "Mejor después de \(names.es).")
  }
  static func packNotInstalled(_ name: String) -> Phrase {
    Phrase(en: "\(name) (not installed)", es: "\(name) (no instalada)")
  }
  static func lessonFinishedIn(_ checks: Int) -> Phrase {
    Phrase(
      en: "finished, all \(checks) checks hold",
      es: "terminada, se cumplen las \(checks) comprobaciones")
  }
  static func lessonChecks(_ green: Int, of all: Int) -> Phrase {
    Phrase(
      en: "\(green) of \(all) checks hold", es: "se cumplen \(green) de \(all) comprobaciones")
  }
  static let lessonNotBegun = Phrase(en: "not begun", es: "sin empezar")
  static let lessonUnreadable = Phrase(en: "cannot be read", es: "no se puede leer")

  static func startGoesOn(_ pack: String) -> Phrase {
    Phrase(
      en:
        "`byhand start \(pack)` opens it; `byhand status \(pack)` says what holds and what to write.",
      es:
        "`byhand start \(pack)` la abre; `byhand status \(pack)` dice qué se cumple y qué escribir."
    )
  }

  /// Names as a sentence lists them: `A`, `A and B`, `A, B and C`.
  static func list(_ names: [String]) -> Phrase {
    func joined(_ and: String) -> String {
      guard let last = names.last, names.count > 1 else { return names.first ?? "" }
      return names.dropLast().joined(separator: ", ") + " \(and) " + last
    }
    return Phrase(en: joined("and"), es: joined("y"))
  }
}
