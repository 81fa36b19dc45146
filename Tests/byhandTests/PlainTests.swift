import Foundation
import Testing

@testable import byhand

/// The tutor in lines: everything the screen can do, without one.
@Suite(.serialized) struct PlainTests {
  @Test func aWordOrItsFirstLetterInBothLanguages() {
    for word in ["run", "r", "RUN", " ejecutar "] { #expect(PlainCommand(word) == .run) }
    #expect(PlainCommand("check lora_scale") == .check("lora_scale"))
    #expect(PlainCommand("bloque B") == .block("B"))
    #expect(PlainCommand("2") == .answer(2))
    #expect(PlainCommand("dance") == .unknown("dance"))
    #expect(PlainCommand("   ") == nil)
    #expect(PlainCommand("check") == .unknown("check"))
    for word in ["theory", "Teoría", "teoria"] { #expect(PlainCommand(word) == .theory(nil)) }
    #expect(PlainCommand("theory 2") == .theory("2"))
    #expect(PlainCommand("teoría four-lines") == .theory("four-lines"))
  }

  @Test func aWholeSessionInLines() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["status"])
    let wrong = BuiltProgram.repository
      .appendingPathComponent("lessons/00-lora-by-hand/wrong/L07-no-scale.swift")
    try FileManager.default.removeItem(at: program.studentFile)
    try FileManager.default.copyItem(at: wrong, to: program.studentFile)
    let outcome = try program.run(
      ["start", "--plain"],
      input: """
        run
        check lora_scale
        check no_such
        predict
        1
        hint
        block D
        solution
        watch
        language
        notes
        dance
        quit
        run
        """)
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output
    #expect(lines.contains("/63 checks are green"), "\(lines)")
    #expect(lines.contains("This matches a known mistake. α/r is missing everywhere"))
    #expect(lines.contains("there is no check no_such"))
    #expect(lines.contains("Not quite: Only B."))
    #expect(lines.contains("A · 1/"))
    #expect(lines.contains("Now: block D"))
    #expect(lines.contains("The solution of block D opens"))
    #expect(lines.contains("It opens when every block passes."))
    #expect(lines.contains("Órdenes: ejecutar"))
    #expect(!lines.contains("class LoRALinear"))
    // What stands behind quit is not run.
    #expect(lines.components(separatedBy: "checks are green").count == 2)
  }

  @Test func theTheoryIsReadInLines() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run(
      ["start", "01", "--plain"],
      input: "help\ntheory\ntheory 1\ntheory 9\nlanguage\nteoría\nteoria four-lines\n")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output
    #expect(lines.contains("theory [PAGE]"))
    #expect(lines.contains("  1  Four lines to keep (four-lines)"), "\(lines)")
    #expect(lines.contains("One of them, for example: theory 1"))
    #expect(lines.contains("# Four lines to keep\n"))
    #expect(lines.contains("there is no theory page 9. This lesson has four-lines,"))
    #expect(lines.contains("Una de ellas, por ejemplo: teoría 1"))
    #expect(lines.contains("# Cuatro líneas para llevar\n"))
  }

  @Test func anInputThatEndsWithoutALineEndIsTaken() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run(["--plain"], input: "hint")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("A · 1/"))
  }
}
