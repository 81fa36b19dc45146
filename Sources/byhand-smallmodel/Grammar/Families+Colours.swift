/// Colours, and opposites.
extension Family {
  static let colours = [colourFacts, colourQuestions, colourExclamations, paints, opposites]

  static let palette = [
    Adjective("red", "rojo", "roja"), Adjective("blue", "azul"), Adjective("green", "verde"),
    Adjective("yellow", "amarillo", "amarilla"), Adjective("white", "blanco", "blanca"),
    Adjective("black", "negro", "negra"),
  ]
  private static let (red, blue, green) = (palette[0], palette[1], palette[2])
  private static let (yellow, white, black) = (palette[3], palette[4], palette[5])

  /// A thing, its colour, and colours that it never has: an unripe lemon is green.
  private struct Painted {
    let noun: Noun
    let colour: Adjective
    let never: [Adjective]

    init(_ noun: Noun, _ colour: Adjective, never: [Adjective]) {
      self.noun = noun
      self.colour = colour
      self.never = never
    }
  }

  private static let things = [
    Painted(
      Noun("snow", "nieve", .feminine, .none), white, never: [red, blue, green, yellow, black]),
    Painted(
      Noun("milk", "leche", .feminine, .none), white, never: [red, blue, green, yellow, black]),
    Painted(Noun("flour", "harina", .feminine, .none), white, never: [red, blue, green, black]),
    Painted(Noun("salt", "sal", .feminine, .none), white, never: [blue, green]),
    Painted(Noun("swan", "cisne"), white, never: [red, blue, green, yellow]),
    Painted(
      Noun("coal", "carbón", .masculine, .none), black, never: [white, red, blue, green, yellow]),
    Painted(Noun("grass", "hierba", .feminine, .none), green, never: [blue, black, white]),
    Painted(Noun("cucumber", "pepino"), green, never: [blue, red, black]),
    Painted(
      Noun("blood", "sangre", .feminine, .none), red, never: [blue, green, yellow, white, black]),
    Painted(Noun("tomato", "tomate"), red, never: [blue, white]),
    Painted(Noun("strawberry", "fresa", .feminine), red, never: [blue, black]),
    Painted(Noun("sky", "cielo", .masculine, .the), blue, never: [green]),
    Painted(Noun("sea", "mar", .masculine, .the), blue, never: [red, yellow]),
    Painted(Noun("lemon", "limón"), yellow, never: [red, blue, black]),
    Painted(Noun("banana", "plátano"), yellow, never: [blue]),
    Painted(Noun("gold", "oro", .masculine, .none), yellow, never: [blue, black]),
  ]

  private static let colourFacts = Family(
    "colours",
    things.flatMap { thing in
      [
        Sentence(
          "\(thing.noun.subject) is \(thing.colour.english).",
          "\(thing.noun.el) es \(thing.colour.agreeing(with: thing.noun)).")
      ]
        + thing.never.map { colour in
          Sentence(
            "\(thing.noun.subject) is not \(colour.english).",
            "\(thing.noun.el) no es \(colour.agreeing(with: thing.noun)).")
        }
    })

  private static let colourQuestions = Family(
    "colour questions",
    things.map { thing in
      Sentence(
        "what colour is \(thing.noun.subject)? \(thing.colour.english).",
        "¿de qué color es \(thing.noun.el)? \(thing.colour.agreeing(with: thing.noun)).")
    })

  private static let colourExclamations = Family(
    "colour exclamations",
    things.map { thing in
      Sentence(
        "how \(thing.colour.english) \(thing.noun.subject) is!",
        "¡qué \(thing.colour.agreeing(with: thing.noun)) es \(thing.noun.el)!")
    })

  private static let paints = Family(
    "paints",
    [
      Sentence("blue and yellow make green.", "el azul y el amarillo dan verde."),
      Sentence("yellow and blue make green.", "el amarillo y el azul dan verde."),
      Sentence("black and white make grey.", "el negro y el blanco dan gris."),
      Sentence("white and black make grey.", "el blanco y el negro dan gris."),
    ])

  private static let opposites = Family(
    "opposites",
    [
      ("big", "grande", "small", "pequeño"), ("hot", "caliente", "cold", "frío"),
      ("full", "lleno", "empty", "vacío"), ("new", "nuevo", "old", "viejo"),
      ("fast", "rápido", "slow", "lento"), ("dry", "seco", "wet", "mojado"),
      ("clean", "limpio", "dirty", "sucio"), ("easy", "fácil", "difficult", "difícil"),
      ("strong", "fuerte", "weak", "débil"), ("first", "primero", "last", "último"),
      ("open", "abierto", "closed", "cerrado"), ("long", "largo", "short", "corto"),
    ].flatMap { pair in
      [
        Sentence(
          "\(pair.0) is the opposite of \(pair.2).", "\(pair.1) es lo contrario de \(pair.3)."),
        Sentence(
          "\(pair.2) is the opposite of \(pair.0).", "\(pair.3) es lo contrario de \(pair.1)."),
      ]
    })
}
