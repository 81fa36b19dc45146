import Foundation
import Testing

@testable import LessonPacks

/// equivalents.yml: changes that change nothing, with their reasons.
struct EquivalentTests {
  private static let good = """
    - file: alternatives/x.swift
      line: "let a = b + c"
      to: "let a = c + b"
      why: A sum does not depend on the order.
    - file: solutions/good/Double.swift
      in: double
      line: " return x "
      to: (dropped)
      why: It is returned
        all the same.

    """

  private func problems(_ text: String) -> [String] {
    Equivalent.parse(text).problems.map { "\($0.file):\($0.line ?? 0): \($0.message)" }
  }

  @Test func entriesAreRead() {
    let reading = Equivalent.parse(Self.good)
    #expect(reading.problems == [])
    #expect(
      reading.entries == [
        Equivalent(
          solution: "alternatives/x.swift", line: "let a = b + c", changed: "let a = c + b",
          why: "A sum does not depend on the order.", place: 1),
        Equivalent(
          solution: "solutions/good/Double.swift", function: "double", line: "return x",
          changed: "(dropped)", why: "It is returned all the same.", place: 5),
      ])
  }

  @Test func whatIsMalformedIsSaidWithItsLine() {
    let last = "  to: b\n  why: c\n"
    #expect(
      problems("- file: a\n  line: x\n") == [
        "equivalents.yml:1: `equivalents[1]` has no `to`",
        "equivalents.yml:1: `equivalents[1]` has no `why`",
      ])
    #expect(
      problems("- file: a\n  lines: x\n  line: y\n" + last)
        == ["equivalents.yml:2: unknown key `lines` in `equivalents[1]`"])
    #expect(
      problems("- file: a\n  line: ''\n" + last)
        == ["equivalents.yml:2: `equivalents[1].line` is empty"])
    #expect(
      problems("- file: a\n  in: []\n  line: x\n" + last)
        == ["equivalents.yml:2: `equivalents[1].in` should be a text, and is a list"])
    #expect(
      problems("a: b\n") == ["equivalents.yml:1: `equivalents` should be a list, and is a mapping"])
    #expect(problems("- [a\n").first?.hasPrefix("equivalents.yml:2: not YAML") == true)
  }

  @Test func aBadEntryHidesNoOther() {
    let reading = Equivalent.parse("- file: a\n" + Self.good)
    #expect(reading.entries.count == 2 && reading.problems.count == 3)
  }

  /// The file is no stray one, and the static audit reads it.
  @Test func aPackMayHaveThem() throws {
    let folder = try PackFolder()
    let pack = try PackLoader.load(folder.url)
    #expect(Equivalent.read(in: pack) == Equivalent.Reading())
    try folder.write(Self.good, to: Equivalent.file)
    #expect(Equivalent.read(in: pack).entries.count == 2)
    #expect(PackLint.audit(pack) == [])
    try folder.write("- file: a\n", to: Equivalent.file)
    #expect(PackLint.audit(pack).map(\.message).first == "`equivalents[1]` has no `line`")
  }
}
