import Testing

@testable import LessonPacks

struct PackErrorTests {
  @Test func oneProblemIsOneLine() {
    let error = PackError(
      folder: "/lessons/x",
      PackProblem(file: "pack.yml", line: 3, message: "unknown key `a`", hint: "Did you mean `b`?"))
    #expect("\(error)" == "/lessons/x/pack.yml:3: unknown key `a`. Did you mean `b`?")
  }

  @Test func severalProblemsAreABlock() {
    let error = PackError(
      folder: "/lessons/x", PackProblem(file: "pack.yml", line: 3, message: "one"),
      [
        PackProblem(file: "text/en/A.md", message: "two"),
        PackProblem(file: "/solutions/x/F.swift", message: "three"),
      ])
    #expect(
      "\(error)" == """
        /lessons/x has 3 problems:
          /lessons/x/pack.yml:3: one
          /lessons/x/text/en/A.md: two
          /solutions/x/F.swift: three
        """)
  }

  @Test func noProblemIsNoError() {
    #expect(PackError(folder: "/x", problems: []) == nil)
  }
}

struct SpellingTests {
  @Test(
    arguments: [
      ("statment", "statement"), ("Rules", "rules"), ("secnods", "seconds"), ("rule", "rules"),
    ])
  func findsTheNearWord(_ word: String, _ meant: String) {
    #expect(Spelling.nearest(to: word, among: ["statement", "rules", "seconds"]) == meant)
  }

  @Test func aFarWordGetsTheList() {
    #expect(Spelling.nearest(to: "colour", among: ["statement", "rules"]) == nil)
    #expect(
      Spelling.suggestion(for: "colour", among: ["of", "to"], noun: "keys")
        == "The keys here are: `of`, `to`")
    #expect(Spelling.suggestion(for: "colour", among: [], noun: "keys") == nil)
  }

  @Test(arguments: [("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("", "ab", 2)])
  func countsEdits(_ first: String, _ second: String, _ edits: Int) {
    #expect(Spelling.edits(first, second) == edits)
  }

  @Test func countsEveryKindOfEdit() {
    #expect(Spelling.edits("kitten", "sitting") == 3)
    #expect(Spelling.edits("hnit", "hint") == 1)
    #expect(Spelling.edits("abcd", "badc") == 2)
  }
}
