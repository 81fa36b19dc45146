import Foundation
import TestSupport
import Testing

@testable import byhand

/// However a program ends, or whatever is typed into it: it says a sentence, and leaves nothing behind.
@Suite(.serialized) struct EndingTests {
  /// However much of it was read: nothing, a line, or a part while checks or a finale run.
  @Test(
    arguments: [
      "check --all", "status", "theory 00 --page 1", "start --plain", "doctor", "pack list",
      "pack audit --help", "api matmul", "hint", "screenshot --view help", "--help",
      "train 00 --small --file '\(BuiltProgram.solution.path)'",
    ])
  func aReaderThatHasGoneIsNoTrouble(_ command: String) throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/bash")
    shell.arguments = [
      "-c",
      "'\(BuiltProgram.program.path)' \(command) </dev/null 2>errors | head -1 >first; "
        + "echo ${PIPESTATUS[0]} >status; "
        + "'\(BuiltProgram.program.path)' \(command) </dev/null 2>>errors | true; "
        + "echo ${PIPESTATUS[0]} >>status",
    ]
    shell.environment = program.environment()
    shell.currentDirectoryURL = program.home
    try shell.run()
    shell.waitUntilExit()
    func text(_ name: String) throws -> String {
      try String(contentsOf: program.home.appendingPathComponent(name), encoding: .utf8)
    }
    #expect(try text("errors") == "")
    #expect(try text("first").split(separator: "\n").count == 1)
    // As of any program whose reader has gone, or 0 and 1 where it was done before that.
    let status = try text("status").split(separator: "\n").map(String.init)
    #expect(Set(status).isSubset(of: ["0", "1", "141"]), "\(status)")
  }

  #if os(Linux)
    /// Ctrl-C while checks run, and while nothing does.
    @Test(
      arguments: [
        (["start", "--plain"], true), (["start", "--plain"], false),
        (["check", "--watch"], true), (["check", "--watch"], false), (["check"], true),
      ])
    func controlCLeavesNoProcess(_ arguments: [String], _ isRunning: Bool) throws {
      let program = try BuiltProgram()
      defer { program.remove() }
      _ = try program.run(["status"])
      let solution = try String(contentsOf: BuiltProgram.solution, encoding: .utf8)
      let head = "override func forward(_ x: Tensor) -> Tensor {\n"
      try program.write(
        isRunning ? solution.replacing(head, with: head + "    while true {}\n") : solution)
      let before = try temporaryFolders()
      let running = try RunningProgram(program, arguments)
      if isRunning {
        // Until a program of the checks runs: the student's loops.
        var looks = 0
        while looks < 5000, !Self.runsChecks(below: running.identifier) {
          looks += 1
          usleep(20_000)
        }
      } else {
        try running.wait(for: arguments[0] == "check" ? "Ctrl-C ends." : "Every check is")
      }
      let children = RunningProgram.descendants(of: running.identifier)
      #expect(!children.isEmpty || !isRunning)
      running.send(SIGINT)
      let status = try running.end()
      #expect(status == (arguments[0] == "check" && isRunning ? 130 : 0))
      for child in children {
        var looks = 0
        while looks < 5000, kill(child, 0) == 0, !Self.isZombie(child) {
          looks += 1
          usleep(20_000)
        }
        #expect(kill(child, 0) != 0 || Self.isZombie(child), "\(child) is still there")
      }
      #expect(
        try temporaryFolders().subtracting(before).filter { $0.contains("\(running.identifier)-") }
          == [])
    }

    private func temporaryFolders() throws -> Set<String> {
      let folder = FileManager.default.temporaryDirectory.path
      return Set(
        try FileManager.default.contentsOfDirectory(atPath: folder)
          .filter { $0.hasPrefix("byhand-run-") })
    }

    private static func runsChecks(below process: Int32) -> Bool {
      RunningProgram.descendants(of: process).contains {
        BuiltPrograms.name(ofProcess: $0) == "byhand-probe"
      }
    }

    private static func isZombie(_ process: Int32) -> Bool {
      let line = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
      return line.split(separator: ")").last?.hasPrefix(" Z") ?? true
    }
  #endif

  @Test func anEmptyInputEndsAtOnce() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try program.run(["--plain"], input: "")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("You are at: A"))
  }

  @Test func whatNobodyTypesBreaksNothing() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let long = String(repeating: "x", count: 10_000)
    let outcome = try program.run(
      ["--plain"],
      input: "\(long)\n\u{0}\u{0}hint\u{0}\ncheck \(long)\n\u{1B}[2Jrun\nhint\n\(long)")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 120 || $0.contains("/") })
    #expect(!outcome.output.contains("\u{0}") && !outcome.output.contains("\u{1B}"))
    #expect(outcome.output.contains("hint 1 of \(LessonZero.hints(of: "A"))"))
    // Behind `check`, a name is as long.
    let check = try program.run(["check", "--only", long])
    #expect(check.status == 2)
    #expect(check.errors.count < 300)
  }
}
