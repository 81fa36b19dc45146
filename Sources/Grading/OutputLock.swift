import Foundation
import SafeFiles

/// Keeps a folder of grades for one process.
final class OutputLock {
  private let lock: FileLock

  /// Throws `occupied` while another process has the folder.
  init(_ folder: URL) throws(GradingError) {
    let file = folder.appendingPathComponent(".lock")
    do {
      lock = try FileLock(file: file)
    } catch {
      if case .cannotOpen(let reason) = error {
        throw .cannotWrite(path: file.path, reason: reason)
      }
      throw .occupied(folder: folder.path)
    }
  }

  func release() { lock.release() }
}
