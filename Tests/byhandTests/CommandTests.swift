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
    // Nothing is written for a file that is not the student's own.
    #expect(!FileManager.default.fileExists(atPath: program.lesson.path))
  }

  /// Whoever names a file reads of that one, in every format.
  @Test(arguments: ["text", "json", "junit"])
  func aFileThatIsNamedIsNamedInTheReport(_ format: String) throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let file = program.home.appendingPathComponent("mine.swift")
    try "import TensorKit\nlet".write(to: file, atomically: true, encoding: .utf8)
    let outcome = try program.run(["check", "--file", file.path, "--format", format])
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.output.contains("mine.swift does not compile"), "\(outcome.output)")
  }

  /// Where a file is gone, what was kept of it is said, whatever part of the lesson was asked for.
  @Test(arguments: [[], ["A"]])
  func theNewestVersionThatWasKeptIsSaid(_ words: [String]) throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["check"])
    try FileManager.default.removeItem(at: program.studentFile)
    let outcome = try program.run(["check"] + words)
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.output.contains("The newest version that was kept: "), "\(outcome.output)")
  }

  @Test func theStarterIsNoReproachAndNothingCrashes() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run(["check", "--format", "json"])
    #expect(outcome.status == 1, "\(outcome.errors)")
    #expect(outcome.output.contains("lora_init_identity"))
    #expect(!outcome.output.contains("crashed"))
    let text = try program.run(["check"])
    #expect(text.status == 1)
    #expect(
      text.output.contains("A  Identity at init  0/\(LessonZero.count(of: "A"))"), "\(text.output)")
    #expect(
      text.output.contains("0 hold · 0 wrong · 0 could not run · \(LessonZero.all) not begun"))
    #expect(text.output.contains("You are at: A · Identity at init, step 1."))
  }

  @Test func withoutATerminalItSaysWhereTheStudentIs() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run([], environment: ["TERM": "dumb"])
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output.contains("You are at: A · Identity at init"))
    #expect(outcome.output.contains("type one of these words:"))
    #expect(outcome.output.contains(program.studentFile.path))
  }

  @Test func spanishIsSpokenThroughout() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let status = try program.run(["status", "00", "--lang", "es"])
    #expect(status.status == 0)
    #expect(status.output.contains("Tu archivo"))
    #expect(
      status.output.contains("Pistas del bloque A: 0 de \(LessonZero.hints(of: "A")) abiertas."))
    let locale = ["LANG": "es_ES.UTF-8", "LC_ALL": "es_ES.UTF-8"]
    let hint = try program.run(["hint", "--number", "4"], environment: locale)
    #expect(hint.status == 2)
    #expect(hint.errors.contains("Se abren una tras otra"), "\(hint.errors)")
    let check = try program.run(["check"], environment: locale)
    #expect(check.output.contains("Estás en: A · Identidad al inicio, paso 1."))
    let mistyped = try program.run(["chek"], environment: locale)
    #expect(mistyped.errors.contains("¿Querías decir `byhand check`?"))
  }

  @Test func theSolutionStaysClosedUntilItsGateOpens() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run(["solution", "--block", "A"])
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("opens after 20 min of work on a red check"))
    #expect(!outcome.output.contains("class LoRALinear"))
  }

  /// Read twice, a hint is the same hint; only --next opens another.
  @Test func hintsOpenOneByOne() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let all = LessonZero.hints(of: "A", step: 1)
    #expect(all > 2)
    let step = ["hint", "--block", "A", "--step", "1"]
    let first = try program.run(step)
    #expect(first.output.hasPrefix("Step 1, hint 1 of \(all)\n"), "\(first.output)")
    #expect(first.output.hasSuffix("Run `byhand hint --step 1 --next` for the next one.\n"))
    #expect(try program.run(step).output == first.output)
    let second = try program.run(step + ["--next"])
    #expect(second.output.hasPrefix("Step 1, hint 2 of \(all)\n"))
    let tooFar = try program.run(step + ["--number", "4"])
    #expect(tooFar.status == 2)
    #expect(
      tooFar.errors.contains("step 1 has \(all) hints of its own, and you have opened 2"),
      "\(tooFar.errors)")
    #expect(try program.run(step + ["--number", "1"]).output == first.output)
    // One number in every face.
    let block = LessonZero.hints(of: "A")
    let opened = "Hints of block A: 0 of \(block) opened."
    #expect(try program.run(["status", "00"]).output.contains(opened))
    #expect(try program.run(["--plain"], input: "\n").output.contains(opened))
    for _ in 2..<all + block { _ = try program.run(step + ["--next"]) }
    #expect(try program.run(step + ["--next"]).output == "There is no further hint.\n")
  }

  @Test func theTheoryIsPrintedAPageAtATime() throws {
    let program = try BuiltProgram(hasWorkspace: false)
    defer { program.remove() }
    let first = try program.run(["theory", "00", "--page", "1"])
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.hasPrefix("Theory 1 of 2 · Swift for PyTorch people\n\n"))
    #expect(
      first.output.hasSuffix("`byhand theory 00-lora-by-hand --page 2` shows the next one.\n"))
    let list = try program.run(["theory", "01"]).output
    #expect(list.contains("  2  Other people's counts (other-peoples-counts)\n"))
    #expect(list.contains("byhand theory 01 --page 1\n"))
    #expect(!list.contains("# "))
    let second = try program.run(["theory", "01", "--page", "2", "--lang", "es"]).output
    #expect(second.contains("Cuentas ajenas\n"), "\(second)")
    let named = try program.run(
      ["theory", "01", "--page", "other-peoples-counts", "--lang", "es"])
    #expect(named.output == second)
    let unknown = try program.run(["theory", "01", "--page", "3"])
    #expect(unknown.status == 2)
    #expect(unknown.errors.contains("there is no theory page 3"))
    // Reading leaves nothing behind.
    #expect(!FileManager.default.fileExists(atPath: program.workspace.path))
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
    _ = try program.run(["status", "00"])
    try program.write(String(contentsOf: BuiltProgram.solution, encoding: .utf8))
    let green = try program.run(["check"])
    #expect(green.status == 0, "\(green.output)")
    #expect(green.output.contains("All checks pass."))
    // The end names what was built and where it leads.
    #expect(green.output.contains("lines of code in LoRA.swift"))
    #expect(green.output.contains("Run `byhand start 01-lora-counts` to go there."))
    #expect(green.output.contains("Watch it learn: open. Run `byhand train` to see it."))
    #expect(try program.run(["solution", "--block", "D"]).status == 0)
    let notes = try program.run(["notes"])
    #expect(notes.output.contains(": 1024\n"), "\(notes.output)")
    #expect(notes.errors.isEmpty)
    #expect(notes.output.contains("· base: none\n"), "\(notes.output)")
    // The table is read out: no row or rule of it is left, and a norm's bars are not escaped.
    let lines = notes.output.split(separator: "\n")
    #expect(!lines.contains { $0.hasPrefix("|") || $0.contains("--|") }, "\(notes.output)")
    #expect(notes.output.contains("(largest |lora − base|; the limit is"), "\(notes.output)")
    #expect(!notes.output.contains("\\|") && !notes.output.contains("…"))
    #expect(try program.run(["check", "--lang", "es", "--block", "A"]).status == 0)
    let spanish = try program.run(["notes", "--lang", "es"]).output
    #expect(spanish.contains("· base: ninguno\n"), "\(spanish)")
  }

  /// A reset asks; where it cannot, it changes nothing without --yes.
  @Test func aResetIsAskedForAndUndone() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    func own() throws -> String { try String(contentsOf: program.studentFile, encoding: .utf8) }
    _ = try program.run(["status", "00"])
    try program.write("// mine\n")
    let unasked = try program.run(["reset"], input: "y\n")
    #expect(unasked.status == 1)
    #expect(unasked.errors.contains("nothing was changed") && unasked.errors.contains("--yes"))
    #expect(try own() == "// mine\n")
    let done = try program.run(["reset", "--yes"])
    #expect(done.status == 0)
    #expect(
      done.output
        == "LoRA.swift is the starter again. Run `byhand reset --undo` to bring back what you had.\n"
    )
    #expect(try own() != "// mine\n")
    #expect(try program.run(["reset", "--undo"]).status == 0)
    #expect(try own() == "// mine\n")
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
    _ = try program.run(["status", "00"])
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
