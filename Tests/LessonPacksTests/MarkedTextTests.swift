import Testing

@testable import LessonPacks

struct MarkedTextTests {
  private func sentences(_ text: String, _ language: Language = .en) -> [MarkedText.Sentence] {
    MarkedText(text, language: language).sentences
  }

  @Test func aMarkBelongsToTheSentenceBeforeIt() {
    let text = """
      # Each heading only names

      A is random. B must be zero. <!-- demand: zero_b -->
      It never throws<!-- demand: calm, quiet -->, and every
      row counts. <!-- no demand: a remark --> The rest is free.
      """
    #expect(
      sentences(text) == [
        .init(text: "B must be zero.", line: 3, demands: ["zero_b"], word: "must"),
        .init(text: "It never throws", line: 4, demands: ["calm", "quiet"], word: "never"),
        .init(text: ", and every row counts.", line: 5, excuse: "a remark", word: "every"),
      ])
  }

  @Test func itemsAreSentencesOfTheirOwn() {
    let text = """
      You throw when
      - a name is missing, <!-- demand: missing -->
      - a shape differs
        in any way. <!-- demand: shape -->
      1. Each of three.
      """
    #expect(
      sentences(text)
        == [
          .init(text: "You throw when", line: 1, word: "throw"),
          .init(text: "- a name is missing,", line: 2, demands: ["missing"]),
          .init(text: "- a shape differs   in any way.", line: 4, demands: ["shape"]),
          .init(text: "1.", line: 5), .init(text: "Each of three.", line: 5, word: "each"),
        ].filter { !$0.demands.isEmpty || $0.word != nil })
  }

  @Test func codeDemandsNothing() {
    let text = """
      Call `init() throws` first.

      ```swift
      // this must stay <!-- demand: not_one -->
      ```
      """
    #expect(sentences(text).isEmpty)
  }

  @Test func wordsAreThoseOfTheLanguage() {
    #expect(sentences("Cada capa tiene lo suyo.", .es).first?.word == "cada")
    #expect(sentences("Cada capa tiene lo suyo.", .en).isEmpty)
    #expect(sentences("Musty onlyness.", .en).isEmpty)
    let code = "Take each `as? Linear` of it."
    #expect(sentences(code).map(\.text) == [code])
  }

  @Test(arguments: [
    "<!-- demand -->", "<!-- demand: -->", "<!-- no demand -->", "<!-- demand: a b -->",
  ])
  func aMarkThatSaysNothingIsAFault(_ mark: String) {
    #expect(MarkedText("It must hold. \(mark)", language: .en).faults.map(\.line) == [1])
  }

  @Test func otherCommentsAreNoMarks() {
    let marked = MarkedText("It is so. <!-- a note: for us -->", language: .en)
    #expect(marked.sentences.isEmpty && marked.faults.isEmpty)
  }

  @Test func noFaceShowsAComment() {
    let text = """
      One.<!-- demand: a --> Two. <!-- b -->
      <!-- a whole line -->
      Three <!-- over
      two lines --> four.

      ```
      <!-- code -->
      ```
      """
    #expect(
      HTMLComments.removed(from: text) == """
        One. Two.
        Three
         four.

        ```
        <!-- code -->
        ```
        """)
    #expect(HTMLComments.removed(from: "a <b> c") == "a <b> c")
  }
}
