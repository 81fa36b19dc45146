import Foundation
import LessonPacks

/// A new pack that audits green as it is: a small example, to be changed piece by piece.
public enum PackScaffold {
  /// The files of a pack called `name`, by their path below the folder that holds `lessons/` and
  /// `solutions/`.
  public static func files(name: String) -> [String: String] {
    var files = ["solutions/\(name)/Layer.swift": ScaffoldSources.solution]
    for (path, text) in ScaffoldSources.lesson.merging(
      ScaffoldTexts.lesson, uniquingKeysWith: { $1 })
    {
      files["lessons/\(name)/\(path)"] = text
    }
    files["lessons/\(name)/pack.yml"] = ScaffoldManifest.text
    return files
  }

  /// Writes a new pack below `folder`, all of it or nothing.
  ///
  /// Throws `ShelfError`: `badName`, `exists` or `cannotWrite`.
  public static func write(_ name: String, into folder: URL) throws(ShelfError) -> PackPlace {
    guard PackNames.isName(name) else { throw .badName(name) }
    let files = files(name: name).map { path, text in (path: path, bytes: Array(text.utf8)) }
    let staging = try PackStaging(beside: folder, files: files)
    defer { staging.remove() }
    return try staging.moveIntoPlace(name, root: folder, replacing: false)
  }
}
