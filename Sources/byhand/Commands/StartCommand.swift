import ArgumentParser
import CellUI
import Foundation
import LessonPacks
import NcursesTerminal
import Progress
import Reports
import Tutor
import Workspace

// Foundation has a class of this name.

struct StartCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "start", abstract: "Open the tutor: where you were, or the lesson that you name.",
    discussion: """
      Without a name it opens the lesson that you worked on last. If that one is finished, and before the \
      first one, it opens your course, on the lesson that comes next.
      """)

  @OptionGroup var course: CourseOptions
  @Flag(help: "Lines of text instead of a full screen.")
  var plain = false

  func run() async throws {
    try await CommandOutput.reportingTrouble(course) {
      let (first, shelf) = try find()
      try first.checkWorkspace()
      if plain || !OutputStyle.hasTerminal {
        try await lines(first, shelf)
      } else {
        try await fullScreen(first, shelf)
      }
    }
  }

  /// The lesson that was named, or the one that was worked on last, or what comes next; and where none
  /// was named, what there is to choose from.
  private func find() throws -> (Course, LessonShelf?) {
    if course.pack != nil {
      do {
        return (try Course.find(course), nil)
      } catch let error as PackError {
        if let word = course.pack, !PackFinder.isHere(word),
          let near = MistypedCommand.near(word)
        {
          throw CourseError.unknownCommand(word, near: near)
        }
        throw error
      }
    }
    let environment = ProcessInfo.processInfo.environment
    let installation = try Installation.find()
    let shelf = LessonShelf(
      roots: installation.lessonRoots(environment: environment),
      workspace: course.workspaceFolder(environment: environment))
    let chosen = LessonSummary.toGoOnWith(shelf.summaries)
    guard let pack = shelf.packs[safe: chosen] ?? shelf.packs.lazy.compactMap(\.self).first else {
      return (try Course.find(course), shelf)
    }
    return (Course.about(pack, course, installation, environment), shelf)
  }

  /// Whether the tutor opens in a lesson: in the one that was named, or in one to go back to.
  private func opensLesson(_ shelf: LessonShelf?) -> Bool {
    course.pack != nil || shelf.flatMap { LessonSummary.toGoBackTo($0.summaries) } != nil
  }

  /// One face through all the lessons of a sitting. Where a lesson was finished, first the course.
  private func lines(_ first: Course, _ shelf: LessonShelf?) async throws {
    if !FileManager.default.fileExists(atPath: first.workspace.path) {
      CommandOutput.line(first.say(.willMake(first.workspace.path)))
    }
    if let shelf, !opensLesson(shelf), shelf.summaries.contains(where: \.isBegun) {
      CommandOutput.line(shelf.lines(in: first.language(nil)) + "\n")
    }
    let face = LineFace(reads: true)
    var next = first
    while true {
      try next.prepare()
      let session = try await Session.lines(next, face)
      await session.run()
      await session.finish()
      guard let chosen = session.nextLesson else { return }
      next = try lesson(chosen, after: next)
    }
  }

  /// One terminal through all the lessons of a sitting.
  private func fullScreen(_ first: Course, _ shelf: LessonShelf?) async throws {
    var next = first
    var shelf = shelf
    var place: Place = opensLesson(shelf) ? .lesson : .home
    try next.prepare()
    let terminal = try NcursesTerminal(restorer: next.installation.restorer.path)
    defer { terminal.close() }
    while true {
      let session = try await Session.screen(
        next, terminal: terminal, place: place, shelf: shelf)
      await session.run()
      let chosen = session.nextLesson
      if chosen == nil { terminal.close() }
      await session.finish()
      guard let chosen else { return }
      next = try lesson(chosen, after: next)
      (place, shelf) = (.lesson, nil)
      try next.prepare()
    }
  }

  private func lesson(_ id: String, after last: Course) throws -> Course {
    var options = course
    options.pack = id
    return try Course.find(options)
  }
}

extension Session {
  /// A lesson on the whole screen.
  static func screen(
    _ course: Course, terminal: any Terminal, place: Place, shelf: LessonShelf?
  ) async throws -> Session {
    let lock = try FolderLock.acquire(course.folder)
    let reading = try course.folder.readProgress()
    let queue = MessageQueue()
    let effects = EffectRunner(course: course, queue: queue, keeper: lock)
    effects.use(try await course.judge())
    if case .recovered(_, let aside) = reading {
      queue.push(.effectFailed(course.say(.recovered(aside))))
    }
    if let trouble = DiagnosisTable.trouble(course.pack) {
      queue.push(.effectFailed(course.say(trouble.phrase)))
    }
    if shelf == nil { effects.loadLessons() }
    let lessons = shelf?.summaries ?? []
    let model = Model(
      pack: course.pack, progress: reading.progress, language: course.language(reading.progress),
      size: terminal.size, capabilities: terminal.capabilities,
      filePath: course.folder.workPath, canUndoReset: course.folder.canUndoReset,
      lessons: lessons, place: lessons.count > 1 ? place : .lesson,
      adapterPath: course.folder.adapter)
    return Session(
      course: course, model: model, face: ScreenFace(terminal: terminal), effects: effects,
      queue: queue)
  }
}

extension Phrase {
  static func willMake(_ path: String) -> Phrase {
    Phrase(
      en: "\(path) is new: your work will be kept there.",
      es: "\(path) es nueva: ahí se guardará tu trabajo.")
  }
}

extension Array {
  /// The element at a place, if there is one.
  subscript(safe index: Int) -> Element? { indices.contains(index) ? self[index] : nil }
}
