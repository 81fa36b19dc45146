/// What Spanish articles and adjectives agree with.
enum Gender {
  case masculine, feminine
  /// Feminine, with a stressed a at its start: `el águila blanca`, `un águila`.
  case feminineWithEl
  /// A city or a country, which has no article.
  case name

  var isFeminine: Bool { self == .feminine || self == .feminineWithEl }
}

/// A thing that can be counted, or, without an article in English, a stuff such as snow.
struct Noun: Hashable {
  let english: String
  let spanish: String
  let gender: Gender
  /// What English says before it in a sentence on all of its kind: `a`, `the` or nothing.
  let article: EnglishArticle

  init(
    _ english: String, _ spanish: String, _ gender: Gender = .masculine,
    _ article: EnglishArticle = .a
  ) {
    self.english = english
    self.spanish = spanish
    self.gender = gender
    self.article = article
  }

  /// `a dog`, `an ant`, `the sky`, `snow`
  var subject: String {
    switch article {
    case .a: "aeiou".contains(english.prefix(1)) ? "an \(english)" : "a \(english)"
    case .the: "the \(english)"
    case .none: english
    }
  }
  /// `el perro`, `la hormiga`, `el águila`, `Madrid`
  var el: String {
    gender == .name ? spanish : (gender == .feminine ? "la " : "el ") + spanish
  }
  /// `del perro`, `de la hormiga`
  var del: String { gender == .feminine ? "de la \(spanish)" : "del \(spanish)" }
  /// `un perro`, `una hormiga`, `un águila`
  var un: String { (gender == .feminine ? "una " : "un ") + spanish }
}

enum EnglishArticle {
  case a, the, none
}

/// A word for a quality.
struct Adjective: Hashable {
  let english: String
  let masculine: String
  let feminine: String

  /// One form alone for both genders, such as `verde`.
  init(_ english: String, _ masculine: String, _ feminine: String? = nil) {
    self.english = english
    self.masculine = masculine
    self.feminine = feminine ?? masculine
  }

  func agreeing(with noun: Noun) -> String { noun.gender.isFeminine ? feminine : masculine }
}
