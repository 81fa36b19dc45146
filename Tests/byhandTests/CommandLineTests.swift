import Foundation
import TestSupport
import Testing

@testable import byhand

/// What is typed behind `byhand`, and what is said of it.
@Suite(.serialized) struct CommandLineTests {
  @Test(arguments: [("chek", "check"), ("stauts", "status"), ("hnit", "hint"), ("trian", "train")])
  func aMistypedCommandNamesTheNearest(_ typed: String, _ meant: String) throws {
    let program = try BuiltProgram(hasWorkspace: false)
    defer { program.remove() }
    let outcome = try program.run([typed])
    #expect(outcome.status != 0 && outcome.status != 1)
    #expect(outcome.errors.contains("Did you mean `byhand \(meant)`?"), "\(outcome.errors)")
    #expect(outcome.output.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: program.workspace.path))
  }

  @Test func aCommandBehindItsOptionsIsToldWhereItGoes() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run(["--workspace", program.workspace.path, "check"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.contains("`byhand check …`"))
  }

  @Test func aBlocksNameIsTheBlock() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    #expect(
      try program.run(["hint", "B"]).output.hasPrefix(
        "Hints of block B"))
    #expect(
      try program.run(["hint", "b"]).output.hasPrefix(
        "Hints of block B"))
    let solution = try program.run(["solution", "C"])
    #expect(solution.output.hasPrefix("The solution of block C opens"), "\(solution.output)")
    let check = try program.run(["check", "D"])
    #expect(check.output.contains("D  Merge for inference"))
    #expect(!check.output.contains("A  Identity at init"))
    let one = try program.run(["check", "lora_scale"])
    #expect(one.output.contains("A  Identity at init  0/1"), "\(one.output)")
    let neither = try program.run(["hint", "Q"])
    #expect(neither.status == 2)
    #expect(neither.errors.contains("no lesson and no block `Q`. The blocks are A, B, C, D"))
  }

  @Test func aFileThatIsNotThereIsNamedAndNothingElseIsSuggested() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    for command in ["check", "train"] {
      let outcome = try program.run([command, "--file", "nowhere/LoRA.swift"])
      #expect(outcome.status == 2)
      #expect(outcome.errors == "byhand: nowhere/LoRA.swift does not exist.\n")
      #expect(outcome.output.isEmpty)
    }
  }

  /// A name that was mistyped would become a folder.
  @Test func onlyStartMakesAWorkspace() throws {
    let program = try BuiltProgram(hasWorkspace: false)
    defer { program.remove() }
    let commands = [
      "check", "hint", "solution", "status", "notes", "reset", "train", "play --once",
    ]
    for command in commands {
      let outcome = try program.run(command.split(separator: " ").map(String.init))
      #expect(outcome.status == 2, "\(command)")
      #expect(outcome.errors.contains("\(program.workspace.path) does not exist."), "\(command)")
      #expect(
        outcome.errors.contains("`byhand start --workspace \(program.workspace.path)` makes it"))
      #expect(!FileManager.default.fileExists(atPath: program.workspace.path), "\(command)")
    }
    let start = try program.run(["start", "--plain"])
    #expect(start.status == 0, "\(start.errors)")
    #expect(
      start.output.hasPrefix("\(program.workspace.path) is new: your work will be kept there.\n"))
    #expect(FileManager.default.fileExists(atPath: program.studentFile.path))
    #expect(try !program.run(["start", "--plain"]).output.contains("is new"))
  }

  @Test func aPathIsNeverADot() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let process = Process()
    process.executableURL = BuiltProgram.program
    process.arguments = ["status", "00", "--workspace", "."]
    process.environment = program.environment()
    process.currentDirectoryURL = program.workspace
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    let line = text.split(separator: "\n").first { $0.hasPrefix("Your file: ") }
    let expected = program.studentFile.resolvingSymlinksInPath().path
    #expect(line.map { String($0.dropFirst(11)) } == expected, "\(text.prefix(300))")
  }

  /// What was written comes before a way to begin again.
  @Test func aDeletedFileLeadsToItsLastVersionFirst() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["status"])
    try program.write("// my work\n")
    _ = try program.run(["check"])
    try FileManager.default.removeItem(at: program.studentFile)
    let outcome = try program.run(["check"])
    #expect(outcome.status == 1)
    let kept = try #require(outcome.output.range(of: ".byhand/attempts"))
    let reset = try #require(outcome.output.range(of: "byhand reset"))
    #expect(kept.lowerBound < reset.lowerBound)
    let attempt = program.lesson.appendingPathComponent(".byhand/attempts/00001-LoRA.swift")
    #expect(outcome.output.contains(attempt.path), "\(outcome.output)")
    #expect(try String(contentsOf: attempt, encoding: .utf8) == "// my work\n")
    // A named file is none of this.
    let named = try program.run(["check", "--file", Repository.root.path])
    #expect(!named.output.contains("attempts") && !named.output.contains("reset"))
  }

  @Test func checkPrintsTheBlockThatOneIsAtAndAllPrintsAll() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let one = try program.run(["check"]).output
    #expect(one.contains("  ○ lora_scale") && !one.contains("○ merge_twice"))
    #expect(one.contains("D  Merge for inference  0/\(LessonZero.count(of: "D"))"))
    #expect(one.contains("`byhand check --all` lists the checks of every block."))
    let all = try program.run(["check", "--all"]).output
    #expect(all.contains("  ○ lora_scale") && all.contains("  ○ merge_twice"))
    #expect(!all.contains("--all"))
  }

  /// The block that a run finishes is the one that is printed, and the next is named.
  @Test func aBlockThatPassesIsSaid() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try program.run(["check"])
    try program.write(try BlockA.done())
    let passed = try program.run(["check"])
    #expect(
      passed.output.contains(
        "A  Identity at init  \(LessonZero.count(of: "A"))/\(LessonZero.count(of: "A"))"),
      "\(passed.output)")
    #expect(passed.output.contains("  ✔ lora_scale"))
    #expect(passed.output.contains("Block A is complete. Now block B."))
    #expect(passed.output.contains("You are at: B · Wrapping a MiniGPT, step 1."))
    let next = try program.run(["check"]).output
    #expect(next.contains("  ○ wrap_targets") && !next.contains("✔ lora_scale"), "\(next)")
    // What the student breaks again is a step back, and is said to be one.
    try program.write(try BlockA.done().replacing("scale * branch", with: "branch"))
    let back = try program.run(["check"]).output
    #expect(back.contains("were green before your change and are red now."), "\(back)")
  }

  @Test(arguments: [
    "start", "check", "hint", "solution", "notes", "theory", "status", "reset", "doctor", "train",
    "api", "play", "screenshot",
  ])
  func everyCommandHelps(_ command: String) throws {
    let program = try BuiltProgram(hasWorkspace: false)
    defer { program.remove() }
    let outcome = try program.run([command, "--help"])
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("OVERVIEW: "))
    #expect(outcome.output.contains("USAGE: byhand \(command)"))
    for word in ["rung", "house", "heard", "proved"] { #expect(!outcome.output.contains(word)) }
    for line in outcome.output.split(separator: "\n") where line.hasPrefix("  -") {
      // An option says what it does.
      #expect(line.contains("  ") && line.count > 20 || line.hasSuffix(">"), "\(line)")
    }
  }
}

/// The starter with the reference's block A.
enum BlockA {
  static func done() throws -> String {
    let reference = try String(contentsOf: BuiltProgram.solution, encoding: .utf8)
    let starter = try String(
      contentsOf: Repository.root.appendingPathComponent(
        "lessons/00-lora-by-hand/starter/LoRA.swift"), encoding: .utf8)
    let end = reference.range(of: "// MARK: - Block B")?.lowerBound ?? reference.endIndex
    let rest = starter.range(of: "// Block B")?.lowerBound ?? starter.endIndex
    return String(reference[..<end] + starter[rest...])
  }
}
