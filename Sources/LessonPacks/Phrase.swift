/// Words of the program's own in every language that it speaks.
///
/// A language without its words does not compile: a new one is a stored property here, and an error at
/// each phrase that lacks it.
public struct Phrase: Equatable, Hashable, Sendable {
  /// The words in English.
  public var en: String
  /// The words in Spanish.
  public var es: String

  /// One text in each language.
  public init(en: String, es: String) {
    self.en = en
    self.es = es
  }

  /// One text for each language, made of it: what is put together needs no words of its own.
  public init(_ text: (Language) -> String) {
    self.init(en: text(.en), es: text(.es))
  }

  /// What every language writes alike: a name, or a text that is not ours.
  public static func same(_ text: String) -> Phrase { Phrase { _ in text } }

  /// The words of all languages, those that are alike once.
  public var inEveryLanguage: [String] {
    Language.allCases.map { self[$0] }.reduce(into: []) { words, word in
      if !words.contains(word) { words.append(word) }
    }
  }

  /// The words in a language; none is ever missing.
  public subscript(_ language: Language) -> String {
    switch language {
    case .en: en
    case .es: es
    }
  }
}
