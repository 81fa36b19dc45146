import Foundation
import TestSupport
import Testing

/// `byhand hint` in a lesson whose steps have hints of their own.
struct StepHintCommandTests {
  /// A copy of the first lesson, whose block A has two hints for step 3, one for step 1 and one for all.
  private final class Lesson {
    let program: BuiltProgram
    let path: String
    private let temporary = TemporaryFolder()

    init() throws {
      program = try BuiltProgram()
      let name = "00-lora-by-hand"
      path = temporary.file("lessons/\(name)").path
      try temporary.makeFolder("lessons")
      try FileManager.default.copyItem(
        at: Repository.root.appendingPathComponent("lessons/\(name)"),
        to: temporary.file("lessons/\(name)"))
      try write("Step", in: "en")
      try write("Paso", in: "es")
    }

    func write(_ word: String, in language: String) throws {
      let hints =
        "## All\n\nAll.\n\n## \(word) 3 · One\n\nOne.\n\n## \(word) 1 · First\n\nFirst.\n\n"
      try temporary.write(
        "lessons/00-lora-by-hand/hints/\(language)/A.md", hints + "## \(word) 3 · Two\n\nTwo.\n")
    }

    func hint(_ arguments: String..., language: String = "en") throws -> BuiltProgram.Outcome {
      try program.run(["hint", path, "--lang", language] + arguments)
    }

    deinit { program.remove() }
  }

  @Test func aStepsHintsComeBeforeItsBlocks() throws {
    let lesson = try Lesson()
    let first = try lesson.hint("--block", "A", "--step", "3")
    #expect(first.status == 0, "\(first.errors)")
    #expect(first.output.hasPrefix("Step 3, hint 1 of 2\nOne\n"), "\(first.output)")
    #expect(first.output.hasSuffix("Run `byhand hint --step 3 --next` for the next one.\n"))
    #expect(try lesson.hint("--step", "3").output == first.output)
    let second = try lesson.hint("--step", "3", "--next").output
    #expect(second.hasPrefix("Step 3, hint 2 of 2\nTwo\n"), "\(second)")
    #expect(second.hasSuffix("--step 3 --next` for the hints of the whole block.\n"))
    let third = try lesson.hint("--step", "3", "--next").output
    #expect(third.hasPrefix("Block A, hint 1 of 1\nAll\n"), "\(third)")
    #expect(try lesson.hint("--step", "3", "--next").output == "There is no further hint.\n")
    #expect(try lesson.hint("--step", "3", "--number", "1").output == first.output)
    #expect(try lesson.hint("--check", "lora_init_a_bound").output == third)
    let spanish = try lesson.hint("--step", "1", language: "es").output
    #expect(spanish.hasPrefix("Paso 1, pista 1 de 1\n"), "\(spanish)")
  }

  @Test func withoutAStepItSaysWhichHaveHints() throws {
    let lesson = try Lesson()
    _ = try lesson.hint("--step", "3")
    let list = try lesson.hint("--block", "A").output
    #expect(list.contains("First values: 1 of 2 opened"), "\(list)")
    #expect(list.contains("The whole block: 0 of 1 opened"))
    #expect(list.contains("Run `byhand hint --step 1` for those of step 1."))
    #expect(try lesson.hint().output == list)
    let next = try lesson.hint("--next").output
    #expect(next.hasPrefix("Block A, hint 1 of 1\n"), "\(next)")
    #expect(next.contains("Steps with hints of their own: 1, 3."))
  }

  @Test func whatIsNoneIsRefused() throws {
    let lesson = try Lesson()
    let step = try lesson.hint("--step", "9")
    #expect(step.status == 2)
    #expect(step.errors.contains("block A has no step 9. It has 1, 2, 3, 4, 5, 6."))
    let check = try lesson.hint("--check", "lora_scal")
    #expect(check.status == 2)
    #expect(check.errors.contains("Did you mean lora_scale?"))
    let number = try lesson.hint("--step", "1", "--number", "2")
    #expect(number.status == 2)
    #expect(number.errors.contains("step 1 has 1 hint of its own, and you have opened 0"))
    #expect(try lesson.hint("--step", "1", "--check", "lora_scale").status == 64)
  }
}
