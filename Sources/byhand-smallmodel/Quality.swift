/// How good it is what a model has written.
struct Quality {
  private(set) var words = 0
  private(set) var knownWords = 0
  private(set) var sentences = 0
  private(set) var trueSentences = 0
  /// True, and in no text that any model was given.
  private(set) var unreadSentences = 0
  private(set) var different = Set<String>()

  init(_ written: [String], _ language: Language) {
    let lexicon = Grammar.lexicon(language)
    let all = Set(Grammar.sentences.map { $0[language] })
    let read = Set(Grammar.text.map { $0[language] })
    for sentence in written {
      let found = Grammar.words(of: sentence)
      words += found.count
      knownWords += found.count { lexicon.contains($0) }
      sentences += 1
      different.insert(sentence)
      guard all.contains(sentence) else { continue }
      trueSentences += 1
      if !read.contains(sentence) { unreadSentences += 1 }
    }
  }

  /// A text in one piece, by its full stops and exclamation marks: a question goes on to its answer.
  static func sentences(of text: String) -> [String] {
    var (sentences, current) = ([String](), "")
    for letter in text {
      if letter == "\n" || (letter == " " && (current.last == "." || current.last == "!")) {
        sentences.append(current)
        current = ""
      } else {
        current.append(letter)
      }
    }
    return (sentences + [current]).filter { !$0.isEmpty }
  }
}

extension Quality: CustomStringConvertible {
  /// A line, such as `200 sentences, 155 different: 100.0 % words, 99.5 % true, 2 never read`.
  var description: String {
    """
    \(sentences) sentences, \(different.count) different: \(percent(knownWords, words)) words, \
    \(percent(trueSentences, sentences)) true, \(unreadSentences) never read
    """
  }

  private func percent(_ part: Int, _ whole: Int) -> String {
    let tenths = whole == 0 ? 0 : part * 1000 / whole
    return "\(tenths / 10).\(tenths % 10) %"
  }
}
