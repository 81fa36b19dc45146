import Foundation
import Judge
import LessonPacks

/// What was found of a submission: what the student wrote, and what was odd about its wrapping.
struct Reading: Equatable {
  var source: StudentSource
  /// Whole phrases without an end, for the grade's row.
  var notes: [Phrase] = []
  /// Whether the file has the name that it should have, and is not only the one Swift file there is.
  var isByName = true
  /// The paths that were read, below what was handed in; of a file by itself, the empty one.
  var paths: [String] = []

  static func refused(_ reason: String, _ notes: [Phrase] = []) -> Reading {
    Reading(source: StudentSource(unreadable: .refused(reason)), notes: notes)
  }

  /// Of what the system refuses to read: whoever handed it in, it is not their fault.
  static func closed(_ place: DiskPlace, _ trouble: DiskPlace.Trouble) -> Reading {
    Reading(
      source: StudentSource(
        unreadable: .refused(trouble.reason),
        systemsWords: "\(place.shown) cannot be read: \(trouble.reason)"))
  }

  /// The same, of these paths.
  func reading(_ paths: [String]) -> Reading {
    var copy = self
    copy.paths = paths
    return copy
  }

  static let missing = Reading(source: StudentSource(unreadable: .missing))

  /// What the work's files come to together, each of which has been read.
  static func all(_ files: [(name: String, reading: Reading)]) -> Reading {
    Reading(
      source: .all(files.map { ($0.name, $0.reading.source) }),
      notes: files.flatMap(\.reading.notes), isByName: files.allSatisfy(\.reading.isByName),
      paths: files.flatMap(\.reading.paths))
  }
}
