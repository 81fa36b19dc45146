import Foundation
import Progress

extension StudentFolder {
  /// How far the student is, for a page that shows it: a fresh start where no file is, and nil where
  /// there is one that cannot be understood. Nothing is created, moved or written. Throws `cannotRead`,
  /// and `newerFormat` for a file of a newer ByHand.
  public func progressToShow() throws(WorkspaceError) -> StudentProgress? {
    guard exists(progressFile) else { return StudentProgress(packID: packID) }
    return try Self.progress(in: read(progressFile), of: packID, file: progressFile.path)
  }

  /// Where a page that shows the work lies unless another place is asked for: beside the folder, under
  /// its name.
  public var pageFile: URL {
    root.deletingLastPathComponent().appendingPathComponent(root.lastPathComponent + ".html")
  }
}
