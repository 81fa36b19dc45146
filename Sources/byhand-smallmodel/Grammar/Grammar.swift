/// Every sentence that can be made, and those that are read.
enum Grammar {
  static let families =
    Family.lora + Family.numbers + Family.calendar + Family.animals + Family.colours
    + Family.places + Family.kinds + Family.world

  static let sentences = families.flatMap(\.sentences)

  /// The letters and signs that a model of these sentences needs; the first ends a sentence.
  static let alphabet: [Character] = {
    let used = Set(
      Language.allCases.flatMap { language in
        sentences.flatMap { Array($0[language]) }
      })
    return ["\n"] + used.sorted()
  }()

  /// The words of a language, as they are written, without signs.
  static func lexicon(_ language: Language) -> Set<String> {
    Set(sentences.flatMap { words(of: $0[language]) })
  }

  static func words(of text: String) -> [String] {
    text.split { !$0.isLetter && !"¿¡".contains($0) }.map { String($0.drop { "¿¡".contains($0) }) }
      .filter { !$0.isEmpty }
  }

  /// What is read of each family, in an order that follows from the seed. The same meanings are left
  /// out in every language, so that what is left out has been read in none.
  static let text: [Sentence] = {
    var dice = Dice(seed: 1)
    let read = families.flatMap { family in
      let count = Int((Double(family.sentences.count) * family.share).rounded())
      return family.sentences.shuffled(using: &dice).prefix(count)
    }
    return read.shuffled(using: &dice)
  }()
}
