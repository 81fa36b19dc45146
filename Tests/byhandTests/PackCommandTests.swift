import Foundation
import TestSupport
import Testing

/// Packs as an instructor handles them at the command line.
@Suite(.serialized) struct PackCommandTests {
  @Test func anAddedPackIsALessonLikeAnyOther() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let data = ["XDG_DATA_HOME": students.root.appendingPathComponent("data").path]
    let asked = try students.program.run(["pack", "add", students.pack], environment: data)
    #expect(asked.status == 1)
    #expect(asked.output.contains("content hash: "))
    #expect(asked.output.contains("probes/: 1 file"))
    #expect(try !students.program.run(["pack", "list"], environment: data).output.contains("norm"))
    let added = try students.program.run(
      ["pack", "add", students.pack, "--yes"], environment: data)
    #expect(added.status == 0, "\(added.errors)")
    let list = try students.program.run(["pack", "list"], environment: data).output
    #expect(list.contains("00-lora-by-hand") && list.contains("added"))

    let solution = students.root.appendingPathComponent("solutions/norm/Layer.swift").path
    let check = try students.program.run(
      ["check", "norm", "--file", solution, "--seed", "3"], environment: data)
    #expect(check.status == 0, "\(check.output)\(check.errors)")
    let status = try students.program.run(["status", "nor"], environment: data)
    #expect(status.output.contains("Layer.swift"))
    #expect(
      try students.program.run(["pack", "audit", "norm", "--seed", "1"], environment: data).status
        == 0)
    #expect(
      try students.program.run(["pack", "add", students.pack, "--yes"], environment: data).status
        == 2)
    #expect(
      try students.program.run(["pack", "remove", "norm", "--yes"], environment: data).status == 0)
    #expect(
      try students.program.run(["pack", "remove", "norm", "--yes"], environment: data).status == 2)
  }

  @Test func aShippedPackIsNotReplaced() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run([
      "pack", "add", Repository.root.path, "--pack", "00-lora-by-hand", "--yes",
      "--replace",
    ])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("already"))
  }

  @Test func theDoctorOnlyLooks() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let work = students.program.workspace.path
    try FileManager.default.removeItem(atPath: work)
    let before = try students.contents("")
    let look = try students.program.run(["doctor", students.pack])
    #expect(look.status == 0, "\(look.output)")
    #expect(look.output.contains("ok   folder: ") && look.output.contains("not there yet"))
    #expect(look.output.contains("ok   file watching: "))
    #expect(try students.contents("") == before)
    #expect(!FileManager.default.fileExists(atPath: work))

    let kept = "work/norm/.byhand/progress.json"
    try students.write(kept, "no progress")
    let second = try students.program.run(["doctor", students.pack])
    #expect(second.status == 2)
    #expect(second.output.contains("FAIL folder: "))
    #expect(try students.contents("work") == ["norm/.byhand/progress.json": "no progress"])
  }

  @Test func whatIsNotNamedLiesInTheHome() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let bare = ["BYHAND_WORKSPACE": "", "XDG_CACHE_HOME": "", "XDG_DATA_HOME": ""]
    #expect(
      try students.program.run(["pack", "add", students.pack, "--yes"], environment: bare).status
        == 0)
    let start = ["start", "norm", "--plain"]
    #expect(try students.program.run(start, environment: bare).status == 0)
    let solution = students.root.appendingPathComponent("solutions/norm/Layer.swift").path
    #expect(
      try students.program.run(["check", "norm", "--file", solution], environment: bare).status
        == 0)
    for path in [".local/share/byhand/packs/lessons/norm", "byhand/norm", ".cache/byhand"] {
      #expect(
        FileManager.default.fileExists(atPath: students.root.appendingPathComponent(path).path),
        "\(path)")
    }
  }

  @Test func aManifestThatCannotBeReadHidesNoOtherPack() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let root = students.root.path
    #expect(try students.program.run(["pack", "new", "other", "--into", root]).status == 0)
    try students.write("lessons/norm/pack.yml", "format: 1\n")
    let other = students.root.appendingPathComponent("lessons/other").path
    let outcome = try students.program.run(
      ["pack", "audit", students.pack, other, "--seed", "1"])
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("lessons/norm/pack.yml"), "\(outcome.errors)")
    #expect(outcome.output.contains("other: 5 checks") && outcome.output.contains("Proved"))
  }

  /// A table without the mistake of a file that cannot be read would hide it from students.
  @Test func noTableIsWrittenWhileAHeaderCannotBeRead() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let wrong = try students.wrong("careless")
    try students.write(
      "lessons/norm/wrong/careless.swift", wrong.replacing("caught-by", with: "caught"))
    let audit = ["pack", "audit", students.pack, "--seed", "1", "--write-diagnoses"]
    let outcome = try students.program.run(audit)
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("1 problem"), "\(outcome.output)")
    #expect(outcome.errors.contains("diagnoses.json was not written"))
    let table = students.root.appendingPathComponent("lessons/norm/diagnoses.json").path
    #expect(!FileManager.default.fileExists(atPath: table))
    try students.write("lessons/norm/wrong/careless.swift", wrong)
    #expect(try students.program.run(audit).status == 0)
    #expect(FileManager.default.fileExists(atPath: table))
  }

  @Test func smallMistakesAreMadeAndCounted() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let mutate = ["pack", "mutate", students.pack, "--only", "reference", "--limit", "6"]
    let outcome = try students.program.run(mutate + ["--at-least", "0"])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    #expect(outcome.output.contains("6 tried, sample 1"))
    let last = outcome.output.split(separator: "\n").last ?? ""
    #expect(last.wholeMatch(of: /killed \d+ of \d+, 0 equivalent/) != nil, "\(last)")
    // The same sample, as JSON.
    let json = try students.program.run(mutate + ["--at-least", "0", "--format", "json"])
    let killed = try #require(last.firstMatch(of: /killed (\d+)/)?.1)
    #expect(json.output.contains("\"killed\" : \(killed),"), "\(json.output)")

    try students.write(
      "lessons/norm/equivalents.yml",
      "- {file: solutions/norm/Layer.swift, line: gone, to: changed, why: No more.}\n")
    let stale = try students.program.run(mutate + ["--at-least", "0"])
    #expect(stale.status == 1)
    #expect(stale.output.contains("equivalents.yml:1: no mutant turns `gone` into `changed`"))
    let unknown = try students.program.run(["pack", "mutate", students.pack, "--only", "none"])
    #expect(unknown.status == 64 && unknown.errors.contains("--only none"))
  }
}
