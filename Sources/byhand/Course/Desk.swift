import Foundation
import LessonPacks
import Progress
// Foundation has a class of this name.
import struct Progress.Progress
import Reports
import Tutor
import Workspace

/// The student's folder as a command without a screen uses it: it takes the lock if it is free,
/// reads the progress, and writes it back.
struct Desk {
  var course: Course
  var progress: Progress
  /// Sentences about what was found on opening, for standard error.
  var remarks: [String] = []
  private var lock: FolderLock?

  /// While the full-screen tutor has the folder, progress is read but not written: the tutor keeps it.
  static func open(_ course: Course) throws -> Desk {
    let reading = try course.folder.readProgress()
    var desk = Desk(course: course, progress: reading.progress)
    if case .recovered(_, let aside) = reading {
      desk.remarks.append(
        "the progress file could not be read; it is kept as \(aside), and a new one begins.")
    }
    do {
      desk.lock = try FolderLock.acquire(course.folder)
    } catch WorkspaceError.occupied {
      desk.remarks.append("the tutor is open in this folder and keeps the progress.")
    }
    desk.countActiveTime()
    return desk
  }

  var language: Language { course.language(progress) }

  /// From now on, whatever the command line said.
  mutating func choose(_ language: Language) {
    progress.language = language
    course.askedLanguage = nil
  }

  var holdsLock: Bool { lock != nil }

  /// Between two commands a student is taken to be at work for at most `Progress.idleAfter`.
  private mutating func countActiveTime() {
    guard holdsLock, let block = course.currentBlock(progress) else { return }
    let seconds = min(course.folder.takeActiveSeconds(), Progress.idleAfter)
    progress.addActiveTime(
      seconds, in: block, gate: course.pack.gate, longest: Progress.idleAfter)
  }

  mutating func record(_ report: Report, source: Data?) throws {
    guard holdsLock else { return }
    progress.record(report)
    for block in course.pack.blocks { progress.settleGate(of: block, gate: course.pack.gate) }
    if let source { try course.folder.keepAttempt(source) }
    if !report.measures.isEmpty {
      try course.folder.writeNotes(
        pack: course.pack, measured: report.measures, language: language)
    }
    try save()
  }

  func save() throws {
    guard holdsLock else { return }
    try course.folder.saveProgress(progress)
  }

  /// Where the student is, what the block asks, and which command comes next.
  func status(_ report: Report? = nil) -> String {
    plainStatus(
      pack: course.pack, progress: progress, language: language, report: report,
      file: course.folder.sourceFile.path)
  }
}
