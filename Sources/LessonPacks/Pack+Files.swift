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

  /// The files that somebody means who points at `place`: of a folder the work's in it, of one of the
  /// work's files all of them beside it, of any other file that file, which holds everything.
  public func files(at place: URL) -> [URL] {
    var isFolder = ObjCBool(false)
    let manager = FileManager.default
    if manager.fileExists(atPath: place.path, isDirectory: &isFolder), isFolder.boolValue {
      let inside = work.files(in: place)
      return inside.contains { manager.fileExists(atPath: $0.path) } ? inside : [place]
    }
    guard work.files.count > 1, work.contains(place.lastPathComponent) else { return [place] }
    let beside = work.files(in: place.deletingLastPathComponent())
    return beside.contains { $0 != place && manager.fileExists(atPath: $0.path) } ? beside : [place]
  }

  /// What a student begins with, as text; nil where it cannot be read.
  public var starterText: String? { Self.text(of: starterFiles) }
  /// The reference, as text; nil where it cannot be read.
  public var solutionText: String? { Self.text(of: solutionFiles) }

  /// All of them in one piece; nil where one cannot be read.
  private static func text(of files: [URL]) -> String? {
    let contents = files.compactMap { try? Data(contentsOf: $0) }
    guard contents.count == files.count else { return nil }
    return String(data: StudentWork.whole(of: contents, at: files), encoding: .utf8)
  }

  /// The starter as the pack's folder names it.
  public var starterPath: String { "starter/\(work.main)" }
  /// All files of the starter, in the same way.
  public var starterPaths: [String] { work.files.map { "starter/\($0)" } }
  /// The reference as a report names it.
  public var solutionPath: String { "solutions/\(id)/\(work.main)" }
}
