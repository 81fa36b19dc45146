import Foundation
import Testing

@testable import LessonPacks

/// What is refused in the files beside `pack.yml`.
struct TextFileTests {
  @Test(arguments: ["pack.yml", "text/es/A.md", "text/en/B.md", "hints/es/B.md"])
  func aMissingFileIsNamed(_ path: String) throws {
    let folder = try PackFolder()
    try folder.remove(path)
    #expect(
      folder.problems() == [PackProblem(file: path, message: "the file is missing")])
  }

  @Test(arguments: ["text/es/A.md", "hints/es/B.md"])
  func anEmptyFileIsNamed(_ path: String) throws {
    let folder = try PackFolder()
    try folder.write(" \n", to: path)
    #expect(folder.problems() == [PackProblem(file: path, message: "the file is empty")])
  }

  @Test func aFileThatIsNotUTF8IsNamed() throws {
    let folder = try PackFolder()
    try Data([0xC3, 0x28]).write(to: folder.url.appendingPathComponent("text/en/A.md"))
    #expect(
      folder.problems() == [PackProblem(file: "text/en/A.md", message: "the file is not UTF-8")])
  }

  @Test func aFolderInPlaceOfAFileIsNamed() throws {
    let folder = try PackFolder()
    try folder.remove("text/en/A.md")
    try FileManager.default.createDirectory(
      at: folder.url.appendingPathComponent("text/en/A.md"), withIntermediateDirectories: false)
    #expect(
      folder.problems() == [PackProblem(file: "text/en/A.md", message: "the file cannot be read")])
  }

  @Test func fewerHintsInOneLanguageAreRefused() throws {
    let folder = try PackFolder()
    try folder.write("## Uno\n\nTexto.\n", to: "hints/es/A.md")
    let problem = try #require(folder.problems().first)
    #expect(problem.file == "hints/es/A.md")
    #expect(problem.message == "1 hints, and 2 in hints/en/A.md")
  }

  @Test func textBeforeTheFirstRungIsRefused() throws {
    let folder = try PackFolder()
    try folder.write("\n# Hints\n\n## One\n\nText.\n", to: "hints/en/B.md")
    let problem = try #require(folder.problems().first)
    #expect(problem.line == 2)
    #expect(problem.message == "text before the first rung")
  }

  @Test func aRungWithoutTextIsRefused() throws {
    let folder = try PackFolder()
    try folder.write("## One\n\nText.\n## Two\n\n", to: "hints/en/B.md")
    let problem = try #require(folder.problems().first)
    #expect(problem.line == 4)
    #expect(problem.message == "a rung with a title and no text")
  }

  @Test func aLadderWithoutRungsIsRefused() throws {
    #expect(HintReader.rungs(of: "\n", file: "h").problems.map(\.message) == ["no rung"])
  }
}
