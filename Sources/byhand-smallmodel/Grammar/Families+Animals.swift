/// What animals are, have and can do.
extension Family {
  static let animals = [legs, legQuestions, skills, sizes, sizeExclamations]

  struct Animal {
    let noun: Noun
    let legs: Int
    let kind: Noun
    let skills: Set<String>

    init(_ noun: Noun, _ kind: Noun, legs: Int, _ skills: Set<String> = []) {
      self.noun = noun
      self.kind = kind
      self.legs = legs
      self.skills = skills
    }
  }

  private static let mammal = Noun("mammal", "mamífero")
  private static let bird = Noun("bird", "ave", .feminineWithEl)
  private static let fish = Noun("fish", "pez")
  private static let insect = Noun("insect", "insecto")
  private static let reptile = Noun("reptile", "reptil")

  static let classes = [mammal, bird, fish, insect, reptile]

  static let zoo = [
    Animal(Noun("dog", "perro"), mammal, legs: 4, ["run", "jump"]),
    Animal(Noun("cat", "gato"), mammal, legs: 4, ["run", "jump"]),
    Animal(Noun("horse", "caballo"), mammal, legs: 4, ["run", "jump"]),
    Animal(Noun("cow", "vaca", .feminine), mammal, legs: 4, ["run"]),
    Animal(Noun("sheep", "oveja", .feminine), mammal, legs: 4, ["run"]),
    Animal(Noun("lion", "león"), mammal, legs: 4, ["run", "jump"]),
    Animal(Noun("mouse", "ratón"), mammal, legs: 4, ["run", "jump"]),
    Animal(Noun("elephant", "elefante"), mammal, legs: 4),
    Animal(Noun("jaguar", "jaguar"), mammal, legs: 4, ["run", "jump"]),
    Animal(Noun("whale", "ballena", .feminine), mammal, legs: 0, ["swim"]),
    Animal(Noun("eagle", "águila", .feminineWithEl), bird, legs: 2, ["fly"]),
    Animal(Noun("duck", "pato"), bird, legs: 2, ["fly", "swim"]),
    Animal(Noun("owl", "búho"), bird, legs: 2, ["fly"]),
    Animal(Noun("swan", "cisne"), bird, legs: 2, ["fly", "swim"]),
    Animal(Noun("shark", "tiburón"), fish, legs: 0, ["swim"]),
    Animal(Noun("tuna", "atún"), fish, legs: 0, ["swim"]),
    Animal(Noun("bee", "abeja", .feminine), insect, legs: 6, ["fly"]),
    Animal(Noun("ant", "hormiga", .feminine), insect, legs: 6),
    Animal(Noun("fly", "mosca", .feminine), insect, legs: 6, ["fly"]),
    Animal(Noun("butterfly", "mariposa", .feminine), insect, legs: 6, ["fly"]),
    Animal(Noun("snake", "serpiente", .feminine), reptile, legs: 0),
    Animal(Noun("crocodile", "cocodrilo"), reptile, legs: 4, ["swim"]),
  ]

  private static let legs = Family(
    "legs",
    zoo.map { animal in
      let count = animal.legs
      return Sentence(
        "\(animal.noun.subject) has \(count == 0 ? "no" : Numerals.english[count]) legs.",
        count == 0
          ? "\(animal.noun.el) no tiene patas."
          : "\(animal.noun.el) tiene \(Numerals.spanish[count]) patas.")
    })

  private static let legQuestions = Family(
    "leg questions",
    zoo.filter { $0.legs > 0 }.map { animal in
      Sentence(
        "how many legs does \(animal.noun.subject) have? \(Numerals.english[animal.legs]).",
        "¿cuántas patas tiene \(animal.noun.el)? \(Numerals.spanish[animal.legs]).")
    })

  /// What none of them can be said to do is left out: a dog swims, in its way.
  private static let skills = Family(
    "skills",
    zoo.flatMap { animal in
      [("fly", "volar"), ("swim", "nadar"), ("run", "correr"), ("jump", "saltar")].compactMap {
        skill -> Sentence? in
        let can = animal.skills.contains(skill.0)
        guard can || skill.0 == "fly" else { return nil }
        return Sentence(
          "\(animal.noun.subject) \(can ? "can" : "cannot") \(skill.0).",
          "\(animal.noun.el) \(can ? "" : "no ")puede \(skill.1).")
      }
    })

  /// The smaller first; neighbours differ beyond doubt.
  private static let bySize = [
    Noun("ant", "hormiga", .feminine), Noun("mouse", "ratón"), Noun("cat", "gato"),
    Noun("sheep", "oveja", .feminine), Noun("horse", "caballo"), Noun("elephant", "elefante"),
    Noun("whale", "ballena", .feminine),
  ]

  private static let sizes = Family(
    "sizes", share: 0.9,
    bySize.indices.flatMap { large in (0..<large).map { (bySize[large], bySize[$0]) } }
      .flatMap { large, small in
        [
          Sentence(
            "\(large.subject) is bigger than \(small.subject).",
            "\(large.un) es más grande que \(small.un)."),
          Sentence(
            "\(small.subject) is smaller than \(large.subject).",
            "\(small.un) es más \(tiny.agreeing(with: small)) que \(large.un)."),
        ]
      })

  private static let tiny = Adjective("small", "pequeño", "pequeña")

  private static let sizeExclamations = Family(
    "size exclamations",
    bySize.prefix(2).map { noun in
      Sentence(
        "how small \(noun.subject) is!", "¡qué \(tiny.agreeing(with: noun)) es \(noun.el)!")
    }
      + bySize.suffix(2).map { noun in
        Sentence("how big \(noun.subject) is!", "¡qué grande es \(noun.el)!")
      })
}
