import Foundation

extension Pack {
  /// The reference's file.
  public var solutionFile: URL { solutionFolder.appendingPathComponent(work.main) }
  /// Every file of the reference.
  public var solutionFiles: [URL] { work.files(in: solutionFolder) }
  /// What a student begins with.
  public var starterFile: URL { folder.appendingPathComponent(starterPath) }
  /// Every file that a student begins with.
  public var starterFiles: [URL] { work.files(in: starterFile.deletingLastPathComponent()) }
  /// Every file of an alternative or a wrong solution that lies at `file`.
  public func files(ofSolutionAt file: URL) -> [URL] { [file] }

  /// What a student begins with, as text; nil where it cannot be read.
  public var starterText: String? { try? String(contentsOf: starterFile, encoding: .utf8) }
  /// The reference, as text; nil where it cannot be read.
  public var solutionText: String? { try? String(contentsOf: solutionFile, encoding: .utf8) }

  /// The starter as the pack's folder names it.
  public var starterPath: String { "starter/\(work.main)" }
  /// The reference as a report names it.
  public var solutionPath: String { "solutions/\(id)/\(work.main)" }
}
