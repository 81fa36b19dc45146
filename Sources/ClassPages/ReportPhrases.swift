import LessonPacks

/// The words of the report, but for those of the lesson.
extension Phrase {
  static let aClass = Phrase(en: "A class, graded", es: "Una clase, corregida")
  static let rows = Phrase(en: "in the class", es: "en la clase")
  static let graded = Phrase(en: "graded", es: "con nota")
  static let green = Phrase(en: "all green", es: "todo en verde")
  static let ungraded = Phrase(en: "not graded", es: "sin nota")
  static let absent = Phrase(en: "nothing handed in", es: "sin entrega")
  static let late = Phrase(en: "late", es: "con retraso")
  static let median = Phrase(en: "median", es: "mediana")
  static let quartiles = Phrase(en: "middle half", es: "mitad central")

  static let distribution = Phrase(en: "How the marks lie", es: "Cómo se reparten las notas")
  static let distributionLead = Phrase(
    en: "Submissions in each ten percent; those with everything stand apart, at 100.",
    es: "Entregas en cada diez por ciento; las que lo tienen todo van aparte, en 100.")
  static let misconceptions = Phrase(en: "What the class believes", es: "Qué cree la clase")
  static let misconceptionsLead = Phrase(
    en:
      "Mistakes that the lesson knows, by what the checks showed, the commonest first. The example is "
      + "one student's code without comments; nobody is named in it.",
    es: "Errores que la lección conoce, según lo que mostraron las comprobaciones; primero el más "
      + "frecuente. El ejemplo es código de un estudiante, sin comentarios ni nombres.")
  static let noMisconception = Phrase(
    en: "No file looks like a mistake that the lesson knows.",
    es: "Ningún archivo se parece a un error que la lección conozca.")
  static let lessonSays = Phrase(en: "The lesson says", es: "La lección dice")
  static let example = Phrase(en: "An example", es: "Un ejemplo")
  static let whoHasIt = Phrase(en: "Who has it", es: "Quién lo tiene")
  static let unnamed = Phrase(
    en: "Red without a known mistake", es: "En rojo sin un error conocido")
  static let passRates = Phrase(en: "What holds", es: "Qué se cumple")
  static let passRatesLead = Phrase(
    en: "Of the files that could be run, how many pass each block and each check.",
    es: "De los archivos que se pudieron ejecutar, cuántos cumplen cada bloque y cada comprobación."
  )
  static let hidden = Phrase(en: "hidden", es: "oculta")
  static let stuck = Phrase(en: "Who is stuck, and where", es: "Quién se ha atascado, y dónde")
  static let stuckLead = Phrase(
    en: "By the block of the first check that does not hold.",
    es: "Por el bloque de la primera comprobación que no se cumple.")
  static let notBuilt = Phrase(
    en: "The file could not be run", es: "El archivo no se pudo ejecutar")
  static let notBegun = Phrase(
    en: "It runs, and nothing of it counts yet", es: "Se ejecuta, y aún no cuenta nada")
  static let finished = Phrase(en: "Everything holds", es: "Todo se cumple")
  static let resubmissions = Phrase(en: "Handed in again", es: "Entregado de nuevo")
  static let resubmissionsLead = Phrase(
    en: "Each line is a student with more than one graded file, from the first to the last.",
    es: "Cada línea es un estudiante con más de un archivo corregido, del primero al último.")
  static let withoutGrade = Phrase(en: "Without a grade", es: "Sin nota")
  static let madeWith = Phrase(
    en:
      "Made by ByHand. This page loads nothing and runs nothing. It names students: keep it among those "
      + "who grade.",
    es:
      "Hecho por ByHand. Esta página no carga ni ejecuta nada. Nombra a estudiantes: que quede entre "
      + "quienes corrigen.")

  static func share(_ count: Int, _ all: Int) -> Phrase {
    let percent = all > 0 ? (200 * count + all) / (2 * all) : 0
    return Phrase(
      en: "\(count) of \(all), \(percent) %", es: "\(count) de \(all), \(percent) %")
  }
}
