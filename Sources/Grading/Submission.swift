import Foundation

/// Something that was handed in, under the name that its row in the table has.
public struct Submission: Sendable, Equatable {
  /// Unique in its run; also the name of its folder of results.
  public var name: String
  /// A file, a folder or an archive.
  public var place: DiskPlace

  /// `place` is looked at only when it is graded.
  public init(name: String, place: DiskPlace) {
    self.name = name
    self.place = place
  }

  /// The same for a place whose path is a text.
  public init(name: String, place: URL) { self.init(name: name, place: DiskPlace(place)) }
}
