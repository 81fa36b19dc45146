/// Capitals, countries and continents.
extension Family {
  static let places = [capitals, capitalQuestions, cities, continents]

  struct Country {
    let english: String
    let spanish: String
    /// In English and in Spanish.
    let capital: (String, String)
    let continent: (String, String)
  }

  private static let europe = ("Europe", "Europa")
  private static let america = ("America", "América")
  private static let asia = ("Asia", "Asia")
  private static let africa = ("Africa", "África")

  static let atlas = [
    country("Spain", "España", ("Madrid", "Madrid"), europe),
    country("France", "Francia", ("Paris", "París"), europe),
    country("Italy", "Italia", ("Rome", "Roma"), europe),
    country("Portugal", "Portugal", ("Lisbon", "Lisboa"), europe),
    country("Greece", "Grecia", ("Athens", "Atenas"), europe),
    country("Austria", "Austria", ("Vienna", "Viena"), europe),
    country("Ireland", "Irlanda", ("Dublin", "Dublín"), europe),
    country("Norway", "Noruega", ("Oslo", "Oslo"), europe),
    country("Peru", "Perú", ("Lima", "Lima"), america),
    country("Chile", "Chile", ("Santiago", "Santiago"), america),
    country("Colombia", "Colombia", ("Bogotá", "Bogotá"), america),
    country("Cuba", "Cuba", ("Havana", "La Habana"), america),
    country("Uruguay", "Uruguay", ("Montevideo", "Montevideo"), america),
    country("Japan", "Japón", ("Tokyo", "Tokio"), asia),
    country("Iran", "Irán", ("Tehran", "Teherán"), asia),
    country("Kenya", "Kenia", ("Nairobi", "Nairobi"), africa),
    country("Ghana", "Ghana", ("Accra", "Acra"), africa),
    country("Uganda", "Uganda", ("Kampala", "Kampala"), africa),
    country("Morocco", "Marruecos", ("Rabat", "Rabat"), africa),
  ]

  private static func country(
    _ english: String, _ spanish: String, _ capital: (String, String),
    _ continent: (String, String)
  ) -> Country {
    Country(english: english, spanish: spanish, capital: capital, continent: continent)
  }

  private static let capitals = Family(
    "capitals",
    atlas.map { place in
      Sentence(
        "\(place.capital.0) is the capital of \(place.english).",
        "\(place.capital.1) es la capital de \(place.spanish).")
    })

  private static let capitalQuestions = Family(
    "capital questions",
    atlas.map { place in
      Sentence(
        "what is the capital of \(place.english)? \(place.capital.0).",
        "¿cuál es la capital de \(place.spanish)? \(place.capital.1).")
    })

  private static let cities = Family(
    "cities",
    atlas.map { place in
      Sentence(
        "\(place.capital.0) is in \(place.english).",
        "\(place.capital.1) está en \(place.spanish).")
    })

  private static let continents = Family(
    "continents", share: 0.9,
    atlas.flatMap { place in
      [europe, america, asia, africa].map { continent in
        let isIt = continent.0 == place.continent.0
        return Sentence(
          "\(place.english) is \(isIt ? "" : "not ")in \(continent.0).",
          "\(place.spanish) \(isIt ? "" : "no ")está en \(continent.1).")
      }
    })
}
