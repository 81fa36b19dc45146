import Containment
import Foundation
import LessonPacks
import Reports
import TestSupport
import Testing

@testable import Judge

/// A playground sees the student's file, runs contained, and says in words how it ended.
@Suite(.fewAtATime) struct PlayTests {
  private func events(
    _ play: String, student: String = MiniPack.solution, seconds: Double = 10
  ) async throws -> [PlayEvent] {
    let mini = try MiniPack(seconds: seconds)
    let judge = try await mini.judge()
    let heard = Collector<PlayEvent>()
    try await JudgeTurns.shared.take {
      try await judge.play(
        StudentSource(bytes: Data(student.utf8)), play: StudentSource(bytes: Data(play.utf8))
      ) { heard.add($0) }
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: mini.scratch.path) == [])
    return heard.all
  }

  private func output(_ heard: [PlayEvent]) -> String {
    heard.compactMap { if case .output(let text) = $0 { text } else { nil } }.joined()
  }

  private func ending(_ heard: [PlayEvent]) -> PlayEnding? {
    if case .ended(let ending) = heard.last { ending } else { nil }
  }

  @Test func itSeesTheStudentsTypesAndDrawsTensors() async throws {
    let heard = try await events(
      """
      @testable import Mini
      import TensorKit
      let x = Tensor.ones(2, 3)
      print("triple", triple(x))
      print(constant(), NotANumber())
      """)
    #expect(heard.first == .compiling)
    #expect(output(heard).hasPrefix("triple\n[2, 3] float32  = 3\n  ▄▄▄\n  ▄▄▄\n"))
    #expect(output(heard).contains("\n3 NotANumber()\n"))
    guard case .finished = ending(heard) else {
      Issue.record("\(heard)")
      return
    }
  }

  @Test func theStudentsOwnPrintsDrawTensorsToo() async throws {
    let heard = try await events(
      "_ = triple(Tensor.ones(2))\nimport TensorKit",
      student: MiniPack.source(triple: "print(x); return x"))
    #expect(output(heard).hasPrefix("[2] float32  = 1\n"))
  }

  @Test func variablesCanBeUsedInFunctions() async throws {
    let heard = try await events(
      "var seen = [1]\nfunc add() { seen.append(2) }\nadd()\nprint(seen, \"ab\".contains(/b/))")
    #expect(output(heard) == "[1, 2] true\n")
  }

  @Test func theNumbersAreTheSameEachTime() async throws {
    let play = "import TensorKit\nprint(Tensor.rand(3).scalars)"
    let first = output(try await events(play))
    #expect(first.hasPrefix("[0."))
    #expect(output(try await events(play)) == first)
  }

  @Test func errorsStandInTheOrderOfFilesAndLines() async throws {
    let heard = try await events(
      "let a: Int = \"x\"\nlet b = 1\n  let c: Int = \"y\"",
      student: "import TensorKit\nfunc one() -> Int { \"1\" }\n\nfunc two() -> Int { \"2\" }\n")
    guard case .failed(let errors) = heard.last else {
      Issue.record("\(heard)")
      return
    }
    #expect(
      errors.map { "\($0.file):\($0.line)" }
        == ["Triple.swift:2", "Triple.swift:4", "Play.swift:1", "Play.swift:3"])
    #expect(errors.map(\.sourceLine).last == "  let c: Int = \"y\"")
    #expect(errors.last?.column == 16)
  }

  @Test func aFileThatIsNoSourceIsNamed() async throws {
    let mini = try MiniPack()
    let judge = try await mini.judge()
    let heard = Collector<PlayEvent>()
    let good = StudentSource(bytes: Data("print(1)".utf8))
    try await judge.play(StudentSource(unreadable: .missing), play: good) { heard.add($0) }
    try await judge.play(good, play: StudentSource(unreadable: .empty)) { heard.add($0) }
    #expect(
      heard.all == [
        .unreadable(file: "Triple.swift", .missing), .unreadable(file: "Play.swift", .empty),
      ])
  }

  @Test func aCrashNamesTheFileThatItIsIn() async throws {
    let inStudents = try await events(
      "print(1)\n_ = constant()", student: MiniPack.source(constant: "[3][Int(\"7\") ?? 0]"))
    guard case .broken(.crashed(_, let message, let line, _), file: let file) = ending(inStudents)
    else {
      Issue.record("\(inStudents)")
      return
    }
    #expect(output(inStudents) == "1\n")
    #expect(message.contains("Index out of range"))
    #if os(Linux)
      #expect(file == "Triple.swift")
      #expect(line == 10)
    #endif
  }

  @Test func aCrashInThePlaygroundIsAtItsLine() async throws {
    let heard = try await events("\nlet none: Int? = nil\nprint(none!)")
    guard case .broken(.crashed(_, let message, let line, _), file: let file) = ending(heard) else {
      Issue.record("\(heard)")
      return
    }
    #expect(message.contains("Unexpectedly found nil"))
    #if os(Linux)
      #expect(file == "Play.swift")
      #expect(line == 3)
    #endif
  }

  /// What TensorKit refuses is at the line that asked for it, with its sentence.
  @Test func aTrapInTensorKitIsAtTheLineOfThePlayground() async throws {
    let heard = try await events(
      "import TensorKit\nlet x = Tensor.ones(2, 3)\nprint(x.matmul(x))")
    guard case .broken(.crashed(_, let message, let line, _), file: let file) = ending(heard) else {
      Issue.record("\(heard)")
      return
    }
    #expect(message.hasPrefix("matmul: [2, 3] × [2, 3]: "))
    #expect(!message.contains(".swift"))
    #if os(Linux)
      #expect(file == "Play.swift")
      #expect(line == 3)
    #endif
  }

  @Test func anErrorThatNothingCaughtIsThePlaygrounds() async throws {
    let heard = try await events("print(1)\nprint(try root(-1))")
    guard case .broken(.crashed(_, let message, _, _), file: "Play.swift") = ending(heard) else {
      Issue.record("\(heard)")
      return
    }
    #expect(message.hasPrefix(PlayEnding.uncaught))
    #expect(message.contains("NotANumber"))
  }

  @Test func aLoopAFloodAndAnExitAreEndings() async throws {
    #expect(
      ending(try await events("print(1)\nwhile true {}", seconds: 1))
        == .broken(.timedOut(seconds: 1), file: nil))
    guard
      case .broken(.outputLimitExceeded, file: nil) = ending(
        try await events("while true { print(\"flood\") }"))
    else {
      Issue.record("a flood is not said")
      return
    }
    let left = try await events("import Foundation\nprint(\"bye\")\nexit(3)")
    #expect(output(left) == "bye\n")
    #expect(ending(left) == .exited(status: 3))
  }

  @Test func itCannotNameWhatRecords() async throws {
    let heard = try await events("print(1)\nimport ProbeKit")
    guard case .failed(let errors) = heard.last else {
      Issue.record("\(heard)")
      return
    }
    #expect(errors.map(\.line) == [2])
    #expect(errors.map(\.file) == ["Play.swift"])
  }

  @Test func cancellingStopsIt() async throws {
    let mini = try MiniPack(seconds: 600)
    let judge = try await mini.judge()
    let running = Task {
      try await judge.play(
        StudentSource(bytes: Data(MiniPack.solution.utf8)),
        play: StudentSource(bytes: Data("while true {}".utf8))
      ) { _ in }
    }
    #if os(Linux)
      // A hundred seconds of looks: what it prints is not heard before it ends.
      var looks = 0
      while looks < 20_000, !Self.runs(in: mini) {
        looks += 1
        try await Task.sleep(for: .milliseconds(5))
      }
      #expect(looks < 20_000, "it never ran")
    #else
      try await Task.sleep(for: .seconds(2))
    #endif
    running.cancel()
    let result = await running.result
    guard case .failure(let error) = result else {
      Issue.record("it went on")
      return
    }
    #expect("\(error)".contains("cancelled"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: mini.scratch.path) == [])
  }

  private static func runs(in mini: MiniPack) -> Bool {
    BuiltPrograms.processes(of: mini.scratch.path).contains {
      BuiltPrograms.name(ofProcess: $0) == "byhand-probe"
    }
  }

  #if os(Linux)
    /// What the attacks on the checks try, from here.
    @Test(.enabled(if: MachineSandbox.hasLandlock))
    func itIsKeptApartAsACheckIs() async throws {
      let mini = try MiniPack()
      let mark = UUID().uuidString
      let attack = """
        import Glibc
        typealias Fork = @convention(c) () -> Int32
        let forked = dlsym(nil, "fork").map { unsafeBitCast($0, to: Fork.self)() } ?? -1
        if forked == 0 { sleep(30); _exit(0) }
        print(
          open("\(mini.folder.path)/solution/Triple.swift", O_RDONLY),
          open("\(mini.folder.path)/pack/probes/A.swift", O_RDONLY),
          open("/etc/passwd", O_RDONLY),
          open("/tmp/byhand-attack-\(mark)", O_WRONLY | O_CREAT, 0o666),
          open("\(mini.folder.path)/student/x", O_WRONLY | O_CREAT, 0o666),
          socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0), forked, getppid() > 0)
        """
      let heard = Collector<PlayEvent>()
      let judge = try await mini.judge()
      try await JudgeTurns.shared.take {
        try await judge.play(
          StudentSource(bytes: Data(MiniPack.solution.utf8)),
          play: StudentSource(bytes: Data(attack.utf8))
        ) { heard.add($0) }
      }
      #expect(output(heard.all).hasPrefix("-1 -1 -1 -1 -1 -1 -1 "), "\(heard.all)")
      #expect(!FileManager.default.fileExists(atPath: "/tmp/byhand-attack-\(mark)"))
      #expect(BuiltPrograms.processes(of: mini.scratch.path) == [])
      #expect(try FileManager.default.contentsOfDirectory(atPath: mini.scratch.path) == [])
    }
  #endif
}
