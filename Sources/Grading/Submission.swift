import Archives
import Foundation
import GradingFormats

/// Something that was handed in, under the name that its row in the table has.
public struct Submission: Sendable, Equatable {
  /// Where it lies.
  public enum Place: Sendable, Equatable {
    /// A file, a folder or an archive on the disk.
    case disk(DiskPlace)
    /// What of a platform's export is this student's.
    case export([HeldFile])
  }

  /// Unique in its run; also the name of its folder of results.
  public var name: String
  /// What is looked at only when it is graded.
  public var place: Place
  /// Where it was found: below what was pointed at. Empty for a whole of its own.
  public var path: String
  /// Whose it is, where the export or the folder of a section says so.
  public var people: [Participant]
  /// How it came, where the export says it.
  public var delivery: Delivery?

  /// Something on the disk; `path` says where it was found.
  public init(name: String, place: DiskPlace, path: String = "", people: [Participant] = []) {
    self.name = name
    self.place = .disk(place)
    self.path = path
    self.people = people
  }

  /// Something of a platform's export.
  init(name: String, files: [HeldFile], people: [Participant], delivery: Delivery) {
    self.name = name
    place = .export(files)
    path = ""
    self.people = people
    self.delivery = delivery
  }

  /// The same for a place whose path is a text.
  public init(name: String, place: URL) { self.init(name: name, place: DiskPlace(place)) }
}

/// A file of a platform's export.
public struct HeldFile: Sendable, Equatable {
  /// Where its bytes are.
  public enum Content: Sendable, Equatable {
    /// They were in an archive.
    case bytes([UInt8])
    case disk(DiskPlace)
    /// The archive holds it, and it is not read.
    case skipped(ArchiveError)
  }

  /// What the student called it.
  public var name: String
  /// Its path in the export.
  public var path: String
  /// Where its bytes are, or why it has none.
  public var content: Content
}
