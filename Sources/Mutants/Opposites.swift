/// Names that differ in one word whose opposite people write by mistake.
enum Opposites {
  private static let pairs = [
    ("in", "out"), ("inputs", "outputs"), ("input", "output"), ("first", "last"),
    ("prefix", "suffix"), ("min", "max"), ("row", "column"), ("rows", "columns"),
    ("left", "right"), ("low", "high"), ("lower", "upper"), ("width", "height"),
    ("zeros", "ones"), ("zero", "one"), ("sum", "mean"), ("a", "b"), ("weight", "bias"),
    ("before", "after"), ("up", "down"), ("start", "end"), ("train", "eval"), ("sin", "cos"),
  ]

  private static let words: [String: String] = {
    var words: [String: String] = [:]
    for (one, other) in pairs {
      words[one] = other
      words[other] = one
    }
    return words
  }()

  /// Each with one word of the name turned into its opposite.
  static func names(of name: String) -> [String] {
    let words = split(name)
    return words.indices.compactMap { index in
      let word = words[index]
      guard let other = Self.words[word.lowercased()] else { return nil }
      let isCapital = word.first?.isUppercase ?? false
      let turned = isCapital ? other.prefix(1).uppercased() + other.dropFirst() : other
      return (words[..<index] + [turned] + words[(index + 1)...]).joined()
    }
  }

  /// `inFeatures` in `in` and `Features`, `lora_A` in `lora`, `_` and `A`.
  private static func split(_ name: String) -> [String] {
    var words: [String] = []
    for character in name {
      let isBorder = !(character.isLetter || character.isNumber)
      let follows = words.last?.last.map { $0.isLetter && !isBorder } ?? false
      let isNew = character.isUppercase && !(words.last?.last?.isUppercase ?? false)
      if let last = words.indices.last, follows, !isNew {
        words[last].append(character)
      } else {
        words.append(String(character))
      }
    }
    return words
  }
}
