import Foundation

extension Sandbox {
  /// Without another user where that one could not reach `folders`: a private folder's lock is kept,
  /// and the level is said as it is. A folder that does not exist needs no reaching.
  public func reaching(_ folders: [URL]) -> Sandbox {
    var sandbox = self
    sandbox.hasAnotherUser = hasAnotherUser && folders.allSatisfy(Self.isOpenToOthers)
    return sandbox
  }

  private static func isOpenToOthers(_ folder: URL) -> Bool {
    var folder = folder.resolvingSymlinksInPath()
    guard FileManager.default.fileExists(atPath: folder.path) else { return true }
    while folder.path != "/" {
      let attributes = try? FileManager.default.attributesOfItem(atPath: folder.path)
      let permissions = (attributes?[.posixPermissions] as? NSNumber)?.intValue ?? 0
      guard permissions & 0o001 != 0 else { return false }
      folder.deleteLastPathComponent()
    }
    return true
  }
}
