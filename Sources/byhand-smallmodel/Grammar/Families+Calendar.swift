/// Days, months and seasons.
extension Family {
  static let calendar = [days, months, seasons]

  static let dayNames = [
    Noun("Monday", "lunes", .masculine, .none), Noun("Tuesday", "martes", .masculine, .none),
    Noun("Wednesday", "miércoles", .masculine, .none),
    Noun("Thursday", "jueves", .masculine, .none), Noun("Friday", "viernes", .masculine, .none),
    Noun("Saturday", "sábado", .masculine, .none), Noun("Sunday", "domingo", .masculine, .none),
  ]

  static let monthNames = [
    ("January", "enero"), ("February", "febrero"), ("March", "marzo"), ("April", "abril"),
    ("May", "mayo"), ("June", "junio"), ("July", "julio"), ("August", "agosto"),
    ("September", "septiembre"), ("October", "octubre"), ("November", "noviembre"),
    ("December", "diciembre"),
  ]

  private static let ordinals = [
    ("first", "primer"), ("second", "segundo"), ("third", "tercer"), ("fourth", "cuarto"),
    ("fifth", "quinto"), ("sixth", "sexto"), ("seventh", "séptimo"), ("eighth", "octavo"),
    ("ninth", "noveno"), ("tenth", "décimo"), ("eleventh", "undécimo"),
    ("twelfth", "duodécimo"),
  ]

  private static let days = Family(
    "days",
    dayNames.indices.flatMap { index in
      let (day, next) = (dayNames[index], dayNames[(index + 1) % 7])
      return [
        Sentence(
          "the day after \(day.english) is \(next.english).",
          "el día después \(day.del) es \(next.el)."),
        Sentence(
          "the day before \(next.english) is \(day.english).",
          "el día anterior al \(next.spanish) es \(day.el)."),
        Sentence(
          "if today is \(day.english), tomorrow is \(next.english).",
          "si hoy es \(day.spanish), mañana es \(next.spanish)."),
        Sentence(
          "if today is \(next.english), yesterday was \(day.english).",
          "si hoy es \(next.spanish), ayer fue \(day.spanish)."),
        Sentence(
          "what day comes after \(day.english)? \(next.english).",
          "¿qué día va después \(day.del)? \(next.el)."),
      ]
    })

  private static let months = Family(
    "months",
    monthNames.indices.flatMap { index in
      let (month, next) = (monthNames[index], monthNames[(index + 1) % 12])
      return [
        Sentence(
          "\(month.0) is the \(ordinals[index].0) month of the year.",
          "\(month.1) es el \(ordinals[index].1) mes del año."),
        Sentence(
          "the month after \(month.0) is \(next.0).",
          "el mes después de \(month.1) es \(next.1)."),
      ]
    })

  private static let seasons = Family(
    "seasons",
    [
      Sentence("summer comes after spring.", "el verano va después de la primavera."),
      Sentence("autumn comes after summer.", "el otoño va después del verano."),
      Sentence("winter comes after autumn.", "el invierno va después del otoño."),
      Sentence("spring comes after winter.", "la primavera va después del invierno."),
      Sentence("February is the shortest month.", "febrero es el mes más corto."),
      Sentence("a week has seven days.", "una semana tiene siete días."),
      Sentence("a year has twelve months.", "un año tiene doce meses."),
      Sentence("a year has four seasons.", "un año tiene cuatro estaciones."),
    ])
}
