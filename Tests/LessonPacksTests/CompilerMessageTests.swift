import Foundation
import Testing

@testable import LessonPacks

/// messages.yml, and what a pack says about itself.
struct CompilerMessageTests {
  private static let good = """
    - match: "call can throw … not marked"
      en: "Write `try` before it."
      es: "Escribe `try` delante."
    - match: ["'self' used", "before 'super.init'"]
      en: "Later."
      es: "Después."

    """

  private func problems(_ text: String) throws -> [String] {
    let folder = try PackFolder()
    try folder.write(text, to: "messages.yml")
    return folder.problems().map { "\($0.file):\($0.line ?? 0): \($0.message)" }
  }

  @Test func messagesAreRead() throws {
    let folder = try PackFolder()
    #expect(try PackLoader.load(folder.url).messages == [])
    try folder.write(Self.good, to: "messages.yml")
    let pack = try PackLoader.load(folder.url)
    #expect(
      pack.messages.map(\.pieces) == [
        ["call can throw", "not marked"], ["'self' used", "before 'super.init'"],
      ])
    #expect(pack.messages[0].explanation[.es] == "Escribe `try` delante.")
    #expect(PackLint.audit(pack) == [])
    #expect(pack.messages[0].matches("call can throw but is not marked with 'try'"))
    #expect(!pack.messages[0].matches("not marked: call can throw"))
  }

  @Test func whatIsMalformedIsRefusedWithItsLine() throws {
    #expect(
      try problems(Self.good.replacing("  es: \"Después.\"\n", with: ""))
        == ["messages.yml:4: `messages[2]` has no `es`"])
    #expect(
      try problems("- match: x\n  en: a\n  es: b\n  fr: c\n")
        == ["messages.yml:4: unknown key `fr` in `messages[1]`"])
    #expect(
      try problems("- en: a\n  es: b\n") == ["messages.yml:1: `messages[1]` has no `match`"])
    #expect(
      try problems("- match: \"…\"\n  en: a\n  es: b\n")
        == ["messages.yml:1: `messages[1].match` would match every message"])
    #expect(
      try problems("- match: []\n  en: a\n  es: b\n")
        == ["messages.yml:1: `messages[1].match` is empty"])
    #expect(
      try problems("match: x\n") == [
        "messages.yml:1: `messages` should be a list, and is a mapping"
      ])
    #expect(try problems(" \n") == ["messages.yml:0: the file is empty"])
    #expect(try problems("- [a\n").first?.hasPrefix("messages.yml:2: not YAML") == true)
  }

  @Test func aMessageThatAnEarlierOneHidesIsRefused() throws {
    #expect(
      try problems(
        "- match: not marked\n  en: a\n  es: b\n- match: \"is not marked … try\"\n  en: c\n  es: d\n"
      )
        == ["messages.yml:4: `messages[2]` is never shown: `not marked` matches first"])
  }

  @Test func aPackSaysWhatItBuildsAndHowLongItTakes() throws {
    let folder = try PackFolder()
    let silent = try PackLoader.load(folder.url)
    #expect(silent.about == nil && silent.minutes == nil)
    try folder.replace(
      "languages: [en, es]",
      with: "languages: [en, es]\nabout: {en: \"It doubles.\", es: \"Duplica.\"}\nminutes: [5, 90]")
    let pack = try PackLoader.load(folder.url)
    #expect(pack.about?[.es] == "Duplica.")
    #expect(pack.minutes == 5...90)
  }

  @Test(
    arguments: [
      ("about: It doubles.", "`about` should be a mapping, and is `It doubles.`"),
      ("about: {en: \"It doubles.\"}", "`about` has no `es`"),
      ("minutes: 30", "`minutes` should be a list, and is `30`"),
      ("minutes: [30]", "`minutes` holds 1, and should hold 2"),
      ("minutes: [0, 30]", "`minutes[1]` is 0, and must be 1 or more"),
      ("minutes: [30, 1.5]", "`minutes[2]` is 1.5, and must be a whole number"),
      ("minutes: [90, 30]", "`minutes` is 90 to 30"),
    ])
  func whatItSaysOfItselfIsRefusedWithItsLine(_ line: String, _ message: String) throws {
    let folder = try PackFolder()
    try folder.replace("languages: [en, es]", with: "languages: [en, es]\n\(line)")
    let found = folder.problems()
    #expect(found.map(\.message) == [message])
    #expect(found.map(\.line) == [4])
  }
}
