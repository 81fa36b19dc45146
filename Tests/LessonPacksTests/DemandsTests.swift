import Testing

@testable import LessonPacks

struct DemandsTests {
  private static let english = "# A\n\nIt must double. <!-- demand: doubles -->\n"
  private static let spanish = "# A\n\nDebe duplicar. <!-- demand: doubles -->\n"

  /// A pack whose one demand has a check and a wrong solution.
  private func marked() throws -> PackFolder {
    let folder = try PackFolder()
    try folder.write(Self.english, to: "text/en/A.md")
    try folder.write(Self.spanish, to: "text/es/A.md")
    try folder.replace("id: twice\n", with: "id: twice\n        demands: [doubles]\n")
    try folder.replace(
      "// caught-by: twice", with: "// breaks: doubles\n// caught-by: twice",
      in: "wrong/tripled.swift")
    return folder
  }

  private func demands(_ folder: PackFolder) throws -> Demands {
    let pack = try PackLoader.load(folder.url)
    return Demands.read(in: pack, WrongSolution.read(in: pack))
  }

  @Test func aDemandHasItsSentenceItsCheckAndItsWrongSolution() throws {
    let demands = try demands(try marked())
    #expect(demands.problems.isEmpty)
    let demand = try #require(demands.all.first)
    #expect(demands.all.count == 1)
    #expect(demand.id == "doubles" && demand.sentence == "It must double.")
    #expect(demand.places.map(\.description) == ["text/en/A.md:3", "text/es/A.md:3"])
    #expect(demand.checks == ["twice"] && demand.brokenBy == ["tripled"])
  }

  @Test func aPackWithoutAMarkHasNoProblem() throws {
    let folder = try PackFolder()
    try folder.write("# A\n\nIt must double, and never triple.\n", to: "text/en/A.md")
    let demands = try demands(folder)
    #expect(demands.problems.isEmpty && demands.all.isEmpty)
  }

  @Test func withOneMarkEverySentenceThatSoundsLikeOneNeedsOne() throws {
    let folder = try marked()
    try folder.write(Self.english + "\nIt never triples.\n", to: "text/en/A.md")
    #expect(
      try demands(folder).problems == [
        PackProblem(
          file: "text/en/A.md", line: 5,
          message: "“It never triples.” says `never`, and has no mark",
          hint: "Put `<!-- demand: name -->` behind it, or `<!-- no demand: why -->`")
      ])
    try folder.write(
      Self.english + "\nIt never triples. <!-- no demand: a promise -->\n", to: "text/en/A.md")
    let excused = try demands(folder)
    #expect(excused.problems.isEmpty && excused.excused.map(\.why) == ["a promise"])
  }

  @Test func aTranslationSaysTheSame() throws {
    let folder = try marked()
    try folder.write("# A\n\nDebe duplicar. <!-- demand: other -->\n", to: "text/es/A.md")
    let problems = try demands(folder).problems
    #expect(
      problems.filter { $0.message.hasPrefix("no sentence") }.map { "\($0.file) \($0.message)" }
        == [
          "text/es/A.md no sentence is marked `demand: doubles`",
          "text/en/A.md no sentence is marked `demand: other`",
        ])
  }

  @Test func aRowWithoutACheckOrAWrongSolutionIsRefused() throws {
    let folder = try marked()
    try folder.write(
      Self.english + "\nIt throws. <!-- demand: throws -->\n", to: "text/en/A.md")
    try folder.write(
      Self.spanish + "\nLanza un error. <!-- demand: throws -->\n", to: "text/es/A.md")
    #expect(
      try demands(folder).problems.map { "\($0.file):\($0.line ?? 0) \($0.message)" } == [
        "text/en/A.md:5 no check answers for `throws`",
        "text/en/A.md:5 no wrong solution breaks `throws`",
      ])
    #expect(throws: Never.self) { try PackLoader.load(folder.url) }
  }

  @Test func whatAnUnreadableHeaderBreaksIsNotKnown() throws {
    let folder = try marked()
    try folder.write("// no header\n", to: "wrong/tripled.swift")
    #expect(try demands(folder).problems.isEmpty)
  }

  @Test func aNameThatNoTextMarksIsRefused() throws {
    let folder = try marked()
    try folder.replace("demands: [doubles]", with: "demands: [doubels]")
    let problems = try demands(folder).problems
    #expect(
      problems.contains(
        PackProblem(
          file: "pack.yml", message: "`twice` names the demand `doubels`, which no text marks",
          hint: "Did you mean `doubles`?")))
  }

  @Test func theStudentsTextHasNoMarks() throws {
    let folder = try marked()
    let pack = try PackLoader.load(folder.url)
    #expect(pack.blocks.first?.text[.en] == "# A\n\nIt must double.\n")
  }
}
