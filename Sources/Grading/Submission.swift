import Foundation

/// Something that was handed in, under the name that its row in the table has.
public struct Submission: Sendable, Equatable {
  public var name: String
  /// A file, a folder or an archive.
  public var place: DiskPlace

  public init(name: String, place: DiskPlace) {
    self.name = name
    self.place = place
  }

  public init(name: String, place: URL) { self.init(name: name, place: DiskPlace(place)) }
}
