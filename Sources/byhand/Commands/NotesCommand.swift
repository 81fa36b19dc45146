import ArgumentParser
import Workspace

struct NotesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "notes",
    abstract: "Print notes.md: the values the tutor measured, and your own words.")

  @OptionGroup var course: CourseOptions

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let course = try Course.open(course)
      let progress = try course.folder.readProgress().progress
      let text = PlainText(course.language(progress))
      if let notes = try course.folder.readNotes() {
        CommandOutput.line(notes)
        if !Notes.areComplete(notes, pack: course.pack) { CommandOutput.remark(text.notesMissing) }
      } else {
        CommandOutput.line(text.noNotes(course.folder.notesFile.path))
      }
    }
  }
}
