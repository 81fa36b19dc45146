/// The two languages of the lesson.
enum Language: String, CaseIterable {
  case english, spanish
}

/// One meaning, which is true, in both languages.
struct Sentence: Hashable {
  let english: String
  let spanish: String

  /// Takes both without caring for their capitals; a sentence begins with one.
  init(_ english: String, _ spanish: String) {
    self.english = Self.capitalised(english)
    self.spanish = Self.capitalised(spanish)
  }

  subscript(language: Language) -> String { language == .english ? english : spanish }

  /// The first letter is large, also behind ¿ and ¡, and where a question's answer begins.
  private static func capitalised(_ text: String) -> String {
    var isStart = true
    return text.reduce(into: "") { result, letter in
      result += isStart && letter.isLetter ? letter.uppercased() : String(letter)
      if letter.isLetter { isStart = false }
      if letter == "?" || letter == "." { isStart = true }
    }
  }
}

/// Sentences that are built alike.
struct Family {
  let name: String
  let sentences: [Sentence]
  /// How many of them are read, at most: the others are as true, and nobody has seen them.
  let share: Double

  init(_ name: String, share: Double = 1, _ sentences: [Sentence]) {
    self.name = name
    self.share = share
    self.sentences = sentences
  }
}
