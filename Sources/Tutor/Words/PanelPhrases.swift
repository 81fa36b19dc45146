import LessonPacks

/// What the panels over the screen say.
extension Phrase {
  static let helpTitle = Phrase(en: "Help", es: "Ayuda")
  static func hintTitle(_ number: Int, of all: Int, block: String) -> Phrase {
    Phrase(
      en: "Hint \(number) of \(all) · block \(block)",
      es: "Pista \(number) de \(all) · bloque \(block)")
  }
  static func stepHintTitle(_ number: Int, of all: Int, step: Int) -> Phrase {
    Phrase(
      en: "Step \(step), hint \(number) of \(all)", es: "Paso \(step), pista \(number) de \(all)")
  }
  static func blockHintTitle(_ number: Int, of all: Int, block: String) -> Phrase {
    Phrase(
      en: "Block \(block), hint \(number) of \(all)",
      es: "Bloque \(block), pista \(number) de \(all)")
  }
  static func hintedSteps(_ steps: [Int]) -> Phrase {
    let list = steps.map(String.init).joined(separator: ", ")
    return Phrase(
      en: "Steps with hints of their own: \(list).", es: "Pasos con pistas propias: \(list).")
  }
  /// Ends a sentence that says how to ask for them.
  static func hintsOfStep(_ step: Int) -> Phrase {
    Phrase(en: "for those of step \(step).", es: "para ver las del paso \(step).")
  }
  static func questionTitle(_ number: Int, of all: Int, block: String) -> Phrase {
    Phrase(
      en: "Prediction \(number) of \(all) · block \(block)",
      es: "Predicción \(number) de \(all) · bloque \(block)")
  }
  static let questionPress = Phrase(
    en: "Press the number of your answer. The checks run whatever you answer.",
    es: "Pulsa el número de tu respuesta. Las comprobaciones se ejecutan igualmente.")
  static let questionType = Phrase(
    en: "Type the number of your answer.", es: "Escribe el número de tu respuesta.")
  static let questionRight = Phrase(en: "Right.", es: "Correcto.")
  static func questionWrong(_ right: String) -> Phrase {
    Phrase(en: "Not quite: \(right)", es: "No del todo: \(right)")
  }
  static func solutionTitle(_ file: String, block: String) -> Phrase {
    Phrase(
      en: "Solution of block \(block) · \(file) · read-only",
      es: "Solución del bloque \(block) · \(file) · solo lectura")
  }
  static let solutionLoading = Phrase(en: "Reading the solution …", es: "Leyendo la solución …")
  static let compareLegend = Phrase(en: "- yours   + the solution", es: "- el tuyo   + la solución")
  static let compareSame = Phrase(
    en: "Your file has the solution, line by line.",
    es: "Tu archivo es la solución, línea por línea.")
  static let keyTitle = Phrase(en: "Instructor's key", es: "Clave de instructor")
  static let keyTyping = Phrase(
    en: "Type or paste the key and press Enter. It opens the solution of this block.",
    es: "Escribe o pega la clave y pulsa Intro. Abre la solución de este bloque.")
  static let notesTitle = Phrase.same("notes.md")
  static let notesNone = Phrase(
    en:
      "notes.md does not exist yet: it is written with the first measured value. The rest of it is "
      + "for your own words.",
    es: "notes.md aún no existe: se escribe con el primer valor medido. El resto es para tus "
      + "propias palabras.")
  static func theoryTitle(_ number: Int, of all: Int, _ title: String) -> Phrase {
    Phrase(
      en: "Theory \(number) of \(all) · \(title)", es: "Teoría \(number) de \(all) · \(title)")
  }
  static func outputTitle(_ check: String) -> Phrase {
    Phrase(en: "What it printed · \(check)", es: "Lo que imprimió · \(check)")
  }
  static let finaleCompiling = Phrase(en: "Compiling …", es: "Compilando …")
  static let finishTitle = Phrase(en: "Every check is green", es: "Todo está en verde")
  static let finishMeasured = Phrase(en: "Measured", es: "Medido")
  static let finishLeft = Phrase(en: "What is left", es: "Qué queda")
  static func finishNothing(_ asking: Asking) -> Phrase {
    Phrase(
      en:
        "Nothing: you have finished the lesson. Add to notes.md, in your own words, what surprised "
        + "you",
      es: "Nada: has terminado la lección. Añade a notes.md, con tus palabras, qué te sorprendió"
    )
    .ended(asking.showsNotes)
  }
  static func finishNotes(_ asking: Asking) -> Phrase {
    Phrase(
      en: "notes.md does not have all values yet", es: "notes.md aún no tiene todos los valores"
    )
    .ended(asking.showsNotes)
  }
  static let finishStrict = Phrase(
    en: "This lesson has no strict-mode check.", es: "Esta lección no tiene comprobación estricta.")
  static let apiTitle = Phrase(
    en: "TensorKit, and what PyTorch calls it", es: "TensorKit, y cómo lo llama PyTorch")
  static let apiFilter = Phrase(en: "Type to search:", es: "Escribe para buscar:")
  static let apiLoading = Phrase(
    en: "Reading TensorKit's declarations …", es: "Leyendo las declaraciones de TensorKit …")
  static func apiNone(_ typed: String) -> Phrase {
    Phrase(en: "Nothing is called “\(typed)”.", es: "Nada se llama «\(typed)».")
  }
  static let playTitle = Phrase(
    en: "Playground · Play.swift · nothing here is checked",
    es: "Pruebas · Play.swift · aquí no se comprueba nada")
  static func playIdle(_ asking: Asking) -> Phrase {
    asking == .keys
      ? Phrase(
        en: "Save Play.swift to run it. e opens it in your editor.",
        es: "Guarda Play.swift para ejecutarlo. e lo abre en tu editor.")
      : Phrase(
        en: "Save Playground/Play.swift, in this lesson's folder, to run it again.",
        es: "Guarda Playground/Play.swift, en la carpeta de esta lección, para ejecutarlo otra vez."
      )
  }
  static let playRunning = Phrase(en: "Running …", es: "Ejecutando …")

  static let marks = Phrase(en: "Marks", es: "Marcas")
  static let markPassed = Phrase(en: "holds", es: "se cumple")
  static let markWrong = Phrase(
    en: "wrong: it ran, and something does not hold", es: "mal: se ejecutó, y algo no se cumple")
  static let markBroken = Phrase(
    en: "could not run: it does not compile, crashed, timed out or printed too much",
    es: "no se pudo ejecutar: no compila, se detuvo, tardó demasiado o imprimió demasiado")
  static let markNotBegun = Phrase(en: "not begun", es: "sin empezar")
  static let markRunning = Phrase(en: "running", es: "en marcha")
  static let mouse = Phrase(
    en: "A click selects, the wheel scrolls. Hold Shift and drag to select text with the mouse.",
    es: "Un clic selecciona, la rueda desplaza. Mantén Mayús y arrastra para seleccionar texto.")
  static func yourFile(_ path: String) -> Phrase {
    Phrase(en: "Your file: \(path)", es: "Tu archivo: \(path)")
  }
  static let completion = Phrase(
    en: "Your folder is a Swift package, so an editor with Swift support completes names in it. "
      + "Completion needs an index: run `swift build` once in that folder (about 90 s). `byhand "
      + "doctor` says whether it is there.",
    es:
      "Tu carpeta es un paquete de Swift: un editor con soporte de Swift completa los nombres. Para "
      + "eso hace falta un índice: ejecuta una vez `swift build` en esa carpeta (unos 90 s). `byhand "
      + "doctor` dice si ya existe.")
}

extension Asking {
  fileprivate var showsNotes: Phrase {
    switch self {
    case .keys: Phrase(en: "n shows it", es: "n lo muestra")
    case .words: Phrase(en: "type notes to see it", es: "escribe notas para verlo")
    case .commands: Phrase(en: "`byhand notes` shows it", es: "`byhand notes` lo muestra")
    }
  }
}

extension Phrase {
  /// A clause, a semicolon, another clause and the full stop.
  fileprivate func ended(_ last: Phrase) -> Phrase {
    Phrase { "\(self[$0]); \(last[$0])." }
  }
}
