import Foundation
import TestSupport
import Testing

@testable import byhand

/// The solution's gate, in lines and by commands, on a pack whose gate opens after three seconds.
@Suite(.serialized) struct GateTests {
  private struct Lesson {
    let students: InstructorClass
    var program: BuiltProgram { students.program }
    var pack: String { students.pack }

    init(minutes: String = "0.05") throws {
      students = try InstructorClass()
      let manifest = try students.text("lessons/norm/pack.yml")
      #expect(manifest.contains("gate: {minutes: 20}"))
      try students.write(
        "lessons/norm/pack.yml",
        manifest.replacing("gate: {minutes: 20}", with: "gate: {minutes: \(minutes)}"))
      _ = try program.run(["status", pack])
      try students.write(
        "work/norm/Sources/Lesson/Layer.swift", try students.wrong("without_epsilon"))
    }

    func remove() { students.remove() }

    func red() throws -> Double {
      struct File: Decodable {
        struct Record: Decodable { var redSeconds: Double }
        var checks: [String: Record]
      }
      let data = try Data(
        contentsOf: program.workspace.appendingPathComponent("norm/.byhand/progress.json"))
      return try JSONDecoder().decode(File.self, from: data).checks.values.map(\.redSeconds)
        .max() ?? 0
    }
  }

  @Test func itsClockCountsInLinesWhileTheStudentWorks() throws {
    let begun = ContinuousClock.now
    let lesson = try Lesson(minutes: "0.15")
    defer { lesson.remove() }
    let lines = try RunningProgram(lesson.program, ["start", lesson.pack, "--plain"])
    try lines.wait(for: "checks hold · ")
    try lines.say("solution")
    try lines.wait(for: "opens after 1 min of work on")
    #expect(!lines.text.contains("rsqrt"))
    // Nothing is typed: the time alone opens it, and says so.
    try lines.wait(for: "The solution of block A is open now. Type solution A to see it.")
    try lines.say("solution A")
    try lines.wait(for: "rsqrt() * parameter")
    try lines.say("quit")
    #expect(try lines.end() == 0)
    let red = try lesson.red()
    // No more than went by, however long that was.
    #expect(red >= 9 && red <= begun.duration(to: .now) / .seconds(1), "\(red)")
    #expect(try lesson.program.run(["solution", lesson.pack]).output.contains("rsqrt()"))
  }

  /// Two seconds in one sitting and two in another are four, in whichever face. A machine that is busy
  /// may let a tutor count less than went by; then it sits once more.
  @Test func itCountsOnOverRestartsAndInEveryFace() throws {
    let lesson = try Lesson(minutes: "0.1")
    defer { lesson.remove() }
    var counted: [Double] = []
    while counted.count < 2 || (counted.count < 30 && (counted.last ?? 0) < 3.6) {
      let lines = try RunningProgram(lesson.program, ["start", lesson.pack, "--plain"])
      try lines.wait(for: "checks hold · ")
      usleep(2_300_000)
      try lines.closeInput()
      #expect(try lines.end() == 0)
      counted.append(try lesson.red())
    }
    #expect(counted[0] > 0 && zip(counted, counted.dropFirst()).allSatisfy { $0 < $1 })
    #expect((counted.last ?? 0) >= 3.6, "\(counted)")
    // Between two commands a student is at work too.
    _ = try lesson.program.run(["check", lesson.pack])
    let before = try lesson.red()
    usleep(1_500_000)
    _ = try lesson.program.run(["status", lesson.pack])
    #expect(try lesson.red() >= before + 1.4, "\(before)")
    usleep(2_000_000)
    let open = try lesson.program.run(["solution", lesson.pack])
    #expect(open.status == 0 && open.output.contains("rsqrt()"), "\(open.output)")
  }

  @Test func aPassedBlockOpensItsPartAlone() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["status", "00"])
    try program.write(try BlockA.done())
    _ = try program.run(["check"])
    let part = try program.run(["solution", "--block", "A"])
    #expect(part.status == 0, "\(part.output)")
    #expect(
      part.output.contains("final class LoRALinear") && part.output.contains("struct LoRAError"))
    for later in [
      "merge()", "loraStateDict", "loadLoRAStateDict", "wrapMiniGPTWithLoRA", "Block B",
    ] {
      #expect(!part.output.contains(later), "\(later)")
    }
    #expect(try program.run(["solution", "--block", "B"]).status == 1)
  }

  #if os(Linux)
    /// On a terminal a reset asks for a yes, and takes nothing else for one.
    @Test(arguments: [("n", false), ("", false), ("dance", false), ("y", true), ("yes", true)])
    func aResetAsks(_ answer: String, _ isReset: Bool) async throws {
      let program = try BuiltProgram()
      defer { program.remove() }
      _ = try program.run(["status", "00"])
      try program.write("// mine\n")
      let terminal = try PseudoTerminal(
        BuiltProgram.program.path, ["reset"], environment: program.environment(["TERM": "xterm"]))
      defer { terminal.end() }
      try await terminal.wait("a question") { $0.contains("Put the starter back? (y/N)") }
      #expect(terminal.text.contains("`byhand reset --undo`"))
      terminal.type(answer + "\n")
      let said = isReset ? "is the starter again" : "Nothing was changed."
      try await terminal.wait("an answer") { $0.contains(said) }
      let now = try String(contentsOf: program.studentFile, encoding: .utf8)
      #expect((now == "// mine\n") == !isReset)
    }
  #endif
}
