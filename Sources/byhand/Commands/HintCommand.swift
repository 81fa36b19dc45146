import ArgumentParser
import Foundation
import LessonPacks
import Progress
import Tutor

struct HintCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hint",
    abstract: "Read the last hint you opened of a block again, or open the next one.")

  @OptionGroup var course: CourseOptions
  @Option(help: "The block (default: the one you are at).")
  var block: String?
  @Flag(help: "Open the next hint.")
  var next = false
  @Option(help: "Read this hint again, by its number.")
  var number: Int?

  func run() async throws {
    try await course.inSession(at: block) { session in
      let opened = session.model.hintsOpened
      guard let number else {
        return try await session.perform([.action(next ? .turn(by: 1) : .hint)])
      }
      let count = session.model.selectedBlock?.hints.count ?? 0
      guard number >= 1, number <= min(opened + 1, count) else {
        throw CourseError.unopenedHint(
          block: session.model.selectedBlock?.id ?? "", opened: opened, of: count)
      }
      try await session.perform([.action(.turn(by: number - max(1, opened)))])
    }
  }
}
