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
    try await CommandOutput.reportingTrouble(course) {
      let session = try await Session.command(try Course.open(course))
      defer { session.end() }
      try await session.perform([.action(.notes)])
      if session.model.notes != nil, !session.model.notesComplete {
        CommandOutput.remark(Phrase.valuesMissing[session.model.language])
      }
    }
  }
}
