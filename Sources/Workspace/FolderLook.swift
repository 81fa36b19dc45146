import Foundation

/// What a look at a student's folder finds. Nothing is created, moved or written for it.
public enum FolderLook: Sendable, Equatable {
  /// It is not there yet, and can be made.
  case notBegun
  case begun
  /// Its progress file cannot be understood; the next command keeps it aside and begins anew.
  case unreadableProgress
}

extension StudentFolder {
  /// Throws `cannotWrite` where the folder could not be made or written into, `cannotRead`, or
  /// `newerFormat` for a progress file of a newer ByHand.
  public func look() throws(WorkspaceError) -> FolderLook {
    let isThere = exists(root)
    if let file = fileInTheWay { throw .cannotWrite(file: file.path, reason: "it is no folder") }
    let place = nearestThatExists
    guard FileManager.default.isWritableFile(atPath: place.path) else {
      throw .cannotWrite(file: place.path, reason: String(cString: strerror(EACCES)))
    }
    guard isThere else { return .notBegun }
    guard exists(progressFile) else { return .begun }
    let progress = try Self.progress(
      in: read(progressFile), of: packID, file: progressFile.path)
    return progress == nil ? .unreadableProgress : .begun
  }

  /// What stands where the folder, or a folder on the way to it, is or would be, and is none; nil where
  /// nothing is in the way.
  public var fileInTheWay: URL? {
    let place = nearestThatExists
    var isFolder: ObjCBool = false
    let isThere = FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder)
    return isThere && isFolder.boolValue ? nil : place
  }

  /// The folder, or where it is not there the nearest place above it that is.
  private var nearestThatExists: URL {
    var place = root
    while !exists(place), place.path != "/" { place.deleteLastPathComponent() }
    return place
  }
}
