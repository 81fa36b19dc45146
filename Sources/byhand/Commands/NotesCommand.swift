import ArgumentParser
import Foundation
import LessonPacks
import Progress
import Tutor

struct NotesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notes",
    abstract: "Print notes.md: the measured values, and your own words.")

  @OptionGroup var course: CourseOptions

  func run() async throws {
    try await course.inSession { session in
      try await session.perform([.action(.notes)])
      if session.model.notes != nil, !session.model.notesComplete {
        CommandOutput.remark(Phrase.valuesMissing[session.model.language])
      }
    }
  }
}
