/// Reads a text that must stand in every language of the pack.
struct LocalizedTextReader {
  let languages: [Language]

  func text(_ value: YamlValue) -> LocalizedText? {
    guard let mapping = value.mapping(languages.map(\.rawValue)) else { return nil }
    var byLanguage: [Language: String] = [:]
    for language in languages {
      byLanguage[language] = mapping.required(language.rawValue)?.text()
    }
    return byLanguage.count == languages.count ? LocalizedText(byLanguage) : nil
  }
}
