import ArgumentParser
import Foundation
import LessonPacks
import Progress
import Tutor

struct SolutionCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "solution",
    abstract: "Print a block's part of the solution once it is open, or say what opens it.")

  @OptionGroup var course: CourseOptions
  @Option(help: "The block (default: the one you are at).")
  var block: String?
  @Option(help: "An instructor's key, which opens it at once.")
  var key: String?

  func run() async throws {
    try await course.inSession(at: block) { session in
      if let key {
        try await session.perform([.action(.useKey(key))])
        guard case .gateOpened = session.model.notice else { throw ExitCode(1) }
      }
      try await session.perform([.action(.solution)])
      if case .trouble = session.model.notice { throw ExitCode(2) }
      guard session.model.overlay?.kind == .solution else { throw ExitCode(1) }
    }
  }
}
