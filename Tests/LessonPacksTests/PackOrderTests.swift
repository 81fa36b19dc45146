import Testing

@testable import LessonPacks

/// What a pack says is best done before it.
@Suite struct PackOrderTests {
  private func folder(_ after: String) throws -> PackFolder {
    let folder = try PackFolder()
    try folder.replace("module: Doubling", with: "after: \(after)\nmodule: Doubling")
    return folder
  }

  @Test func aPackNamesWhatComesBeforeIt() throws {
    let none = try PackFolder()
    #expect(try PackLoader.load(none.url).after == [])
    let one = try folder("[00-lora-by-hand]")
    #expect(try PackLoader.load(one.url).after == ["00-lora-by-hand"])
    // None need be there, and their order is kept.
    let two = try folder("[zz-not-here, 00-lora-by-hand]")
    #expect(try PackLoader.load(two.url).after == ["zz-not-here", "00-lora-by-hand"])
    let empty = try folder("[]")
    #expect(try PackLoader.load(empty.url).after == [])
  }

  @Test(arguments: [
    ("00-lora", "`after` should be a list, and is `00-lora`"),
    ("[../00]", "`../00` is no name"),
    ("[\"\"]", "`after[1]` is empty"),
    ("[00, [01]]", "`after[2]` should be a text, and is a list"),
    ("[00, good]", "`after` names this pack itself"),
    ("[00, 01, 00]", "pack `00` is there twice in `after`"),
  ]) func whatNamesNoPackBeforeItIsRefused(_ after: String, _ message: String) throws {
    let problems = try folder(after).problems()
    #expect(problems.map(\.message) == [message])
    #expect(problems.map(\.line) == [4])
    #expect(problems.map(\.file) == ["pack.yml"])
  }

  /// A list of lines has a line for each.
  @Test func theLineIsThatOfTheName() throws {
    let folder = try folder("\n  - 00\n  - good\n  - 00")
    #expect(folder.problems().map(\.line) == [6, 7])
  }
}
