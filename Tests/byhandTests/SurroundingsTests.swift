import Foundation
import TestSupport
import Testing

@testable import byhand

/// Outputs that are closed or full, limits, and paths that are no texts: a sentence and a status, never
/// a trap, a wait without end or another folder.
@Suite(.serialized) struct SurroundingsTests {
  /// Runs a line of the shell in the program's home; `byhand` in it is the program.
  private func shell(
    _ line: String, _ program: BuiltProgram, environment: [String: String] = [:]
  ) throws -> BuiltProgram.Outcome {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/bash")
    let call = "byhand() { timeout -s KILL 60 '\(BuiltProgram.program.path)' \"$@\"; }\n"
    process.arguments = ["-c", "exec >output 2>errors </dev/null\n" + call + line]
    process.environment = program.environment(environment)
    process.currentDirectoryURL = program.home
    try process.run()
    process.waitUntilExit()
    func text(_ name: String) throws -> String {
      String(
        decoding: try Data(contentsOf: program.home.appendingPathComponent(name)), as: UTF8.self)
    }
    return BuiltProgram.Outcome(
      status: process.terminationStatus, output: try text("output"), errors: try text("errors"))
  }

  @Test(
    arguments: [
      "status", "check", "theory 00 --page 1", "start --plain", "--help", "check --help",
      "--version", "doctor", "pack list", "check --format json",
    ], [">&-", ">/dev/full"])
  func whatCannotBePrintedIsATrouble(_ command: String, _ output: String) throws {
    #if !os(Linux)
      if output == ">/dev/full" { return }
    #endif
    let program = try BuiltProgram()
    defer { program.remove() }
    let outcome = try shell("byhand \(command) \(output)", program)
    #expect(outcome.status == CommandOutput.unwritten, "\(outcome.errors)")
    #expect(
      outcome.errors.hasPrefix("byhand: standard output cannot be written ("), "\(outcome.errors)")
    #expect(outcome.errors.split(separator: "\n").count == 1)
    let spanish = try shell(
      "byhand \(command) \(output)", program, environment: ["LC_ALL": "es_ES"])
    #expect(spanish.errors.contains("no se puede escribir en la salida estándar"))
  }

  /// What a program opens first must not be what it prints into.
  @Test func closedStreamsChangeNoFile() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    #expect(try shell("byhand check 2>&-", program).status == 1)
    #expect(try shell("byhand check 2>/dev/full", program).status == 1)
    #expect(try shell("byhand start --plain <&-", program).output.contains("You are at: A"))
    #expect(try shell("byhand check --block Q <&- 2>&-", program).status == 2)
    #expect(try shell("byhand check <&- >&- 2>&-", program).status == CommandOutput.unwritten)
    let starter = Repository.root
      .appendingPathComponent("lessons/00-lora-by-hand/starter/LoRA.swift")
    #expect(try Data(contentsOf: program.studentFile) == Data(contentsOf: starter))
    let progress = try String(contentsOf: program.progressFile, encoding: .utf8)
    #expect(progress.hasPrefix("{") && progress.hasSuffix("}"))
  }

  @Test func tooFewDescriptorsAreToldAndASoftLimitIsRaised() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    for count in [16, 24, 36, 60, DescriptorLimit.needed - 1] {
      let outcome = try shell("ulimit -n \(count); byhand check", program)
      #expect(outcome.status == CommandOutput.notJudged, "\(count): \(outcome.errors)")
      #expect(outcome.errors.hasPrefix("byhand: only \(count) files may be open at a time here"))
      #expect(outcome.errors.contains("`ulimit -n 256`"))
    }
    #expect(try shell("ulimit -n 16; byhand status", program).status == 0)
    #expect(try shell("ulimit -Sn 16; byhand check", program).status == 1)
    #expect(try shell("ulimit -n \(DescriptorLimit.needed); byhand check", program).status == 1)
  }

  #if os(Linux)
    @Test func aPathThatIsNotUTF8IsRefusedAndNothingIsMade() throws {
      let program = try BuiltProgram(hasWorkspace: false)
      defer { program.remove() }
      _ = try shell(#"mkdir class $'d\xff'; touch $'class/\xffx.swift'"#, program)
      let before = try names(program)
      for (line, named) in [
        (#"byhand start --plain --workspace $'w\xff'"#, "`w\u{FFFD}`"),
        (#"byhand status --workspace=$'w\xc3'"#, "`--workspace=w\u{FFFD}`"),
        (#"BYHAND_WORKSPACE=$'w\xff' byhand start --plain"#, "$BYHAND_WORKSPACE, `w\u{FFFD}`"),
        (#"HOME=$PWD/$'h\xff' byhand pack list"#, "$HOME, `"),
        (#"byhand check --file $'\xed\xa0\x80.swift'"#, "`"),
        (#"byhand grade class/* --pack 00"#, "`class/\u{FFFD}x.swift`"),
        (#"cd $'d\xff' && byhand start --plain --workspace w"#, "the current folder, `"),
      ] {
        let outcome = try shell(line, program)
        #expect(outcome.status == 2, "\(line)")
        #expect(outcome.errors.hasPrefix("byhand: \(named)"), "\(outcome.errors)")
        #expect(outcome.errors.contains("has a byte that is not UTF-8"))
        #expect(outcome.output.isEmpty)
      }
      #expect(try names(program) == before)
      // Names beyond ASCII are names.
      #expect(try shell("byhand start --plain --workspace 'ñandú 🦤'", program).status == 0)
    }

    private func names(_ program: BuiltProgram) throws -> Int {
      let outcome = try shell("find . | wc -l", program)
      return try #require(Int(outcome.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    }
  #endif

  @Test func aWorkspaceThatIsAFileIsCalledOne() throws {
    let program = try BuiltProgram(hasWorkspace: false)
    defer { program.remove() }
    let file = program.home.appendingPathComponent("notes.txt")
    try Data("mine".utf8).write(to: file)
    for place in [file.path, file.path + "/work", file.path + "/a/b"] {
      for command in ["status", "check", "start --plain", "hint A"] {
        let outcome = try shell("byhand \(command) --workspace '\(place)'", program)
        #expect(outcome.status == 2)
        #expect(
          outcome.errors.contains("\(file.path) is a file, and your work is kept in a folder."),
          "\(command): \(outcome.errors)")
        #expect(outcome.output.isEmpty)
      }
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == "mine")
  }

  @Test func aFolderThatLeadsNowhereIsNotMadeElsewhere() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    let start = "byhand start --plain --workspace"
    for (line, status, said) in [
      ("ln -s nowhere link; \(start) link", 2, "link is a link that leads to no folder."),
      ("ln -s ring ring; \(start) ring/x", 2, "ring is a link that leads to no folder."),
      ("mkdir gone; cd gone; rmdir ../gone; \(start) w", 2, "the current folder was removed."),
      ("\(start) \"$UNSET\"", 64, "--workspace is empty"),
    ] {
      let outcome = try shell(line, program)
      #expect(outcome.status == status, "\(line): \(outcome.errors)")
      #expect(outcome.errors.contains(said), "\(outcome.errors)")
      #expect(outcome.output.isEmpty)
    }
    #expect(!FileManager.default.fileExists(atPath: program.home.path + "/nowhere"))
    #expect(!FileManager.default.fileExists(atPath: program.home.path + "/00-lora-by-hand"))
    // A link that leads to a folder is one.
    #expect(try shell("mkdir real; ln -s real good; \(start) good", program).status == 0)
  }

  /// No number of Foundation's is told.
  @Test func whatTheSystemRefusesIsInItsOwnWords() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try shell("byhand status", program)
    let long = String(repeating: "n", count: 300)
    for line in [
      "byhand start --plain --workspace /proc/nowhere", "byhand status --workspace \(long)",
      "byhand start --plain --workspace \(long)", "XDG_CACHE_HOME=$PWD/errors byhand check",
      "rm -r '\(program.lesson.path)/.byhand/attempts'; "
        + "touch '\(program.lesson.path)/.byhand/attempts'; byhand check",
      "touch out; byhand grade '\(BuiltProgram.solution.path)' --pack 00 --output out",
      "XDG_DATA_HOME=$PWD/errors byhand pack add '\(Repository.root.path)' --pack "
        + "00-lora-by-hand",
      "byhand pack new norm --into errors/x",
    ] {
      let outcome = try shell(line, program)
      #expect(!outcome.errors.contains("Cocoa"), "\(line): \(outcome.errors)")
      #expect(!outcome.errors.contains("could not be completed"), "\(line): \(outcome.errors)")
      #expect(!outcome.errors.contains("Error Domain"), "\(line): \(outcome.errors)")
      #expect(!(outcome.output + outcome.errors).isEmpty)
    }
  }

  /// A folder of the current directory does not come before a lesson.
  @Test func aPlainWordIsALesson() throws {
    let program = try BuiltProgram()
    defer { program.remove() }
    _ = try shell(
      "byhand pack new norm --into . && mv lessons 00 && mv 00/norm/* 00/ && cp -r 00 mine", program
    )
    for command in ["check 00 --format json", "hint 00", "pack info 00"] {
      let outcome = try shell("byhand \(command)", program)
      let named = command.hasPrefix("hint") ? "block A" : "LoRA"
      #expect(outcome.output.contains(named), "\(command): \(outcome.output)\(outcome.errors)")
    }
    for command in ["check mine", "pack info mine", "start mine --plain", "grade 00 --pack mine"] {
      let outcome = try shell("byhand \(command)", program)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("write `./mine`"), "\(command): \(outcome.errors)")
    }
    #expect(try !shell("byhand pack info ./00", program).output.contains("LoRA"))
    #expect(try !shell("cd 00; byhand pack info .", program).output.contains("LoRA"))
  }
}
