import Foundation
import Testing

/// Which lesson is meant where none is named, and what is said of all of them.
@Suite struct WayTests {
  @Test func statusWithoutANameSaysHowFarAllLessonsAre() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let first = try program.run(["status"])
    #expect(first.status == 0)
    #expect(first.output.contains("Begin with 00 LoRALinear by hand: it is the first in the list."))
    // It makes nothing, so that nothing is begun by looking.
    #expect(!FileManager.default.fileExists(atPath: program.lesson.path))
    _ = try program.run(["check", "01"])
    let begun = try program.run(["status", "--lang", "es"]).output
    #expect(begun.contains("Sigue con 01 Las cuentas de LoRA: estabas en A"))
    #expect(try program.run(["status", "01"]).output.contains("Block A · One Linear"))
  }

  /// What is not named is the lesson that was worked on last, and the first before that.
  @Test func aCommandWithoutANameGoesOnWhereTheStudentWas() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    #expect(try program.run(["check"]).output.contains("00-lora-by-hand"))
    _ = try program.run(["check", "01"])
    #expect(try program.run(["check"]).output.contains("01-lora-counts"))
    let lines = try program.run(["start", "--plain"], input: "quit\n").output
    #expect(lines.contains("ByHand · 01 LoRA counts"))
    _ = try program.run(["check", "00"])
    #expect(try program.run(["check"]).output.contains("00-lora-by-hand"))
  }

  /// From a finished lesson the tutor in lines says what comes next, and goes there.
  @Test func aFinishedLessonLeadsOn() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["status", "00"])
    try program.write(String(contentsOf: BuiltProgram.solution, encoding: .utf8))
    let first = try program.run(["start", "00", "--plain"], input: "summary\nonward\nquit\n").output
    #expect(first.contains("Next lesson: 01 LoRA counts. It builds on this one."))
    #expect(first.contains("ByHand · 01 LoRA counts"))
    _ = try program.run(["check", "00"])
    let again = try program.run(["start", "--plain"], input: "quit\n").output
    #expect(again.contains("- 00 LoRALinear by hand: finished, all"))
    #expect(again.contains("ByHand · 01 LoRA counts"))
  }

  /// What is best done before a pack is said, and what of it is not here.
  @Test func packInfoSaysWhatComesBefore() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let info = try program.run(["pack", "info", "01"]).output
    #expect(info.contains("best done after: 00-lora-by-hand\n"))
    #expect(try !program.run(["pack", "info", "00"]).output.contains("best done after"))
    let into = program.home.appendingPathComponent("packs")
    _ = try program.run(["pack", "new", "05-bare", "--into", into.path])
    let lesson = into.appendingPathComponent("lessons/05-bare")
    let manifest = lesson.appendingPathComponent("pack.yml")
    let text = try String(contentsOf: manifest, encoding: .utf8)
    #expect(text.contains("# after: [00-lora-by-hand]"))
    try text.replacing("# after: [00-lora-by-hand]", with: "after: [00-lora-by-hand, 77-none]")
      .write(to: manifest, atomically: true, encoding: .utf8)
    #expect(
      try program.run(["pack", "info", lesson.path]).output
        .contains("best done after: 00-lora-by-hand, 77-none (not installed)"))
  }
}
