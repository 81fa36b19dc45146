import Foundation
import Testing

/// A folder of a test, removed when the test lets go of it.
public final class TemporaryFolder: Sendable {
  public let url: URL
  public var path: String { url.path }

  public init() {
    // A program that asks for its working folder is told where links lead to.
    url = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
      .appendingPathComponent("byhand-test-\(UUID().uuidString)", isDirectory: true)
    do {
      try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    } catch {
      Issue.record("\(url.path) cannot be made: \(error)")
    }
  }

  deinit { remove() }

  /// Now: `defer { folder.remove() }` keeps it until a test has ended that only uses its paths.
  public func remove() { try? FileManager.default.removeItem(at: url) }

  /// What lies in it, hidden things too, sorted; `["?"]` if it cannot be read.
  public var entries: [String] {
    let found = try? FileManager.default.contentsOfDirectory(atPath: url.path)
    return found?.sorted() ?? ["?"]
  }

  public func file(_ path: String) -> URL { url.appendingPathComponent(path) }

  /// A folder in it, and those on the way to it.
  @discardableResult
  public func makeFolder(_ path: String) throws -> URL {
    let folder = url.appendingPathComponent(path, isDirectory: true)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
  }

  @discardableResult
  public func write(_ path: String, _ text: String) throws -> URL {
    try write(path, Data(text.utf8))
  }

  /// With the folders on the way to it.
  @discardableResult
  public func write(_ path: String, _ bytes: some Sequence<UInt8>) throws -> URL {
    let file = file(path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: file)
    return file
  }

  public func text(_ path: String) throws -> String {
    try String(contentsOf: file(path), encoding: .utf8)
  }
}
