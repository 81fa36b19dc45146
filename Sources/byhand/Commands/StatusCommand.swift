import ArgumentParser
import Foundation
import LessonPacks
import Progress
import Tutor

struct StatusCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Say where you are, what holds, and what the step asks.")

  @OptionGroup var course: CourseOptions

  func run() async throws {
    try await course.inSession { session in
      try await session.perform([.action(.status)])
    }
  }
}
