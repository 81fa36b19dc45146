import Testing

@testable import LessonPacks

/// A language too much or too little is one mistake, and is said once.
@Suite struct PackLanguageTests {
  @Test func oneThatIsNotListedIsSaidOnce() throws {
    let folder = try PackFolder()
    try folder.replace("languages: [en, es]", with: "languages: [en]")
    let problems = folder.problems()
    try #require(problems.count == 1, "\(problems)")
    #expect(problems[0].file == "pack.yml" && problems[0].line == 2)
    #expect(
      problems[0].message.hasSuffix(
        " texts are in `es` too, beginning here, and `languages` does not list it"))
    #expect(problems[0].hint == "Add `es` to `languages`, or remove these texts")
  }

  @Test func filesOfOneThatIsNotListedAreSaidOnce() throws {
    let folder = try PackFolder()
    try folder.replace("languages: [en, es]", with: "languages: [en]")
    for file in ["pack.yml", "messages.yml"] {
      let path = folder.url.appendingPathComponent(file)
      guard let text = try? String(contentsOf: path, encoding: .utf8) else { continue }
      try folder.write(
        text.replacing(try Regex(", es: (\"[^\"]*\"|[^}]*)\\}"), with: "}")
          .split(separator: "\n", omittingEmptySubsequences: false)
          .filter { !$0.hasPrefix("  es:") }.joined(separator: "\n"), to: file)
    }
    let pack = try PackLoader.load(folder.url)
    let found = PackLint.audit(pack).map(\.description)
    try #require(found.count == 1, "\(found)")
    #expect(
      found[0].contains(
        " texts, this one first, in `es`, which `languages` of pack.yml does not list"))
  }

  @Test func oneThatNothingIsWrittenInIsSaidOnce() throws {
    let folder = try PackFolder()
    try folder.replace("languages: [en, es]", with: "languages: [en]")
    for path in ["text/es", "hints/es", "theory/es"] { try? folder.remove(path) }
    try? folder.remove("messages.yml")
    let text = try String(
      contentsOf: folder.url.appendingPathComponent("pack.yml"), encoding: .utf8)
    let english = text.replacing(try Regex(", es: (\"[^\"]*\"|[^}]*)\\}"), with: "}")
    try folder.write(english, to: "pack.yml")
    #expect(folder.problems() == [])
    try folder.replace("languages: [en]", with: "languages: [en, es]")
    let problems = folder.problems()
    try #require(problems.count == 1, "\(problems)")
    #expect(problems[0].message.hasPrefix("`languages` lists `es`, and no text is in it; "))
    #expect(problems[0].line == 2)
  }

  /// One text that was forgotten is said where it is.
  @Test func aTextOrTwoAreSaidEach() throws {
    let folder = try PackFolder()
    try folder.replace("label: {en: Elements, es: Elementos}", with: "label: {en: Elements}")
    #expect(folder.problems().map(\.message) == ["`measures[2].label` has no `es`"])
    let other = try PackFolder()
    for block in ["A", "B"] { try other.remove("text/es/\(block).md") }
    #expect(
      other.problems().map(\.description) == [
        "text/es/A.md: the file is missing", "text/es/B.md: the file is missing",
      ])
  }
}
