/// The words by which a sentence of a lesson sounds as if it demanded something.
enum DemandWords {
  private static let all = Phrase(
    en: "must never only exactly throw throws whatever every each",
    es:
      "debe deben nunca solo exactamente lanza lanzan lances cualquiera todo toda todos todas cada")

  static func words(_ language: Language) -> Set<String> {
    Set(all[language].split(separator: " ").map(String.init))
  }

  /// The first of the words in a sentence, outside of what it quotes as code.
  static func first(of words: Set<String>, in sentence: String) -> String? {
    let prose = sentence.split(separator: "`", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset.isMultiple(of: 2) }.map { $0.element.lowercased() }
      .joined(separator: " ")
    return prose.split { !$0.isLetter }.map(String.init).first(where: words.contains)
  }
}
