import Foundation
import Testing

@testable import LessonPacks

struct WrongSolutionTests {
  @Test func readsHeadsInAnyOrderAndOverSeveralLines() throws {
    let folder = try PackFolder()
    let solutions = WrongSolution.read(in: try PackLoader.load(folder.url)).solutions
    #expect(solutions.map(\.name) == ["tripled", "warned"])
    #expect(solutions.map(\.caughtBy) == [["twice"], ["strict_mode", "twice"]])
    #expect(
      solutions[0].diagnosis
        == LocalizedText([
          .en: "It adds x once too often, so every value is 1.5 × the expected one.",
          .es: "Suma x una vez de más.",
        ]))
  }

  private func problems(_ source: String) throws -> [PackProblem] {
    let folder = try PackFolder()
    let pack = try PackLoader.load(folder.url)
    try folder.write(source, to: "wrong/tripled.swift")
    return WrongSolution.read(in: pack).problems
  }

  @Test func anUnknownCheckIsRefused() throws {
    let problems = try problems("// caught-by: twice, twize\n// en: a\n// es: b\n")
    #expect(
      problems == [
        PackProblem(
          file: "wrong/tripled.swift", line: 1,
          message: "caught by `twize`, which is no check of the pack",
          hint: "Did you mean `twice`?")
      ])
  }

  @Test func checksThatMustNotMindAreRead() throws {
    let folder = try PackFolder()
    let pack = try PackLoader.load(folder.url)
    try folder.write(
      "// caught-by: twice\n// spared-by: strict_mode\n// en: a\n// es: b\n",
      to: "wrong/tripled.swift")
    #expect(WrongSolution.read(in: pack).solutions.first?.sparedBy == ["strict_mode"])
    let head = "// caught-by: twice\n// spared-by: twice, trice\n// en: a\n// es: b\n"
    #expect(
      try problems(head).map(\.message) == [
        "spared by `trice`, which is no check of the pack",
        "`twice` stands in `caught-by` and in `spared-by`",
      ])
  }

  @Test(
    arguments: [
      ("// en: a\n// es: b\n", "caught-by"), ("// caught-by: twice\n// en: a\n", "es"),
      ("// caught-by: twice\n// es: b\nlet x = 1\n// en: a\n", "en"),
      ("// caught-by: ,\n// en: a\n// es: b\n", "caught-by"),
    ])
  func aMissingLineIsNamed(_ source: String, _ key: String) throws {
    #expect(
      try problems(source).map(\.message) == ["its first comment lines do not say `\(key):`"])
  }

  @Test func aFileThatIsNotUTF8IsRefused() throws {
    let folder = try PackFolder()
    let pack = try PackLoader.load(folder.url)
    try Data([0xFF, 0xFE, 0xC3, 0x28]).write(
      to: folder.url.appendingPathComponent("wrong/bytes.swift"))
    let reading = WrongSolution.read(in: pack)
    #expect(
      reading.problems == [
        PackProblem(file: "wrong/bytes.swift", message: "the file cannot be read as UTF-8")
      ])
    #expect(reading.unread == ["bytes"])
    #expect(reading.solutions.map(\.name) == ["tripled", "warned"])
  }
}
