/// A language that the tutor or a pack speaks, by its ISO 639-1 code.
public enum Language: String, Sendable, Equatable, Hashable, Codable, CaseIterable {
  case en
  case es

  /// What the language calls itself.
  public var name: String { Phrase(en: "English", es: "español")[self] }

  /// What a pack's author is told who lists another one.
  static var howToAdd: String {
    let known = allCases.map { "`\($0.rawValue)`" }.joined(separator: " and ")
    return
      "It speaks \(known), and a lesson is in those: take the other out of `languages`. A further "
      + "one is first given to the tutor, as \"The tutor's words are phrases\" in "
      + "Sources/ARCHITECTURE.md says"
  }

  /// The codes as a sentence of the command line lists them: `en or es`.
  public static var choices: String {
    let codes = allCases.map(\.rawValue)
    return ([codes.dropLast().joined(separator: ", ")] + codes.suffix(1)).joined(separator: " or ")
  }
}

/// A text in every language of its pack.
public struct LocalizedText: Sendable, Equatable {
  /// The text in each language that there is one in.
  public var byLanguage: [Language: String]

  /// A text by its languages; an empty dictionary is the empty text in all of them.
  public init(_ byLanguage: [Language: String]) { self.byLanguage = byLanguage }

  /// A text that says the same in every language.
  public init(same text: String) {
    byLanguage = Dictionary(uniqueKeysWithValues: Language.allCases.map { ($0, text) })
  }

  /// The text in `language`; English, then any other, where that is missing.
  public subscript(_ language: Language) -> String {
    byLanguage[language] ?? byLanguage[.en] ?? byLanguage.values.sorted().first ?? ""
  }
}
