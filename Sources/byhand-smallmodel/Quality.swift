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
}
