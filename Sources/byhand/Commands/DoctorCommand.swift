import ArgumentParser
import Foundation
import Judge
import LessonPacks
import NcursesTerminal
import Reports
import SafeFiles
import Workspace

struct DoctorCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check this machine: toolchain, sandbox, folder, file events, terminal.")

  @OptionGroup var course: CourseOptions

  func run() async throws {
    var healthy = true
    func say(_ good: Bool, _ name: String, _ detail: String) {
      healthy = healthy && good
      CommandOutput.line("\(good ? "ok  " : "FAIL") \(name): \(detail)")
    }
    let environment = ProcessInfo.processInfo.environment
    do {
      let course = try Course.find(course)
      say(true, "lesson", "\(course.pack.id), \(course.pack.checks.count) checks")
      let restorer = course.installation.restorer.path
      let isThere = FileManager.default.isExecutableFile(atPath: restorer)
      say(
        isThere, "terminal restorer",
        isThere
          ? restorer
          : "\(restorer) is missing, so a tutor that is killed leaves the terminal as it is: build "
            + "with `swift build`")
      await checkToolchain(course, environment, say)
      checkFolder(course, say)
      checkIndex(course)
      checkWatching(say)
    } catch {
      say(false, "lesson", "\(error)")
    }
    let term = environment["TERM"] ?? ""
    CommandOutput.line(
      "info terminal: TERM=\(term.isEmpty ? "(unset)" : term), "
        + (OutputStyle.hasTerminal ? "full screen" : "no full screen here: plain text"))
    if !healthy { throw ExitCode(2) }
  }

  private func checkToolchain(
    _ course: Course, _ environment: [String: String], _ say: (Bool, String, String) -> Void
  ) async {
    do {
      let toolchain = try await course.installation.toolchain(environment: environment)
      say(true, "compiler", try await toolchain.fullVersion())
      say(true, "linker", toolchain.gold ?? "the compiler's own (ld.gold would be faster)")
      say(true, "sandbox", "\(toolchain.sandbox.level.rawValue): \(toolchain.sandbox.details)")
      await checkReference(course, toolchain, say)
    } catch {
      say(false, "compiler", "\(error)")
    }
  }

  /// The whole way once: the reference solution must be green on this machine. It also fills the
  /// cache, so the first run of a student is a fast one.
  private func checkReference(
    _ course: Course, _ toolchain: Toolchain, _ say: (Bool, String, String) -> Void
  ) async {
    let judge = course.installation.judge(
      for: course.pack, .pack, toolchain, environment: course.environment)
    do {
      let report = try await judge.run(.reference(of: course.pack), seed: 1) { _ in }
      say(
        report.isGreen, "judge",
        "the reference passes \(report.passedCount) of \(report.results.count) checks in "
          + "\(Int(report.milliseconds)) ms")
    } catch {
      say(false, "judge", "\(error)")
    }
  }

  /// A look, and nothing but a look: a student's folder begins with `start`.
  private func checkFolder(_ course: Course, _ say: (Bool, String, String) -> Void) {
    let path = course.folder.root.path
    do {
      switch try course.folder.look() {
      case .notBegun: say(true, "folder", "\(path) (not there yet: `byhand start` makes it)")
      case .begun: say(true, "folder", path)
      case .unreadableProgress:
        let file = course.folder.progressFile.path
        say(false, "folder", "\(file) holds no progress that can be read")
      }
    } catch {
      say(false, "folder", "\(error)")
    }
  }

  /// Whether an editor can complete in the student's folder; an offer, not a fault.
  private func checkIndex(_ course: Course) {
    let path = course.folder.root.path
    guard FileManager.default.fileExists(atPath: path) else {
      return CommandOutput.line(
        "info completion: no index yet. Once `byhand start` has made the folder, `swift build` in it "
          + "makes one, in a minute or two")
    }
    CommandOutput.line(
      course.folder.hasIndex
        ? "info completion: \(path) is built, so an editor with Swift support completes in it"
        : "info completion: no index yet. `swift build` in \(path) makes one, in a minute or two; "
          + "an editor with Swift support then completes and shows types there")
  }

  /// Whether a change is noticed, tried on a file of our own.
  private func checkWatching(_ say: (Bool, String, String) -> Void) {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("byhand-doctor-\(UUID().uuidString)", isDirectory: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("watched")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data("a".utf8).write(to: file)
      let watcher = SourceWatcher(file: file)
      try Data("bc".utf8).write(to: file)
      say(
        watcher.waitForChange(seconds: 2), "file watching",
        watcher.descriptor == nil ? "by looking four times a second" : "by the system's events")
    } catch {
      say(false, "file watching", "\(folder.path) cannot be written: \(error.systemReason)")
    }
  }
}
