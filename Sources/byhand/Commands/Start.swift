import ArgumentParser
import CellUI
import Foundation
import NcursesTerminal
import Progress
import Tutor
import Workspace

// Foundation has a class of this name.
import struct Progress.Progress

struct Start: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open the tutor on a lesson.")

  @OptionGroup var course: CourseOptions
  @Flag(help: "Lines of text instead of a full screen.")
  var plain = false

  func run() async throws {
    try await CommandOutput.reportingTrouble {
      let course = try Course.open(course)
      if plain || !OutputStyle.hasTerminal {
        try await PlainLoop(course: course).run()
      } else {
        try await fullScreen(course)
      }
    }
  }

  private func fullScreen(_ course: Course) async throws {
    let lock = try FolderLock.acquire(course.folder)
    let reading = try course.folder.readProgress()
    let judge = try await course.judge()
    let terminal = try NcursesTerminal(restorer: course.installation.restorer.path)
    defer { terminal.close() }
    let queue = MessageQueue()
    let effects = EffectRunner(course: course, judge: judge, queue: queue)
    if case .recovered(_, let aside) = reading {
      queue.push(
        .effectFailed("the progress file could not be read; it is kept as \(aside)"))
    }
    let model = Model(
      pack: course.pack, progress: reading.progress, language: course.language(reading.progress),
      size: terminal.size, capabilities: terminal.capabilities,
      filePath: course.folder.sourceFile.path, canUndoReset: course.folder.canUndoReset)
    await TutorLoop(model: model, terminal: terminal, effects: effects, queue: queue).run()
    terminal.close()
    await effects.finish()
    withExtendedLifetime(lock) {}
  }
}
