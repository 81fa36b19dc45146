import LessonPacks

/// What stands on the screen besides a lesson's own words: titles, labels, counts.
extension Phrase {
  static let yourCourse = Phrase(en: "Your course", es: "Tu curso")
  static let doneWhen = Phrase(en: "Done when", es: "Has terminado cuando")
  static let doneChecks = Phrase(en: "every check is green", es: "todo está en verde")
  static let doneStrict = Phrase(en: "strict mode is green", es: "modo estricto en verde")
  static let doneNotes = Phrase(
    en: "notes.md has all values", es: "notes.md está completo")

  static func lessonsAndChecks(_ lessons: Int, _ green: Int, of all: Int) -> Phrase {
    Phrase(
      en: "\(lessons) lessons · \(green) of \(all) checks",
      es: "\(lessons) lecciones · \(green) de \(all) comprobaciones")
  }
  static func hours(_ minutes: ClosedRange<Int>) -> Phrase {
    func span(_ hour: String, _ minute: String, comma: Bool) -> String {
      let isHours = minutes.lowerBound >= 60
      func amount(_ value: Int) -> String {
        guard isHours else { return "\(value)" }
        let tenths = (value * 10 + 30) / 60
        let shown = tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
        return comma ? shown.replacing(".", with: ",") : shown
      }
      let (low, high) = (amount(minutes.lowerBound), amount(minutes.upperBound))
      return (low == high ? low : "\(low)–\(high)") + " " + (isHours ? hour : minute)
    }
    return Phrase(
      en: span("hours", "minutes", comma: false), es: span("horas", "minutos", comma: true))
  }
  static func youWereAt(_ place: String, ago: Phrase) -> Phrase {
    Phrase(en: "You were at: \(place), \(ago.en)", es: "Estabas en: \(place), \(ago.es)")
  }
  static func ago(_ seconds: Double) -> Phrase {
    switch seconds {
    case ..<120: Phrase(en: "just now", es: "hace un momento")
    case ..<5400:
      Phrase(en: "\(Int(seconds / 60)) min ago", es: "hace \(Int(seconds / 60)) min")
    case ..<129_600:
      Phrase(
        en: "\(Int((seconds / 3600).rounded())) h ago",
        es: "hace \(Int((seconds / 3600).rounded())) h")
    default:
      Phrase(
        en: "\(Int((min(seconds, 1e9) / 86400).rounded())) days ago",
        es: "hace \(Int((min(seconds, 1e9) / 86400).rounded())) días")
    }
  }
  static let lessonDone = Phrase(en: "Finished.", es: "Terminada.")
  static let lessonNew = Phrase(en: "Not begun yet.", es: "Aún sin empezar.")
  static let lessonAdded = Phrase(
    en: "added with `byhand pack add`", es: "añadida con `byhand pack add`")
  static func newHere(file: String) -> Phrase {
    Phrase(
      en: """
        **New here?** You write a small piece of a neural network by hand, in Swift, in your own editor.

        Each time you save your file, ByHand compiles it, runs it, and shows what holds and what does not.

        Press **Enter** to open the first lesson. It says what to write; press **e** there to open your file.
        """,
      es: """
        **¿Es tu primera vez?** Escribes a mano una pequeña parte de una red neuronal, en Swift, en tu editor.

        Cada vez que guardas tu archivo, ByHand lo compila, lo ejecuta y muestra qué se cumple y qué no.

        Pulsa **Intro** para abrir la primera lección. Dice qué hay que escribir; allí, **e** abre tu archivo.
        """)
  }
  static func enterOpens(_ lesson: String) -> Phrase {
    Phrase(en: "Enter opens \(lesson).", es: "Intro abre \(lesson).")
  }
  static let courseFinished = Phrase(
    en: "You have finished every lesson.", es: "Has terminado todas las lecciones.")

  static func step(_ number: Int) -> Phrase { Phrase(en: "Step \(number)", es: "Paso \(number)") }
  static func inStep(_ number: Int) -> Phrase { Phrase(en: "step \(number)", es: "paso \(number)") }
  static let noText = Phrase(en: "This block has no text.", es: "Este bloque no tiene texto.")
  static let notBegun = Phrase(en: "not begun", es: "sin empezar")
  static let done = Phrase(en: "done", es: "hecho")
  static func solutionIn(_ time: String, block: String) -> Phrase {
    Phrase(en: "solution \(block) \(time)", es: "solución \(block) \(time)")
  }
  static func solutionOpen(block: String) -> Phrase {
    Phrase(en: "solution \(block) open", es: "solución \(block) abierta")
  }
  static let locked = Phrase(en: "locked", es: "bloqueado")
  static let watched = Phrase(en: "watched", es: "visto")

  static func ready(_ file: String) -> Phrase {
    Phrase(
      en: "Save \(file), or press r, to run the checks.",
      es: "Guarda \(file), o pulsa r, para ejecutar las comprobaciones.")
  }
  static func compiling(_ file: String, _ seconds: String) -> Phrase {
    Phrase(en: "Compiling \(file) … \(seconds) s", es: "Compilando \(file) … \(seconds) s")
  }
  static func running(_ check: String, _ done: Int, of all: Int, _ seconds: String) -> Phrase {
    Phrase(
      en: "Running \(check) · \(done)/\(all) · \(seconds) s",
      es: "Ejecutando \(check) · \(done)/\(all) · \(seconds) s")
  }
  static func checking(_ done: Int, of all: Int, _ seconds: String) -> Phrase {
    Phrase(
      en: "Checking · \(done)/\(all) · \(seconds) s",
      es: "Comprobando · \(done)/\(all) · \(seconds) s")
  }

  static let result = Phrase(en: "Result", es: "Resultado")
  static let compiler = Phrase(en: "Compiler", es: "Compilador")
  static let yours = Phrase(en: "yours", es: "tuyo")
  static let expected = Phrase(en: "expected", es: "esperado")
  static let reference = Phrase(en: "reference", es: "referencia")
  static let difference = Phrase(en: "difference", es: "diferencia")
  static let relative = Phrase(en: "relative", es: "relativa")
  static let worst = Phrase(en: "the worst", es: "el peor")
  static let largest = Phrase(en: "max", es: "máx.")
  static let mean = Phrase(en: "mean", es: "media")
  static let ratio = Phrase(en: "ratio", es: "cociente")
  static func differ(_ count: Int, of all: Int) -> Phrase {
    Phrase(en: "\(count) of \(all) differ", es: "difieren \(count) de \(all)")
  }
  static func outside(_ count: Int, of all: Int) -> Phrase {
    Phrase(en: "\(count) of \(all) out of bounds", es: "\(count) de \(all) fuera de los límites")
  }
  static let onlyRounding = Phrase(
    en: "What differs elsewhere is rounding.", es: "Lo que difiere en lo demás es redondeo.")
  static func oneColumn(_ index: Int) -> Phrase {
    Phrase(en: "Only column \(index) differs.", es: "Solo difiere la columna \(index).")
  }
  static func oneRow(_ index: Int) -> Phrase {
    Phrase(en: "Only row \(index) differs.", es: "Solo difiere la fila \(index).")
  }
  static let earlierRun = Phrase(en: "earlier run", es: "ejecución anterior")
  static let notJudged = Phrase(en: "Not checked yet.", es: "Aún sin comprobar.")
  static func passed(in time: String) -> Phrase {
    Phrase(en: "Green, in \(time).", es: "En verde, en \(time).")
  }
  static let holds = Phrase(en: "Green.", es: "En verde.")
  static let beginHere = Phrase(
    en: "Nothing of this step is written yet.", es: "De este paso aún no hay nada escrito.")
  static func beginWith(step: Int, _ title: String, file: String) -> Phrase {
    let name = title.isEmpty ? "\(step)" : "\(step) · \(title)"
    return Phrase(
      en: "Press **↓** for step \(name). **e** opens \(file) there.",
      es: "Pulsa **↓** para ir al paso \(name). **e** abre \(file) ahí.")
  }
  static func waitsFor(step: Int) -> Phrase {
    Phrase(
      en: "This can be checked when step \(step) is written too: go on there.",
      es: "Esto se podrá comprobar cuando también esté escrito el paso \(step): sigue ahí.")
  }
  static let wasGreen = Phrase(
    en: "It was green before you changed this block.",
    es: "Estaba en verde antes de que cambiaras este bloque.")
  static func next(_ advice: String) -> Phrase {
    Phrase(en: "Try this: \(advice)", es: "Prueba esto: \(advice)")
  }
  static func moreFindings(_ count: Int) -> Phrase {
    count == 1
      ? Phrase(
        en: "One more rule does not hold: f lists it.",
        es: "Otra regla tampoco se cumple: f la muestra.")
      : Phrase(
        en: "\(count) more rules do not hold: f lists them.",
        es: "Otras \(count) reglas tampoco se cumplen: f las muestra.")
  }
  static func findingsTitle(_ check: String) -> Phrase {
    Phrase(en: "What does not hold · \(check)", es: "Qué no se cumple · \(check)")
  }
  static func alsoBreaks(_ count: Int) -> Phrase {
    Phrase(
      en: "\(count) checks stopped for this same reason.",
      es: "\(count) comprobaciones se detuvieron por este mismo motivo.")
  }
  static let missingName = Phrase(en: "missing", es: "falta")
  static let unexpectedName = Phrase(en: "not expected", es: "sobra")
  static func mustDeclare(_ file: String) -> Phrase {
    Phrase(
      en: "The checks call these declarations of \(file); write them exactly so:",
      es: "Las comprobaciones llaman a estas declaraciones de \(file); escríbelas exactamente así:")
  }
  static func firstDifferent(_ number: Int) -> Phrase {
    Phrase(
      en: "the first that differs is number \(number)",
      es: "el primero distinto es el número \(number)")
  }
  static func moreLines(_ count: Int) -> Phrase {
    Phrase(en: "\(count) more lines", es: "\(count) líneas más")
  }
  static func slice(_ index: String, _ number: Int, of all: Int) -> Phrase {
    Phrase(en: "slice \(index) \(number)/\(all)", es: "corte \(index) \(number)/\(all)")
  }
  static func arrayNumber(_ number: Int, of all: Int) -> Phrase {
    Phrase(en: "array \(number)/\(all)", es: "tensor \(number)/\(all)")
  }
  static let parameter = Phrase(en: "parameter", es: "parámetro")
  static let trainable = Phrase(en: "trainable", es: "entrenable")
  static let frozen = Phrase(en: "frozen", es: "congelado")

  static let tooSmall = Phrase(
    en: "This window is too small.", es: "Esta ventana es demasiado pequeña.")
  static func tooSmallSizes(_ needed: String, _ found: String) -> Phrase {
    Phrase(
      en: "ByHand needs \(needed); this one is \(found).",
      es: "ByHand necesita \(needed); esta mide \(found).")
  }
  static let tooSmallNext = Phrase(
    en: "Make it larger. q quits, and --plain needs no window.",
    es: "Agrándala. q sale, y --plain no necesita ventana.")
}
