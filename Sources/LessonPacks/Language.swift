/// A language that the tutor or a pack speaks, by its ISO 639-1 code.
public enum Language: String, Sendable, Equatable, Hashable, Codable, CaseIterable {
  case en
  case es
}

/// A text in every language of its pack.
public struct LocalizedText: Sendable, Equatable {
  public var byLanguage: [Language: String]

  public init(_ byLanguage: [Language: String]) { self.byLanguage = byLanguage }

  /// The text in `language`; English, then any other, where that is missing.
  public subscript(_ language: Language) -> String {
    byLanguage[language] ?? byLanguage[.en] ?? byLanguage.values.sorted().first ?? ""
  }
}
