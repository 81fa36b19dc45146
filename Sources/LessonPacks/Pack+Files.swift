import Foundation

extension Pack {
  /// The reference's file.
  public var solutionFile: URL { solutionFolder.appendingPathComponent(studentFile) }
  /// What a student begins with.
  public var starterFile: URL { folder.appendingPathComponent("starter/\(studentFile)") }
}
