import Foundation
import Progress

// Foundation has a class of this name.

extension StudentFolder {
  /// How far the student is, and how many seconds ago that was written; nil before the folder was
  /// begun, and where the file cannot be understood. Nothing is created, moved or written.
  public func peekAtProgress(now: Date = .now) -> (progress: StudentProgress, secondsAgo: Double)? {
    guard let data = try? read(progressFile),
      let progress = try? Self.progress(in: data, of: packID, file: progressFile.path),
      let attributes = try? FileManager.default.attributesOfItem(atPath: progressFile.path),
      let written = attributes[.modificationDate] as? Date
    else { return nil }
    return (progress, max(0, now.timeIntervalSince(written)))
  }

  /// Which of these packs was worked on last in a workspace, by when its progress was written; nil where
  /// none was. Nothing is read of the files.
  public static func lastWorkedOn(in workspace: URL, among packs: [String]) -> String? {
    var last: (pack: String, written: Date)?
    for pack in packs {
      let file = workspace.appendingPathComponent(pack, isDirectory: true)
        .appendingPathComponent(progressPath)
      guard let attributes = try? FileManager.default.attributesOfItem(atPath: file.path),
        let written = attributes[.modificationDate] as? Date
      else { continue }
      if last.map({ $0.written < written }) ?? true { last = (pack, written) }
    }
    return last?.pack
  }

  /// Begins the next stretch of time between two commands, and counts none for the last: a tutor that
  /// was open has counted it.
  public func leaveClock() { _ = takeActiveSeconds() }
}
