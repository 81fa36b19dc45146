import Foundation
import Testing

@testable import byhand

/// The commands as a student meets them, on the lesson that ships.
@Suite(.serialized) struct CommandTests {
  @Test func theReferenceIsGreen() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run(["check", "--file", BuiltProgram.solution.path, "--seed", "7"])
    #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
  }

  @Test func theStarterIsRedAndNothingCrashes() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run(["check", "--format", "json"])
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.output.contains("lora_init_identity"))
    #expect(!outcome.output.contains("crashed"))
  }

  @Test func withoutATerminalItSaysWhereTheStudentIs() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run([], environment: ["TERM": "dumb"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("byhand check"))
    #expect(outcome.output.contains(program.studentFile.path))
  }

  @Test func spanishIsSpokenThroughout() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run(["status", "--lang", "es"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Tu archivo"))
  }

  @Test func theSolutionStaysClosedUntilItsGateOpens() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run(["solution", "--block", "A"])
    #expect(outcome.status == 1)
    #expect(!outcome.output.contains("class LoRALinear"))
  }

  @Test func hintsOpenRungByRung() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let first = try program.run(["hint", "--block", "A"])
    #expect(first.output.hasPrefix("A · 1/"))
    #expect(try program.run(["hint", "--block", "A"]).output.hasPrefix("A · 2/"))
    #expect(try program.run(["hint", "--block", "A", "--rung", "4"]).status != 0)
    #expect(try program.run(["hint", "--block", "A", "--rung", "1"]).output == first.output)
  }

  @Test func theTheoryIsPrintedAPageAtATime() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let first = try program.run(["theory", "00", "--page", "1"])
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.hasPrefix("# Swift for PyTorch people\n"))
    let list = try program.run(["theory", "01"]).output
    #expect(list.contains("  2  Other people's counts (other-peoples-counts)\n"))
    #expect(list.contains("byhand theory 01 --page 1\n"))
    #expect(!list.contains("# "))
    let second = try program.run(["theory", "01", "--page", "2", "--lang", "es"]).output
    #expect(second.hasPrefix("# Cuentas ajenas\n"))
    let named = try program.run(
      ["theory", "01", "--page", "other-peoples-counts", "--lang", "es"])
    #expect(named.output == second)
    let unknown = try program.run(["theory", "01", "--page", "3"])
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("there is no theory page 3"))
    // Reading leaves nothing behind.
    #expect(
      !FileManager.default.fileExists(atPath: program.home.appendingPathComponent("work").path))
  }

  @Test func aLessonWithoutTheorySaysSo() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let into = program.home.appendingPathComponent("packs").path
    #expect(try program.run(["pack", "new", "05-bare", "--into", into]).status == 0)
    let outcome = try program.run(["theory", into + "/lessons/05-bare"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "This lesson has no theory to read.\n")
  }

  @Test func passingMeasuresTheNotesAndOpensTheSolution() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["status"])
    try Data(contentsOf: BuiltProgram.solution).write(to: program.studentFile)
    #expect(try program.run(["check"]).status == 0)
    #expect(try program.run(["solution", "--block", "D"]).status == 0)
    let notes = try program.run(["notes"])
    #expect(notes.output.contains("1024"))
    #expect(notes.errors.isEmpty)
    #expect(notes.output.contains(" · base: none |"), "\(notes.output)")
    #expect(try program.run(["check", "--lang", "es", "--block", "A"]).status == 0)
    let spanish = try program.run(["notes", "--lang", "es"]).output
    #expect(spanish.contains(" · base: ninguno |"), "\(spanish)")
  }

  @Test func aResetIsUndone() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["status"])
    try Data("// mine\n".utf8).write(to: program.studentFile)
    #expect(try program.run(["reset"]).status == 0)
    #expect(try String(contentsOf: program.studentFile, encoding: .utf8) != "// mine\n")
    #expect(try program.run(["reset", "--undo"]).status == 0)
    #expect(try String(contentsOf: program.studentFile, encoding: .utf8) == "// mine\n")
    #expect(try program.run(["reset", "--undo"]).status == 2)
  }

  @Test func theToolsOwnTroubleIsASentenceAndStatusTwo() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let noToolchain = try program.run(["check"], environment: ["PATH": "/nowhere"])
    #expect(noToolchain.status == 2)
    #expect(noToolchain.errors.contains("swift.org/install"))
    #expect(try program.run(["check", "no-such-lesson"]).status == 2)
    #expect(try program.run(["check", "--only", "no_such_check"]).status == 2)
  }

  @Test(arguments: ["missing", "empty", "folder", "link", "latin1"])
  func aFileThatIsNoSourceIsSaidAndLost(_ kind: String) throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["status"])
    let file = program.studentFile
    try FileManager.default.removeItem(at: file)
    switch kind {
    case "empty": try Data().write(to: file)
    case "folder":
      try FileManager.default.createDirectory(at: file, withIntermediateDirectories: false)
    case "link":
      try FileManager.default.createSymbolicLink(
        at: file, withDestinationURL: BuiltProgram.solution)
    case "latin1": try Data([0x61, 0xE9, 0x0A]).write(to: file)
    default: break
    }
    let outcome = try program.run(["check"])
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.output.contains("LoRA.swift"))
  }
}
