import Foundation
import TestSupport
import Testing
import Tutor

@testable import byhand

/// The tutor in lines: everything the screen can do, without one.
@Suite(.serialized) struct PlainTests {
  private static let wrong = Repository.root
    .appendingPathComponent("lessons/00-lora-by-hand/wrong/L07-no-scale.swift")

  @Test func aWordOrItsFirstLetterInBothLanguages() {
    for word in ["run", "r", "RUN", " ejecutar "] {
      #expect(Binding.action(forLine: word) == .run)
    }
    #expect(Binding.action(forLine: "check lora_scale") == .check("lora_scale"))
    #expect(Binding.action(forLine: "bloque B") == .block("B"))
    #expect(Binding.action(forLine: "2") == .answer(1))
    #expect(Binding.action(forLine: "dance") == .unknown("dance", near: nil))
    #expect(Binding.action(forLine: "   ") == nil)
    for word in ["theory", "Teoría", "teoria"] {
      #expect(Binding.action(forLine: word) == .theory(nil))
    }
    #expect(Binding.action(forLine: "theory 2") == .theory("2"))
    #expect(Binding.action(forLine: "teoría four-lines") == .theory("four-lines"))
  }

  @Test func aWholeSessionInLines() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["status", "00"])
    try program.write(String(contentsOf: Self.wrong, encoding: .utf8))
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
    #expect(lines.contains(" of \(LessonZero.all) checks hold · "), "\(lines)")
    #expect(
      lines.contains("This matches a known mistake. The factor of the branch in forward is 1"))
    #expect(lines.contains("There is no check no_such."))
    #expect(lines.contains("Not quite: Only B"))
    // That of the step of the check that was asked for.
    #expect(lines.contains("Step 5, hint 1 of \(LessonZero.hints(of: "A", step: 5))"))
    #expect(lines.contains("You are at: D · Merge for inference"))
    #expect(lines.contains("The solution of block D opens"))
    #expect(lines.contains("It opens when every block passes."))
    #expect(lines.contains("o escribe una de estas palabras:"))
    #expect(lines.contains("No existe la orden «dance». Escribe ayuda para verlas todas."))
    #expect(!lines.contains("class LoRALinear"))
    // What stands behind quit is not run.
    #expect(lines.components(separatedBy: " checks hold").count < 8)
    #expect(lines.components(separatedBy: "checks hold · ").count == 3)
  }

  /// Nothing that is said names a key that lines do not have, or shows Markdown.
  @Test(arguments: ["en", "es"]) func noKeyIsNamedAndNoMarkdownShown(_ language: String) throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["status", "00"])
    try program.write(String(contentsOf: Self.wrong, encoding: .utf8))
    let words =
      "run\nhint\nnext\npredict\n1\nsolution\ncheck lora_scale\noutput\nsummary\nwatch\nreset\nundo\n"
      + "notes\nback\nstatus\nhelp\n"
    let said = try program.run(["--plain", "--lang", language], input: words).output
    let keys = [
      " h ", " s ", "(u)", "(X)", " X ", "Enter", "Intro", "Press ", "Pulsa ", " f l",
      "f la",
      "→ s", "e opens", "e abre LoRA", "; d ", "← ",
    ]
    for line in said.split(separator: "\n") where !line.hasPrefix("→ ") && !line.contains("? ") {
      for key in keys { #expect(!line.contains(key), "\(key): \(line)") }
      #expect(!line.contains("**") && !line.hasPrefix("#"), "\(line)")
    }
    #expect(said.split(separator: "\n").allSatisfy { $0.count <= 100 || $0.contains("/") })
  }

  /// From the first save to a block that passes: each save is answered, and the answer leads on.
  @Test func savesAreJudgedAsTheyCome() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let tutor = try RunningProgram(program, ["--plain"])
    try tutor.wait(for: "checks hold · ")
    #expect(tutor.text.contains("Type step 1 to read what to write first"))
    try tutor.say("step 1")
    try tutor.wait(for: "Step 1 · Construct it\n\n")
    var mark = tutor.text.count
    let starter = try String(contentsOf: program.studentFile, encoding: .utf8)
    try program.write(
      starter.replacing("    super.init()\n", with: "    let n: Int = rr\n    super.init()\n"))
    try tutor.wait(for: "cannot find 'rr' in scope", since: mark)
    #expect(String(tutor.text.dropFirst(mark)).contains("does not compile"))
    mark = tutor.text.count
    let done = try BlockA.done()
    try program.write(done.replacing("scale * branch", with: "branch"))
    try tutor.wait(for: "wrong\n", since: mark)
    mark = tutor.text.count
    try program.write(done)
    try tutor.wait(
      for: "\(LessonZero.count(of: "A")) of \(LessonZero.all) checks hold", since: mark)
    try tutor.wait(for: "Block A is complete. Now block B. Type solution A", since: mark)
    // The predictions of the block come before its notes tell them.
    try tutor.wait(for: "Prediction 1 of 3 · block A", since: mark)
    for (word, said) in [
      ("2", "Right."), ("next", "Prediction 2 of 3"), ("2", "Right."),
      ("next", "Prediction 3 of 3"),
      ("1", "Type block B to go on."), ("block B", "You are at: B · Wrapping a MiniGPT"),
    ] {
      mark = tutor.text.count
      try tutor.say(word)
      try tutor.wait(for: said, since: mark)
    }
    mark = tutor.text.count
    try program.write(String(contentsOf: BuiltProgram.solution, encoding: .utf8))
    try tutor.wait(for: "Every check is green", since: mark)
    let end = String(tutor.text.dropFirst(mark))
    #expect(end.contains("Nothing: you have finished the lesson."), "\(end)")
    #expect(end.contains("Next lesson: 01 "))
    try tutor.say("quit")
    #expect(try tutor.end() == 0)
  }

  /// A flood fills no window, and a run that takes long says what it is at.
  @Test func floodsAndLoopsAreToldShortly() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["status", "00"])
    let solution = try String(contentsOf: BuiltProgram.solution, encoding: .utf8)
    let head = "override func forward(_ x: Tensor) -> Tensor {\n"
    try program.write(
      solution.replacing("scale * branch", with: "branch")
        .replacing(head, with: head + "    for i in 0..<90 { print(\"line\", i) }\n"))
    let printed = try program.run(
      ["start", "00", "--plain"], input: "check lora_scale\noutput\nquit\n"
    ).output
    #expect(printed.contains("Type output to see them all."))
    #expect(printed.contains("line 89"))
    try program.write(
      solution.replacing(head, with: head + "    while x.shape.count > 0 {}\n"))
    let looping = try program.run(["start", "00", "--plain"], input: "").output
    #expect(looping.contains("It was still running after"), "\(looping)")
    #expect(looping.contains("checks stopped for this same reason."))
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
    #expect(lines.contains("teoría [PÁGINA]"))
    #expect(lines.contains("Theory 1 of 2 · Four lines to keep\n\n"), "\(lines)")
    #expect(lines.contains("There is no theory page 9. There are: four-lines,"))
    #expect(lines.contains("Teoría 1 de 2 · Cuatro líneas para llevar\n\n"))
    #expect(!lines.contains("# "))
    #expect(lines.contains("Type next for the next one."))
  }

  @Test func anInputThatEndsWithoutALineEndIsTaken() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run(["--plain"], input: "hint")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("Block A, hint 1 of \(LessonZero.hints(of: "A"))"))
  }
}
