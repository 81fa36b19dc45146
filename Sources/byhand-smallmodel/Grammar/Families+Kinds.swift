/// What things are and are not, and the letters of Spanish.
extension Family {
  static let kinds = [kindFacts, nameFacts, letters]

  private static let members: [(kind: Noun, of: [Noun])] = [
    (Noun("animal", "animal"), zoo.prefix(6).map(\.noun)),
    (
      Noun("fruit", "fruta", .feminine),
      [
        Noun("apple", "manzana", .feminine), Noun("pear", "pera", .feminine),
        Noun("orange", "naranja", .feminine), Noun("lemon", "limón"),
        Noun("banana", "plátano"), Noun("strawberry", "fresa", .feminine),
      ]
    ),
    (
      Noun("colour", "color"),
      palette.map { Noun($0.english, $0.masculine, .masculine, .none) }
    ),
    (
      Noun("number", "número"),
      (2...7).map { Noun(Numerals.english[$0], Numerals.spanish[$0], .masculine, .none) }
    ),
    (Noun("day", "día"), dayNames),
  ]

  private static let kindFacts = Family(
    "kinds", share: 0.8,
    members.flatMap { group in
      group.of.flatMap { member in
        members.map(\.kind).map { kind in
          let isIt = kind == group.kind
          return Sentence(
            "\(member.subject) is \(isIt ? "" : "not ")\(kind.subject).",
            "\(member.el) \(isIt ? "" : "no ")es \(kind.un).")
        }
      }
    })

  /// Their letters are all that the English text has of Spanish.
  private static let names = [
    "José", "Inés", "María", "Ramón", "Raúl", "Begoña", "Íñigo", "Óscar", "Ángel", "Úrsula",
    "Élida", "Andrés", "Zoe", "Quique", "Félix", "Wendy", "Xenia", "Yago",
  ]

  private static let nameFacts = Family(
    "names",
    names.map { Sentence("\($0) is a name.", "\($0) es un nombre.") }
      + names.indices.map { index in
        let (one, other) = (names[index], names[(index + 1) % names.count])
        return Sentence("\(one) and \(other) are names.", "\(one) \(and(other)) son nombres.")
      })

  /// `y Raúl`, `e Inés`
  private static func and(_ name: String) -> String {
    ["I", "Í"].contains(name.prefix(1)) ? "e \(name)" : "y \(name)"
  }

  private static let letters = Family(
    "letters",
    ["á", "é", "í", "ó", "ú", "ñ"].map {
      Sentence("the letter \($0) is used in Spanish.", "la letra \($0) se usa en español.")
    }
      + ["¿", "¡"].flatMap {
        [
          Sentence("the sign \($0) is used in Spanish.", "el signo \($0) se usa en español."),
          Sentence("\($0) is not a letter.", "\($0) no es una letra."),
          Sentence("\($0) is a sign.", "\($0) es un signo."),
        ]
      })
}
