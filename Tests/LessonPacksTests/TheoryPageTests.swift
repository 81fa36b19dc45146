import Foundation
import Testing

@testable import LessonPacks

struct TheoryPageTests {
  @Test func aPackKnowsItsPagesInEveryLanguageAndOneOrder() throws {
    let folder = try PackFolder()
    for name in ["zeros", "also", "Before"] {
      try folder.write("# \(name) in English\n\nText.\n", to: "theory/en/\(name).md")
      try folder.write("# \(name) en español\n\nTexto.\n", to: "theory/es/\(name).md")
    }
    let pack = try PackLoader.load(folder.url)
    #expect(pack.theory.map(\.name) == ["Before", "also", "doubling", "zeros"])
    #expect(pack.theory.map { $0.title[.en] }[1...2] == ["also in English", "Why doubling"])
    #expect(pack.theory.map { $0.title[.es] }[1...2] == ["also en español", "Por qué duplicar"])
    #expect(pack.theory[3].text[.es] == "# zeros en español\n\nTexto.\n")
    #expect(PackLint.audit(pack) == [])
  }

  @Test func aPackWithoutPagesHasNone() throws {
    let folder = try PackFolder()
    try folder.remove("theory")
    #expect(try PackLoader.load(folder.url).theory == [])
  }

  /// A page is read as a block's text is: in every language, or the pack does not load.
  @Test func aPageInOneLanguageOnlyIsRefused() throws {
    let folder = try PackFolder()
    try folder.remove("theory/es/doubling.md")
    let missing = PackProblem(file: "theory/es/doubling.md", message: "the file is missing")
    #expect(folder.problems() == [missing])
    // The audit does not say it twice.
    #expect(PackLint.audit(PackLoader.read(folder.url)) == [missing])
  }

  @Test func aPageThatCannotBeReadIsRefused() throws {
    let empty = try PackFolder()
    try empty.write(" \n", to: "theory/en/doubling.md")
    #expect(
      empty.problems()
        == [PackProblem(file: "theory/en/doubling.md", message: "the file is empty")])
    let latin = try PackFolder()
    try Data([0xC3, 0x28]).write(to: latin.url.appendingPathComponent("theory/es/doubling.md"))
    #expect(
      latin.problems()
        == [PackProblem(file: "theory/es/doubling.md", message: "the file is not UTF-8")])
  }

  @Test func whatIsNoPageIsNotRead() throws {
    let folder = try PackFolder()
    let others = ["theory/en/.draft.md", "theory/en/notes.txt", "theory/en/deep/x.md"]
    for path in others + ["theory/fr/doubling.md"] { try folder.write("# X", to: path) }
    let pack = try PackLoader.load(folder.url)
    #expect(pack.theory.map(\.name) == ["doubling"])
    let strays = PackLint.audit(pack).map(\.file)
    #expect(
      strays == ["theory/en/.draft.md", "theory/en/deep/x.md", "theory/en/notes.txt"]
        + ["theory/fr/doubling.md"])
  }

  @Test(
    arguments: [
      ("# One\n\n# Two", "One"), ("Text.\n\n### Far  down \n", "Far down"),
      ("```\n# a comment\n```\n## After", "After"), ("#hash\n\nNo heading.", "page"),
      ("####### Seven", "page"), ("# \n# Words", "Words"), ("# One\r\n\r\nText.", "One"),
    ])
  func theFirstHeadingIsTheTitle(_ text: String, _ title: String) {
    #expect(TheoryPage(name: "page", text: LocalizedText([.en: text])).title[.en] == title)
  }

  @Test func aPageIsFoundByItsNumberOrItsName() throws {
    let folder = try PackFolder()
    var pack = try PackLoader.load(folder.url)
    pack.theory.append(TheoryPage(name: "last", text: LocalizedText([.en: "# Last"])))
    #expect(pack.theoryPage("1")?.name == "doubling")
    #expect(pack.theoryPage("LAST")?.name == "last")
    #expect(pack.theoryPage("0") == nil)
    #expect(pack.theoryPage("3") == nil)
    #expect(pack.theoryPage("other") == nil)
  }
}
