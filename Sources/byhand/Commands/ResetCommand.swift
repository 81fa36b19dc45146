import ArgumentParser
import Foundation
import LessonPacks
import Progress
import Tutor

struct ResetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reset",
    abstract: "Put the starter back. What you had is kept, and --undo brings it back.")

  @OptionGroup var course: CourseOptions
  @Flag(help: "Bring back what the last reset replaced.")
  var undo = false
  @Flag(help: "Do not ask.")
  var yes = false

  func run() async throws {
    try await course.inSession { session in
      guard session.keeps else {
        throw CourseError.openElsewhere(session.course.folder.root.path)
      }
      if undo {
        try await session.perform([.action(.undoReset)])
        guard case .resetUndone = session.model.notice else { throw ExitCode(2) }
        return
      }
      if yes { await session.prepare(.reset) } else { try await confirm(session) }
      try await session.perform([.action(.reset)])
      guard case .resetDone = session.model.notice else { throw ExitCode(2) }
    }
  }

  /// Says what it would do and waits for a yes, which is the second of the two that the tutor asks for.
  private func confirm(_ session: Session) async throws {
    try await session.perform([.action(.reset)])
    let language = session.model.language
    guard OutputStyle.hasInputTerminal else {
      CommandOutput.remark(Phrase.resetNeedsYes[language])
      throw ExitCode(1)
    }
    CommandOutput.text(Phrase.reallyReset[language])
    let answer = await session.readAnswer()?.trimmingCharacters(in: .whitespaces).lowercased() ?? ""
    guard ["y", "yes", "s", "sí", "si"].contains(answer) else {
      CommandOutput.line(Phrase.nothingChanged[language])
      throw ExitCode(1)
    }
  }
}
