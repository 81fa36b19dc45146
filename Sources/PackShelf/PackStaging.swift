import Foundation
import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The two folders of a pack.
public struct PackPlace: Sendable, Equatable {
  /// `lessons/NAME`: the lesson, its probes and its wrong solutions.
  public var lesson: URL
  /// `solutions/NAME`: the reference solution.
  public var solution: URL

  /// The places of the pack `name` below `root`; nothing is created.
  public init(root: URL, name: String) {
    lesson = root.appendingPathComponent("lessons/\(name)", isDirectory: true)
    solution = root.appendingPathComponent("solutions/\(name)", isDirectory: true)
  }
}

/// A folder in which a pack is written before it is one: on the same disk as the place it is meant for,
/// so that it can be renamed there.
struct PackStaging {
  static let prefix = ".staging"

  private let held: HeldFolder
  var folder: URL { held.url }

  /// Throws `cannotWrite`. Precondition: the paths were checked, and lead out of nothing.
  init(beside root: URL, files: [(path: String, bytes: [UInt8])]) throws(ShelfError) {
    held = try HeldFolder(Self.prefix, in: root)
    do {
      for file in files {
        let url = folder.appendingPathComponent(file.path)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.bytes).write(to: url, options: .withoutOverwriting)
      }
    } catch {
      remove()
      throw .cannotWrite(path: root.path, reason: error.systemReason)
    }
  }

  func remove() { held.remove() }

  func place(of name: String) -> PackPlace { PackPlace(root: folder, name: name) }

  /// Renames the pack to where it belongs. Its lesson comes last: until then there is no pack.
  ///
  /// Throws `exists` or `cannotWrite`; then what was there is there still.
  func moveIntoPlace(
    _ name: String, root: URL, replacing: Bool
  ) throws(ShelfError) -> PackPlace {
    let target = PackPlace(root: root, name: name)
    if FileManager.default.fileExists(atPath: target.lesson.path), !replacing {
      throw .exists(name, place: root.path)
    }
    let old = PackPlace(root: folder.appendingPathComponent("old"), name: name)
    let new = place(of: name)
    for url in [target, old].flatMap({ [$0.lesson, $0.solution] }) {
      do {
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
      } catch {
        throw .cannotWrite(path: url.path, reason: error.systemReason)
      }
    }
    // A solution without a lesson is what a killed removal leaves: nobody's.
    let hadLesson = Self.move(target.lesson, old.lesson)
    let hadSolution = Self.move(target.solution, old.solution)
    if Self.move(new.solution, target.solution), Self.move(new.lesson, target.lesson) {
      return target
    }
    let reason = String(cString: strerror(errno))
    try? FileManager.default.removeItem(at: target.solution)
    if hadSolution { _ = Self.move(old.solution, target.solution) }
    if hadLesson { _ = Self.move(old.lesson, target.lesson) }
    throw .cannotWrite(path: target.lesson.path, reason: reason)
  }

  private static func move(_ from: URL, _ to: URL) -> Bool { rename(from.path, to.path) == 0 }
}
