import Foundation
import Synchronization
import TestSupport
import Testing

@testable import byhand

/// Right files on a machine in trouble, through the commands that students and instructors use.
#if os(Linux)
  @Suite(.serialized) struct BadLuckTests {
    /// One run of the program, with the trouble or without.
    private func shell(
      _ luck: BadLuck?, _ command: String, _ instructor: InstructorClass
    ) throws -> BuiltProgram.Outcome {
      let home = instructor.program.home
      let place = home.appendingPathComponent("place")
      try Data("run\nquit\n".utf8).write(to: home.appendingPathComponent("typed"))
      try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
      let line =
        "exec >output 2>errors <typed; \(luck?.shell ?? ":") && "
        + "timeout -s KILL 100 '\(BuiltProgram.program.path)' \(command)"
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/bin/bash")
      process.arguments = ["-c", line]
      if luck?.needsMounts == true {
        process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
        process.arguments = ["-m", "/bin/bash", "-c", line]
      }
      var variables = ["PLACE": place.path]
      if luck?.killed != nil { variables["TMPDIR"] = place.path }
      process.environment = instructor.program.environment(variables)
      process.currentDirectoryURL = home
      let hunter = luck?.killed.map { Hunter(of: $0, near: place.path) }
      hunter?.start()
      defer { hunter?.end() }
      try process.run()
      process.waitUntilExit()
      func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: home.appendingPathComponent(name)), as: UTF8.self)
      }
      return BuiltProgram.Outcome(
        status: process.terminationStatus, output: try text("output"), errors: try text("errors"))
    }

    static let canMount: Bool = {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/unshare")
      process.arguments = ["-m", "mount", "-t", "tmpfs", "none", "/mnt"]
      process.standardError = FileHandle.nullDevice
      guard (try? process.run()) != nil else { return false }
      process.waitUntilExit()
      return process.terminationStatus == 0
    }()

    @Test(arguments: BadLuck.all)
    func isNoVerdict(_ luck: BadLuck) throws {
      guard !luck.needsMounts || Self.canMount else { try Test.cancel("nothing may be mounted") }
      let instructor = try InstructorClass()
      defer { instructor.remove() }
      // Slow enough for its program to be seen.
      let slow = try instructor.solution.replacing(
        "let square", with: "usleep(200_000); let square")
      let file = try instructor.write("class/ana.swift", "import Glibc\n" + slow)
      let check = "check '\(instructor.pack)' --file '\(file.path)'"
      let troubled = try shell(luck, check, instructor)
      #expect(troubled.status == CommandOutput.notJudged, "\(troubled)")
      let said = (troubled.output + troubled.errors).replacing("\n", with: " ")
      #expect(said.contains(luck.words), "\(troubled)")

      // In the tutor nothing is taken for red, and the sentence is there.
      if luck.killed != nil {
        _ = try shell(nil, "start '\(instructor.pack)' --plain", instructor)
        try instructor.write("work/norm/Sources/Lesson/Layer.swift", "import Glibc\n" + slow)
      }
      let tutored = try shell(luck, "start '\(instructor.pack)' --plain", instructor)
      let told = (tutored.output + tutored.errors).replacing("\n", with: " ")
      #expect(told.contains(luck.words), "\(tutored)")
      #expect(!told.contains("✘"), "\(tutored)")

      let grade = "grade class --pack '\(instructor.pack)' --output grades"
      let graded = try shell(luck, grade, instructor)
      // 2 where there is not even a place for the grades' own files.
      #expect([2, CommandOutput.notJudged].contains(graded.status), "\(graded)")
      // No table is no verdict either; one that is there can be read.
      let place = instructor.root.appendingPathComponent("grades/grades.csv").path
      let table =
        FileManager.default.fileExists(atPath: place)
        ? try instructor.text("grades/grades.csv") : ""
      #expect(!table.contains(",0,") && !table.contains("100.0"), "\(table)")

      let again = try shell(nil, grade, instructor)
      #expect(again.status == 0, "\(again)")
      #expect(try instructor.text("grades/grades.csv").contains(",100.0,green,"))
    }
  }

  /// Kills programs of one name whose files lie in one place, as soon as it sees them.
  private final class Hunter: Sendable {
    private let isOver = Mutex(false)
    private let name: String
    private let place: String

    init(of name: String, near place: String) {
      self.name = name
      self.place = place
    }

    func start() {
      Thread.detachNewThread { [self] in
        while !isOver.withLock({ $0 }) {
          let entries = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
          for process in entries.compactMap({ pid_t($0) }) where isPrey(process) {
            kill(process, SIGKILL)
          }
          usleep(1000)
        }
      }
    }

    func end() { isOver.withLock { $0 = true } }

    private func isPrey(_ process: pid_t) -> Bool {
      guard BuiltPrograms.name(ofProcess: process) == name else { return false }
      let variables = FileManager.default.contents(atPath: "/proc/\(process)/environ") ?? Data()
      return String(decoding: variables, as: UTF8.self).contains(place)
    }
  }
#endif
