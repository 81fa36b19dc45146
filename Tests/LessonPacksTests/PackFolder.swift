import Foundation
import TestSupport
import Testing

@testable import LessonPacks

/// A copy of the miniature pack in a folder of its own, to be broken.
final class PackFolder {
  private let temporary = TemporaryFolder()
  var root: URL { temporary.url }
  var url: URL { root.appendingPathComponent("lessons/good") }
  var solutions: URL { root.appendingPathComponent("solutions/good") }

  static let packs = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Packs")

  init() throws {
    let files = FileManager.default
    try temporary.makeFolder("lessons")
    try files.copyItem(
      at: Self.packs.appendingPathComponent("good"), to: root.appendingPathComponent("lessons/good")
    )
    try files.copyItem(
      at: Self.packs.appendingPathComponent("solutions"),
      to: root.appendingPathComponent("solutions"))
  }

  func write(_ text: String, to path: String) throws {
    try temporary.write("lessons/good/\(path)", text)
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: url.appendingPathComponent(path))
  }

  /// Puts `new` in the place of `old` in a file, which must hold it.
  func replace(_ old: String, with new: String, in path: String = "pack.yml") throws {
    let file = url.appendingPathComponent(path)
    let text = try String(contentsOf: file, encoding: .utf8)
    try #require(text.contains(old), "\(path) does not hold \(old)")
    try write(text.replacing(old, with: new), to: path)
  }

  /// The problems that loading reports; empty if it loads.
  func problems() -> [PackProblem] {
    do throws(PackError) {
      _ = try PackLoader.load(url)
      return []
    } catch {
      return error.problems
    }
  }
}
