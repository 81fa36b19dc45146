import LessonPacks

extension Phrase {
  static let aLesson = Phrase(
    en: "Machine-learning layers, written by hand in Swift",
    es: "Capas de aprendizaje automático, escritas a mano en Swift")
  static let checksGreen = Phrase(en: "checks green", es: "comprobaciones en verde")
  static let timeSpent = Phrase(en: "at work", es: "de trabajo")
  static let predictionsHeld = Phrase(en: "predictions that held", es: "predicciones acertadas")
  static let runsOfChecks = Phrase(
    en: "runs of the checks", es: "ejecuciones de las comprobaciones")
  static let madeWith = Phrase(
    en: "Made with ByHand, which checks on numbers the layers that its students write.",
    es: "Hecho con ByHand, que comprueba con números las capas que escriben sus estudiantes.")

  static let notes = Phrase(en: "In my own words", es: "Con mis palabras")
  static let measured = Phrase(en: "What was measured", es: "Lo que se ha medido")
  static let code = Phrase(en: "The code", es: "El código")

  static let predictions = Phrase(en: "Predictions", es: "Predicciones")
  static let predictionsLead = Phrase(
    en: "Each is the first answer that was given to its question.",
    es: "Cada una es la primera respuesta que se dio a su pregunta.")
  static let itHeld = Phrase(en: "It held.", es: "Se cumplió.")
  static let itDidNotHold = Phrase(en: "It did not hold. It is:", es: "No se cumplió. Es:")

  static let struggles = Phrase(en: "What took longest", es: "Lo que más costó")
  static let strugglesLead = Phrase(
    en: "The checks that stayed red for longest, and what their numbers looked like the last time "
      + "they were red.",
    es:
      "Las comprobaciones que más tiempo estuvieron en rojo, y cómo eran sus números la última vez "
      + "que lo estaban.")
  static func wasRed(_ time: String) -> Phrase {
    Phrase(en: "Green after \(time) of work", es: "En verde tras \(time) de trabajo")
  }
  static func stillRed(_ time: String) -> Phrase {
    Phrase(en: "Red for \(time) of work so far", es: "En rojo desde hace \(time) de trabajo")
  }
  static func block(_ id: String) -> Phrase { Phrase(en: "block \(id)", es: "bloque \(id)") }
  static func step(_ number: Int) -> Phrase { Phrase(en: "step \(number)", es: "paso \(number)") }

  static func yours(_ name: String) -> Phrase { Phrase(en: "\(name), mine", es: "\(name), lo mío") }
  static let reference = Phrase(en: "reference", es: "referencia")
  static let difference = Phrase(en: "difference", es: "diferencia")
  static func heatmap(_ name: String, rows: Int, columns: Int, limit: String) -> Phrase {
    Phrase(
      en: "Heatmap of \(name): \(rows) rows, \(columns) columns, values up to \(limit)",
      es: "Mapa de calor de \(name): \(rows) filas, \(columns) columnas, valores hasta \(limit)")
  }
  static func shape(_ extents: String, isPooled: Bool, slice: Int?) -> Phrase {
    var parts = [Phrase(en: "Shape \(extents).", es: "Forma \(extents).")]
    if let slice {
      parts.append(
        Phrase(
          en: "Shown is matrix \(slice), the one with the largest difference.",
          es: "Se muestra la matriz \(slice), la de mayor diferencia."))
    }
    if isPooled {
      parts.append(
        Phrase(
          en: "Each cell is the strongest of the numbers that it stands for.",
          es: "Cada celda es el más fuerte de los números a los que representa."))
    }
    return Phrase { language in parts.map { $0[language] }.joined(separator: " ") }
  }
  static let legend = Phrase(
    en: "Blue is below zero and orange above; zero is the ground, × is no number.",
    es: "Azul es menor que cero y naranja mayor; cero es el fondo, × no es un número.")
  static let legendLabel = Phrase(
    en: "The scale, from negative to positive", es: "La escala, de negativo a positivo")

  static let finale = Phrase(en: "The finale", es: "El final")
  static let before = Phrase(en: "Before the training", es: "Antes de entrenar")
  static let after = Phrase(en: "After it", es: "Después")
  static func trainedModel(_ model: String, _ time: String) -> Phrase {
    Phrase(
      en: "This code ran in \(model), for \(time).",
      es: "Este código se ha ejecutado en \(model), durante \(time).")
  }
  static func trainedSmall(_ time: String) -> Phrase {
    Phrase(
      en: "This code ran in the lesson's small GPT, for \(time).",
      es: "Este código se ha ejecutado en el GPT pequeño de la lección, durante \(time).")
  }
  static func losses(steps: String, from first: String, to last: String) -> Phrase {
    Phrase(
      en: "Loss over \(steps) steps: from \(first) to \(last)",
      es: "Pérdida en \(steps) pasos: de \(first) a \(last)")
  }
  static func stillKnows(_ share: String) -> Phrase {
    Phrase(
      en: "of what it knew before it still knows \(share)",
      es: "de lo que sabía antes aún sabe \(share)")
  }
}
