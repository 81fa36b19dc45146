import Foundation
import SafeFiles

/// Holds a student's folder for one tutor.
public final class FolderLock: Sendable {
  private let lock: FileLock

  private init(_ lock: FileLock) { self.lock = lock }

  /// Throws `occupied` while another process holds the folder.
  public static func acquire(_ folder: StudentFolder) throws(WorkspaceError) -> FolderLock {
    do {
      return FolderLock(try FileLock(file: folder.lockFile, notesHolder: true))
    } catch {
      switch error {
      case .cannotOpen(let reason): throw .cannotWrite(file: folder.lockFile.path, reason: reason)
      case .taken(let holder): throw .occupied(folder: folder.root.path, process: holder)
      case .notOwn: throw .occupied(folder: folder.root.path, process: nil)
      }
    }
  }
}
