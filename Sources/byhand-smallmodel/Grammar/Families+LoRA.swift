/// What the lesson is about.
extension Family {
  static let lora = [facts, roles, roleQuestions, shapes, scales, counts]

  private static let facts = Family(
    "facts",
    [
      Sentence("what learns? the adapter.", "¿qué aprende? el adaptador."),
      Sentence("only A and B are trained.", "solo se entrenan A y B."),
      Sentence("A and B are thin matrices.", "A y B son matrices finas."),
      Sentence("the adapter has two matrices.", "el adaptador tiene dos matrices."),
      Sentence("how small the adapter is!", "¡qué pequeño es el adaptador!"),
      Sentence("the rank is small.", "el rango es pequeño."),
      Sentence("a small rank saves memory.", "un rango pequeño ahorra memoria."),
      Sentence("A starts with random numbers.", "A empieza con números al azar."),
      Sentence("the base keeps its weights.", "la base conserva sus pesos."),
      Sentence("the optimizer moves A and B.", "el optimizador mueve A y B."),
      Sentence("the loss goes down.", "la pérdida baja."),
      Sentence("the adapter learns and the base does not.", "el adaptador aprende y la base no."),
      Sentence("merging keeps the output.", "fusionar conserva la salida."),
      Sentence("after merging, B is zero.", "después de fusionar, B es cero."),
      Sentence(
        "at the start, the adapter adds nothing.", "al principio, el adaptador no suma nada."),
      Sentence("the scale is alpha over the rank.", "la escala es alfa entre el rango."),
      Sentence(
        "a gradient has the shape of its weight.", "un gradiente tiene la forma de su peso."),
      Sentence("a matrix has rows and columns.", "una matriz tiene filas y columnas."),
      Sentence("a vector has one row.", "un vector tiene una fila."),
      Sentence("the identity changes nothing.", "la identidad no cambia nada."),
      Sentence("zero times a matrix is zero.", "cero por una matriz es cero."),
      Sentence(
        "the product of two matrices is a matrix.", "el producto de dos matrices es una matriz."),
      Sentence("a weight is a number.", "un peso es un número."),
      Sentence("the model writes letter by letter.", "el modelo escribe letra a letra."),
      Sentence("the model reads and writes.", "el modelo lee y escribe."),
      Sentence("the file of an adapter is small.", "el archivo de un adaptador es pequeño."),
      Sentence("learning is changing the weights.", "aprender es cambiar los pesos."),
      Sentence("every matrix has a rank.", "toda matriz tiene un rango."),
      Sentence("a student writes the adapter.", "un estudiante escribe el adaptador."),
    ])

  /// A part of the layer, and what holds of it.
  private struct Part {
    let name: (String, String)
    let holds: Set<Claim>
  }

  private enum Claim: CaseIterable {
    case isFrozen, learns, startsAtZero, isMatrix, isSmall
  }

  private static let layer = [
    Part(name: ("the base", "la base"), holds: [.isFrozen]),
    Part(name: ("A", "A"), holds: [.learns, .isMatrix, .isSmall]),
    Part(name: ("B", "B"), holds: [.learns, .isMatrix, .isSmall, .startsAtZero]),
    Part(name: ("the adapter", "el adaptador"), holds: [.learns, .isSmall]),
  ]

  private static let claims = layer.flatMap { part in Claim.allCases.map { (part, $0) } }
    // A base is a matrix and more: nothing is said of that.
    .filter { $0.1 != .isMatrix || $0.0.holds.contains(.isMatrix) }

  private static let roles = Family(
    "roles",
    claims.map { part, claim in
      let (holds, (en, es)) = (part.holds.contains(claim), part.name)
      let (isIt, no) = (holds ? "is" : "is not", holds ? "" : "no ")
      return switch claim {
      case .isFrozen: Sentence("\(en) \(isIt) frozen.", "\(es) \(no)está \(frozen(part)).")
      case .learns: Sentence("\(en) \(holds ? "learns" : "does not learn").", "\(es) \(no)aprende.")
      case .startsAtZero:
        Sentence(
          "\(en) \(holds ? "starts" : "does not start") at zero.", "\(es) \(no)empieza en cero.")
      case .isMatrix: Sentence("\(en) \(isIt) a matrix.", "\(es) \(no)es una matriz.")
      case .isSmall: Sentence("\(en) \(isIt) small.", "\(es) \(no)es \(small(part)).")
      }
    })

  private static let roleQuestions = Family(
    "role questions",
    claims.map { part, claim in
      let (holds, (en, es)) = (part.holds.contains(claim), part.name)
      let (yes, answer) = holds ? ("yes", "sí") : ("no", "no")
      return switch claim {
      case .isFrozen:
        Sentence("is \(en) frozen? \(yes).", "¿está \(frozen(part)) \(es)? \(answer).")
      case .learns: Sentence("does \(en) learn? \(yes).", "¿aprende \(es)? \(answer).")
      case .startsAtZero:
        Sentence("does \(en) start at zero? \(yes).", "¿empieza \(es) en cero? \(answer).")
      case .isMatrix: Sentence("is \(en) a matrix? \(yes).", "¿es \(es) una matriz? \(answer).")
      case .isSmall: Sentence("is \(en) small? \(yes).", "¿es \(small(part)) \(es)? \(answer).")
      }
    })

  /// A, B and the base are matrices, which are feminine.
  private static func frozen(_ part: Part) -> String {
    part.name.1.hasPrefix("el ") ? "congelado" : "congelada"
  }
  private static func small(_ part: Part) -> String {
    part.name.1.hasPrefix("el ") ? "pequeño" : "pequeña"
  }

  private static let ranks = Array(1...12)

  /// A is [r, in] and B is [out, r].
  private static let shapes = Family(
    "shapes",
    ranks.flatMap { r in
      let (en, es) = (Numerals.english[r], Numerals.spanish[r])
      return [
        Sentence(
          "with rank \(en), A has \(Numerals.english(r, "row", "rows")).",
          "con rango \(es), A tiene \(Numerals.spanish(r, "fila", "filas", .feminine))."),
        Sentence(
          "with rank \(en), B has \(Numerals.english(r, "column", "columns")).",
          "con rango \(es), B tiene \(Numerals.spanish(r, "columna", "columnas", .feminine))."),
      ]
    })

  /// α/r, where it is a whole number.
  private static let scales = Family(
    "scales",
    (1...6).flatMap { r in (1...4).map { (r, $0) } }.filter { $0.0 * $0.1 <= 12 }.map { r, scale in
      let alpha = r * scale
      return Sentence(
        "alpha \(Numerals.english[alpha]) and rank \(Numerals.english[r]) give scale "
          + "\(Numerals.english[scale]).",
        "alfa \(Numerals.spanish[alpha]) y rango \(Numerals.spanish[r]) dan escala "
          + "\(Numerals.spanish[scale]).")
    })

  private static let counts = Family(
    "counts",
    (2...5).flatMap { rows in (2...10).map { (rows, $0) } }.filter { $0.0 * $0.1 <= 20 }
      .map { rows, columns in
        let (en, es) = (Numerals.english, Numerals.spanish)
        return Sentence(
          "\(en[rows]) rows of \(en[columns]) numbers are \(en[rows * columns]) numbers.",
          "\(es[rows]) filas de \(es[columns]) números son \(es[rows * columns]) números.")
      })
}
