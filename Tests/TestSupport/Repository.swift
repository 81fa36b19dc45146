import Foundation

/// The files that these tests were built from.
public enum Repository {
  public static let root = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  public static let lessons = root.appendingPathComponent("lessons", isDirectory: true)
}
