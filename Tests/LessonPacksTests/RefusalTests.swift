import Foundation
import Testing

@testable import LessonPacks

/// One way to break the miniature pack, and what must be said about it.
struct Refusal: CustomTestStringConvertible, Sendable {
  var name: String
  var old: String
  var new: String
  var line: Int
  var message: String
  var hint: String?

  init(
    _ name: String, _ old: String, _ new: String, line: Int, _ message: String, hint: String? = nil
  ) {
    self.name = name
    self.old = old
    self.new = new
    self.line = line
    self.message = message
    self.hint = hint
  }

  var testDescription: String { name }

  static let ofTheManifest = [
    Refusal(
      "newer format", "format: 1", "format: 7\nfuture: yes", line: 1,
      "format 7 is newer than this program, which reads up to 1", hint: "Update the program"),
    Refusal(
      "unknown key", "module: Doubling", "modul: x\nmodule: Doubling", line: 4,
      "unknown key `modul` in `the file`", hint: "Did you mean `module`?"),
    Refusal("missing key", "module: Doubling\n", "", line: 1, "`the file` has no `module`"),
    Refusal(
      "wrong type", "title: {en: Doubling by hand, es: Duplicar a mano}", "title: [Doubling]",
      line: 2, "`title` should be a mapping, and is a list"),
    Refusal(
      "unknown language", "languages: [en, es]", "languages: [en, de]", line: 3,
      "the tutor has no words of its own in `de`",
      hint:
        "It speaks `en` and `es`, and a lesson is in those: take the other out of `languages`. A "
        + "further one is first given to the tutor, as \"The tutor's words are phrases\" in "
        + "Sources/ARCHITECTURE.md says"),
    Refusal(
      "module of ours", "module: Doubling", "module: TensorKit", line: 4,
      "a module `TensorKit` is there already, and the student's file is compiled beside it",
      hint: "Choose another, such as `TensorKitLesson`"),
    Refusal(
      "module of the system's in other letters", "module: Doubling", "module: glibc", line: 4,
      "a module `glibc` is there already, and the student's file is compiled beside it"),
    Refusal(
      "module a word of Swift", "module: Doubling", "module: class", line: 4,
      "`class` is a word of Swift, and no module can be called so",
      hint: "Choose another, such as `classLesson`"),
    Refusal(
      "accepts without of", "- accepts: {of: full}", "- accepts: {}", line: 37,
      "`blocks[1].checks[1].rules[16].accepts` has no `of`"),
    Refusal("no language", "languages: [en, es]", "languages: []", line: 3, "`languages` is empty"),
    Refusal(
      "language twice", "languages: [en, es]", "languages: [en, es, en]", line: 3,
      "language `en` is given twice"),
    Refusal(
      "module no identifier", "module: Doubling", "module: 2-fold", line: 4,
      "`2-fold` cannot name a Swift module"),
    Refusal(
      "file outside of the folder", "file: Double.swift", "file: ../Double.swift", line: 5,
      "`../Double.swift` cannot be the student's file"),
    Refusal(
      "one of several files twice", "file: Double.swift", "files: [Double.swift, double.swift]",
      line: 5, "`double.swift` is named twice"),
    Refusal(
      "file and files", "file: Double.swift", "file: Double.swift\nfiles: [Double.swift]", line: 6,
      "both `file` and `files` are given"),
    Refusal("no file", "file: Double.swift", "files: []", line: 5, "`files` is empty"),
    Refusal(
      "file not Swift", "file: Double.swift", "file: Double.c", line: 5,
      "`Double.c` cannot be the student's file"),
    Refusal(
      "declaration without signature",
      "    signature: \"func double(_ x: Tensor) -> Tensor\"\n", "", line: 7,
      "`declares[1]` has no `signature`"),
    Refusal(
      "negative gate", "minutes: 12.5", "minutes: -1", line: 9,
      "`gate.minutes` is -1, and must be 0 or more"),
    Refusal(
      "gate no number", "minutes: 12.5", "minutes: soon", line: 9,
      "`gate.minutes` should be a number, and is `soon`"),
    Refusal(
      "number in quotes", "minutes: 12.5", "minutes: \"12\"", line: 9,
      "`gate.minutes` should be a number, and is `12`"),
    Refusal(
      "not finite", "minutes: 12.5", "minutes: .inf", line: 9,
      "`gate.minutes` should be a number, and is `.inf`"),
    Refusal("name with a path", "  - id: A", "  - id: ../A", line: 11, "`../A` is no name"),
    Refusal(
      "format no whole number", "format: 1", "format: 1.5", line: 1,
      "`format` is 1.5, and must be a whole number"),
  ]

  static let ofChecks = [
    Refusal(
      "duplicate check", "- id: strict_mode", "- id: twice", line: 41,
      "check `twice` is there twice"),
    Refusal(
      "unknown key of a check", "        seconds: 3", "        secnods: 3", line: 20,
      "unknown key `secnods` in `blocks[1].checks[1]`", hint: "Did you mean `seconds`?"),
    Refusal(
      "unknown rule", "- rejects: {of: empty}", "- equals: {of: empty}", line: 36,
      "unknown rule `equals`", hint: "Did you mean `equal`?"),
    Refusal(
      "rule without of", "- rejects: {of: empty}", "- rejects: {}", line: 36,
      "`blocks[1].checks[1].rules[15].rejects` has no `of`"),
    Refusal(
      "rule of two names", "- rejects: {of: empty}", "- {rejects: {of: a}, names: {of: b}}",
      line: 36, "`blocks[1].checks[1].rules[15]` should name one rule, and names 2"),
    Refusal(
      "statement empty in a language",
      "statement: {en: \"It compiles in strict mode\", es: \"Compila en modo estricto\"}",
      "statement: {en: \" \", es: \"Compila en modo estricto\"}", line: 42,
      "`blocks[2].checks[1].statement.en` is empty"),
    Refusal(
      "statement missing in a language",
      "statement: {en: \"It compiles in strict mode\", es: \"Compila en modo estricto\"}",
      "statement: {en: \"It compiles in strict mode\"}", line: 42,
      "`blocks[2].checks[1].statement` has no `es`"),
    Refusal(
      "rules and compiles", "        compiles: strict",
      "        compiles: strict\n        rules: [{rejects: {of: empty}}]", line: 41,
      "`blocks[2].checks[1]` has both `rules` and `compiles`"),
    Refusal(
      "neither rules nor compiles", "        compiles: strict\n", "", line: 41,
      "`blocks[2].checks[1]` has neither `rules` nor `compiles`"),
    Refusal(
      "no rules in rules", "        compiles: strict", "        rules: []", line: 44,
      "`blocks[2].checks[1].rules` is empty"),
    Refusal(
      "other way to compile", "        compiles: strict", "        compiles: loosely",
      line: 44, "unknown way to compile `loosely`"),
    Refusal(
      "negative weight", "weight: 2", "weight: -2", line: 18,
      "`blocks[1].checks[1].weight` is -2, and must be 0 or more"),
    Refusal(
      "step no whole number", "step: 2", "step: 1.5", line: 15,
      "`blocks[1].checks[1].step` is 1.5, and must be a whole number"),
    Refusal(
      "needs a step that is not later", "        step: 2", "        step: 2\n        needs: 2",
      line: 16, "`needs` is 2, and the check belongs to step 2",
      hint: "It names a later step of the block, without which the check cannot hold"),
    Refusal(
      "unknown visibility", "visibility: hidden", "visibility: hiden", line: 19,
      "unknown visibility `hiden`", hint: "Did you mean `hidden`?"),
    Refusal(
      "no time", "seconds: 3", "seconds: 0", line: 20,
      "`blocks[1].checks[1].seconds` must be above 0 and at most 600"),
    Refusal(
      "too much time", "seconds: 3", "seconds: 601", line: 20,
      "`blocks[1].checks[1].seconds` must be above 0 and at most 600"),
    Refusal(
      "measure of an unknown check", "    check: twice\n    value: count",
      "    check: twize\n    value: count", line: 50,
      "measure `element_count` names the check `twize`, which the pack does not have",
      hint: "Did you mean `twice`?"),
    Refusal(
      "measure without a quantity", "    check: twice\n    value: count",
      "    check: twice", line: 50,
      "`measures[2]` should have one of `difference` and `value`"),
    Refusal(
      "measure twice", "id: element_count", "id: doubling_error", line: 50,
      "measure `doubling_error` is there twice"),
    Refusal("duplicate block", "- id: B", "- id: A", line: 38, "block `A` is there twice"),
  ]

  static let ofRules = [
    Refusal(
      "negative tolerance", "within: 1e-6", "within: -1e-6", line: 24,
      "`blocks[1].checks[1].rules[3].equal.within` is -1e-6, and must be 0 or more"),
    Refusal(
      "unknown part of a tolerance", "absolute: 0.5", "absolut: 0.5", line: 22,
      "unknown key `absolut` in `blocks[1].checks[1].rules[1].reference.within`",
      hint: "Did you mean `absolute`?"),
    Refusal(
      "compared with itself", "equal: {of: y, to: sum}", "equal: {of: y, to: y}", line: 23,
      "`blocks[1].checks[1].rules[2].equal` compares `y` with itself"),
    Refusal(
      "differs from itself", "differs: {of: y, from: x}", "differs: {of: x, from: x}",
      line: 33, "`blocks[1].checks[1].rules[12].differs` compares `x` with itself"),
    Refusal(
      "two literals", "everywhere: 0", "everywhere: 0, value: 0", line: 29,
      "`blocks[1].checks[1].rules[8].exactly` should have one of `value` and `everywhere`"),
    Refusal(
      "no literal", "exactly: {of: zeros, everywhere: 0, within: 2e-6}", "exactly: {of: zeros}",
      line: 29,
      "`blocks[1].checks[1].rules[8].exactly` should have one of `value` and `everywhere`"),
    Refusal(
      "a tolerance for a text", "everywhere: 0, within", "value: zero, within", line: 29,
      "`blocks[1].checks[1].rules[8].exactly` has `within`, and its value is no number",
      hint: "Texts and lists are the same or not"),
    Refusal(
      "a tolerance below zero", "within: 2e-6}", "within: -2e-6}", line: 29,
      "`blocks[1].checks[1].rules[8].exactly.within` is -2e-6, and must be 0 or more"),
    Refusal(
      "no bound", "bounded: {of: y, low: 0}", "bounded: {of: y}", line: 31,
      "`blocks[1].checks[1].rules[10].bounded` should have `low`, `high` or both"),
    Refusal(
      "bounds the wrong way round", "low: -2, high: 2", "low: 2, high: -2", line: 30,
      "`blocks[1].checks[1].rules[9].bounded` can never hold: its `low` is above its `high`"),
    Refusal(
      "bad number", "by: 1e-3", "by: 1e-3x", line: 32,
      "`blocks[1].checks[1].rules[11].differs.by` should be a number, and is `1e-3x`"),
    Refusal(
      "names no list", "are: [a, b]", "are: a", line: 34,
      "`blocks[1].checks[1].rules[13].names.are` should be a list, and is `a`"),
  ]
}

struct RefusalTests {
  @Test(arguments: Refusal.ofTheManifest + Refusal.ofChecks + Refusal.ofRules)
  func isRefusedWithItsLine(_ refusal: Refusal) throws {
    let folder = try PackFolder()
    try folder.replace(refusal.old, with: refusal.new)
    let problems = folder.problems()
    #expect(problems.count == 1, "\(problems)")
    let problem = try #require(problems.first)
    #expect(problem.file == "pack.yml")
    #expect(problem.line == refusal.line)
    #expect(problem.message == refusal.message)
    if let hint = refusal.hint { #expect(problem.hint == hint) }
  }

  @Test func whatIsNoYAMLIsRefusedWithItsLine() throws {
    let folder = try PackFolder()
    try folder.replace("module: Doubling", with: "module: [Doubling")
    let problem = try #require(folder.problems().first)
    #expect(problem.file == "pack.yml")
    #expect(problem.line == 5)
    #expect(problem.message.hasPrefix("not YAML: "))
  }

  @Test func aKeyGivenTwiceIsRefused() throws {
    let folder = try PackFolder()
    try folder.replace("module: Doubling", with: "module: Doubling\nmodule: Doubling")
    let problem = try #require(folder.problems().first)
    #expect(problem.message == "given twice in one mapping: `module`")
  }

  @Test func aKeyIsGivenByItsDigest() throws {
    let folder = try PackFolder()
    let digest = String(repeating: "0a", count: 32)
    try folder.replace("{minutes: 12.5}", with: "{minutes: 12.5, key: \(digest.uppercased())}")
    #expect(try PackLoader.load(folder.url).gate == Gate(minutes: 12.5, keyDigest: digest))
    try folder.replace(digest.uppercased(), with: "secret")
    #expect(folder.problems().map(\.message) == ["`gate.key` is no SHA-256 digest"])
  }

  private static let question = """
        questions:
          - id: which
            ask: {en: "Which?", es: "¿Cuál?"}
            answers: [{en: A, es: A}, {en: B, es: B}]
            right: 2
            because: {en: "So.", es: "Así."}
        checks:

    """

  @Test func questionsAreRead() throws {
    let folder = try PackFolder()
    try folder.replace("    checks:\n      - id: twice", with: Self.question + "      - id: twice")
    let question = try #require(try PackLoader.load(folder.url).blocks[0].questions.first)
    #expect(question.id == "which")
    #expect(question.right == 1)
    #expect(question.answers.map { $0[.es] } == ["A", "B"])
  }

  @Test(
    arguments: [
      ("right: 2", "right: 3", "`right` is 3, and there are 2 answers"),
      ("right: 2", "right: 0", "`blocks[1].questions[1].right` is 0, and must be 1 or more"),
      (
        "[{en: A, es: A}, {en: B, es: B}]", "[{en: A, es: A}]",
        "`blocks[1].questions[1].answers` holds 1, and should hold 2 to 9"
      ),
      (
        "because: {en: \"So.\", es: \"Así.\"}", "because: {en: \"So.\"}",
        "`blocks[1].questions[1].because` has no `es`"
      ),
      (
        "id: which", "id: which\n        hint: no", "unknown key `hint` in `blocks[1].questions[1]`"
      ),
    ])
  func aBadQuestionIsRefused(_ old: String, _ new: String, _ message: String) throws {
    let folder = try PackFolder()
    let question = Self.question.replacing(old, with: new)
    try folder.replace("    checks:\n      - id: twice", with: question + "      - id: twice")
    #expect(folder.problems().map(\.message) == [message])
  }

  @Test(arguments: ["", "# nothing but a comment\n"])
  func anEmptyManifestIsRefused(_ text: String) throws {
    let folder = try PackFolder()
    try folder.write(text, to: "pack.yml")
    #expect(folder.problems().map(\.message) == ["the file is empty"])
  }

  @Test func aListForAManifestIsRefused() throws {
    let folder = try PackFolder()
    try folder.write("- format: 1\n", to: "pack.yml")
    #expect(folder.problems().map(\.message) == ["`the file` should be a mapping, and is a list"])
  }

  @Test func emptyBlocksAndChecksAreRefused() throws {
    let folder = try PackFolder()
    let text = try String(
      contentsOf: folder.url.appendingPathComponent("pack.yml"), encoding: .utf8)
    let head = String(text[..<(try #require(text.firstRange(of: "blocks:"))).lowerBound])
    try folder.write(head + "blocks: []\n", to: "pack.yml")
    #expect(folder.problems().map(\.message) == ["`blocks` is empty"])
    try folder.write(
      head + "blocks:\n  - id: A\n    title: {en: a, es: b}\n    checks: []\n", to: "pack.yml")
    #expect(folder.problems().map(\.message) == ["`blocks[1].checks` is empty"])
  }

  @Test func allProblemsAreReportedAtOnce() throws {
    let folder = try PackFolder()
    try folder.replace("weight: 2", with: "weight: much")
    try folder.replace("- rejects: {of: empty}", with: "- rejets: {of: empty}")
    try folder.replace("compiles: strict", with: "compiles: loosely")
    #expect(folder.problems().map(\.line) == [18, 36, 44])
  }
}
