import ArgumentParser
import Foundation
import LessonPacks
import Tutor
import Workspace

/// All lessons, or one of them: what is done, what holds, what comes next.
struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Say how far you are in all lessons, or in the one that you name.",
    discussion: """
      Without a name: what is done in each lesson, how long you have worked on it, which one to go on with \
      and why. With a name: where you are in that lesson, what holds, and what the step asks.
      """)

  @OptionGroup var course: CourseOptions

  func run() async throws {
    guard course.pack == nil else {
      return try await course.inSession { session in
        try await session.perform([.action(.status)])
      }
    }
    try await CommandOutput.reportingTrouble(course) {
      let last = try Course.find(course)
      try last.checkWorkspace()
      guard FileManager.default.fileExists(atPath: last.workspace.path) else {
        throw CourseError.noWorkspace(last.workspace.path)
      }
      CommandOutput.line(
        last.shelf.lines(in: last.language(last.folder.peekAtProgress()?.progress)))
    }
  }
}

extension LessonShelf {
  /// Every lesson and the way through them, at the terminal's width.
  func lines(in language: Language) -> String {
    courseLines(
      summaries, language: language, width: LineFace.width, capabilities: LineFace.capabilities
    ).joined(separator: "\n")
  }
}
