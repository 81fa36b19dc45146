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

  /// The words in a language; none is ever missing.
  public subscript(_ language: Language) -> String {
    switch language {
    case .en: en
    case .es: es
    }
  }
}
