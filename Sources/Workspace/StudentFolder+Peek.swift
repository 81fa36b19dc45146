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

  /// Begins the next stretch of time between two commands, and counts none for the last: a tutor that
  /// was open has counted it.
  public func leaveClock() { _ = takeActiveSeconds() }
}
