import Foundation
import TestSupport
import Testing

@testable import byhand_smallmodel

/// What the grammar makes can be read, is the same in both languages, and can be learned.
@Suite struct GrammarTests {
  @Test func everySentenceIsMadeOnceInEachLanguage() {
    #expect(Grammar.sentences.count > 1500)
    for language in Language.allCases {
      let all = Grammar.sentences.map { $0[language] }
      let twice = Dictionary(grouping: all) { $0 }.filter { $0.value.count > 1 }.keys
      #expect(twice.isEmpty, "\(twice)")
    }
  }

  @Test func everySentenceBeginsLargeAndEndsInASign() {
    for sentence in Grammar.sentences {
      for language in Language.allCases {
        let text = sentence[language]
        let first = text.first { $0.isLetter }
        #expect(first?.isUppercase == true, "\(text)")
        #expect(text.first == first || "¿¡".contains(text.prefix(1)), "\(text)")
        #expect(text.last == "." || text.last == "!", "\(text)")
        #expect(!text.contains("  "), "\(text)")
        // A line break before it, and one after it.
        #expect(text.count + 2 <= BaseTraining.ctx, "\(text)")
      }
    }
  }

  @Test func aSpanishQuestionIsOpenedAndClosed() {
    for text in Grammar.sentences.map(\.spanish) where !text.contains("signo") {
      #expect(text.count { $0 == "?" } == text.count { $0 == "¿" }, "\(text)")
      #expect(text.count { $0 == "!" } == text.count { $0 == "¡" }, "\(text)")
    }
    for sentence in Grammar.sentences where sentence.english.contains("?") {
      #expect(sentence.spanish.hasPrefix("¿"), "\(sentence.spanish)")
    }
  }

  /// `la nieve es blanca`, and never `la nieve es blanco`.
  @Test func adjectivesAgree() {
    let pattern = /^(El|La) (\S+) (?:no )?es (roj|amarill|blanc|negr)([oa])\.$/
    var count = 0
    for text in Grammar.sentences.map(\.spanish) {
      guard let match = text.wholeMatch(of: pattern) else { continue }
      count += 1
      #expect((match.output.1 == "La") == (match.output.4 == "a"), "\(text)")
    }
    #expect(count > 30)
  }

  @Test func articlesAgree() {
    let pattern = /^(El|La) (\S+) (?:no )?es (un|una) (\S+)\.$/
    let feminine: Set = ["fruta", "ciudad", "letra", "estrella"]
    var count = 0
    for text in Grammar.sentences.map(\.spanish) {
      guard let match = text.wholeMatch(of: pattern) else { continue }
      count += 1
      #expect((match.output.3 == "una") == feminine.contains(String(match.output.4)), "\(text)")
    }
    #expect(count > 500)
    let all = Set(Grammar.sentences.map(\.spanish))
    for right in [
      "El águila es un ave.", "Dos menos uno es uno.", "Con rango uno, A tiene una fila.",
      "José e Inés son nombres.", "Madrid es una ciudad.", "La ballena no tiene patas.",
    ] {
      #expect(all.contains(right), "\(right)")
    }
    #expect(!all.contains { $0.contains(" de el ") || $0.contains(" a el ") })
  }

  /// The sums are checked by adding.
  @Test func whatIsSaidOfNumbersIsTrue() throws {
    let value = Dictionary(
      uniqueKeysWithValues: Numerals.english.enumerated().map { ($0.element, $0.offset) })
    let pattern = /^(\w+) (plus|minus|times|is greater than|is less than) (\w+)(?: is (\w+))?\.$/
    var count = 0
    for text in Grammar.sentences.map({ $0.english.lowercased() }) {
      guard let match = text.wholeMatch(of: pattern) else { continue }
      count += 1
      let (a, b) = (
        try #require(value[String(match.output.1)]), try #require(value[String(match.output.3)])
      )
      let result = match.output.4.flatMap { value[String($0)] }
      switch match.output.2 {
      case "plus": #expect(result == a + b, "\(text)")
      case "minus": #expect(result == a - b, "\(text)")
      case "times": #expect(result == a * b, "\(text)")
      case "is greater than": #expect(a > b, "\(text)")
      default: #expect(a < b, "\(text)")
      }
    }
    #expect(count > 200)
  }

  /// The embeddings are frozen when Spanish is learned, so each letter has been read before.
  @Test func theEnglishTextHasEveryLetterOfTheSpanish() {
    let letters = Language.allCases.map { language in
      Set(Grammar.text.flatMap { Array($0[language]) })
    }
    #expect(letters[1].subtracting(letters[0]).sorted() == [])
    #expect(Set(Grammar.alphabet).isSuperset(of: letters[0].union(letters[1])))
  }

  /// Enough is left out for a model to say what it has not read.
  @Test func someSentencesAreReadByNobody() {
    let read = Set(Grammar.text)
    #expect(read.count == Grammar.text.count)
    #expect(read.isSubset(of: Set(Grammar.sentences)))
    #expect(Grammar.sentences.count - read.count > 300)
  }

  /// The lesson's files are what the grammar makes: `swift run byhand-smallmodel make` writes them.
  @Test(arguments: Language.allCases) func theLessonsTextsAreTheGrammars(_ language: Language)
    throws
  {
    let file = Repository.root.appendingPathComponent(
      "lessons/00-lora-by-hand/data/\(language).txt")
    let text = try String(contentsOf: file, encoding: .utf8)
    #expect(text == Grammar.text.map { $0[language] + "\n" }.joined())
  }
}
