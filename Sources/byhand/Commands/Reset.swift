import ArgumentParser

struct Reset: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Put the starter back. What you had is kept, and --undo brings it back.")

  @OptionGroup var course: CourseOptions
  @Flag(help: "Bring back what the last reset replaced.")
  var undo = false

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let desk = try Desk.open(try Course.open(course))
      let course = desk.course
      let text = PlainText(desk.language)
      if undo {
        try course.folder.undoReset()
        CommandOutput.line(text.undone(course.folder.sourceFile.path))
      } else {
        try course.folder.reset(pack: course.pack)
        CommandOutput.line(text.wasReset(course.folder.sourceFile.path))
      }
    }
  }
}
