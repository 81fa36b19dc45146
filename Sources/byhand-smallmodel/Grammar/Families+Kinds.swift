/// What things are and are not, and the letters of Spanish.
extension Family {
  static let kinds = [kindFacts, kindDenials, nameFacts, letters]

  private static let animal = Noun("animal", "animal")

  private static let members: [(kind: Noun, of: [Noun])] = [
    (animal, zoo.map(\.noun)),
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
    (
      Noun("city", "ciudad", .feminine),
      [
        Noun("Madrid", "Madrid", .name, .none), Noun("Paris", "París", .name, .none),
        Noun("Rome", "Roma", .name, .none), Noun("Oslo", "Oslo", .name, .none),
        Noun("Athens", "Atenas", .name, .none), Noun("Rabat", "Rabat", .name, .none),
      ]
    ),
    (
      Noun("country", "país"),
      [
        Noun("Spain", "España", .name, .none), Noun("France", "Francia", .name, .none),
        Noun("Peru", "Perú", .name, .none), Noun("Japan", "Japón", .name, .none),
        Noun("Kenya", "Kenia", .name, .none), Noun("Cuba", "Cuba", .name, .none),
      ]
    ),
  ]

  private static let kindFacts = Family(
    "kinds",
    members.flatMap { group in group.of.map { isA($0, group.kind) } }
      + zoo.map { isA($0.noun, $0.kind) })

  /// No thing is of two kinds, other than an animal, so what is left out can be worked out from what
  /// is read.
  private static let kindDenials = Family(
    "kinds that are not", share: 0.2,
    members.flatMap { group in
      group.of.flatMap { member in
        members.map(\.kind).filter { $0 != group.kind }.map { isNotA(member, $0) }
      }
    }
      + members.flatMap { group in
        group.of.flatMap { member in
          let own = zoo.first { $0.noun == member }?.kind
          return classes.filter { $0 != own }.map { isNotA(member, $0) }
        }
      })

  private static func isA(_ member: Noun, _ kind: Noun) -> Sentence {
    Sentence("\(member.subject) is \(kind.subject).", "\(member.el) es \(kind.un).")
  }

  private static func isNotA(_ member: Noun, _ kind: Noun) -> Sentence {
    Sentence("\(member.subject) is not \(kind.subject).", "\(member.el) no es \(kind.un).")
  }

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
          Sentence("the sign \($0) is not a letter.", "el signo \($0) no es una letra."),
          Sentence("the sign \($0) belongs to Spanish.", "el signo \($0) es del español."),
        ]
      })
}
