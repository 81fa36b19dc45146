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
    var place = root
    while !exists(place), place.path != "/" { place.deleteLastPathComponent() }
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: place.path, isDirectory: &isFolder),
      isFolder.boolValue
    else { throw .cannotWrite(file: place.path, reason: "it is no folder") }
    guard FileManager.default.isWritableFile(atPath: place.path) else {
      throw .cannotWrite(file: place.path, reason: String(cString: strerror(EACCES)))
    }
    guard isThere else { return .notBegun }
    guard exists(progressFile) else { return .begun }
    let progress = try Self.progress(
      in: read(progressFile), of: packID, file: progressFile.path)
    return progress == nil ? .unreadableProgress : .begun
  }
}
