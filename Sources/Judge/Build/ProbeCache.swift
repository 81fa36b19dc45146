import Foundation

/// Compiled probes from earlier builds, each under the digest of everything they were made of.
struct ProbeCache: Sendable {
  var folder: URL
  /// Sets of objects that are kept; the one unused for the longest goes first.
  var capacity = 96

  /// Gives the objects kept under `key` the names `objects`; false where there are none, or they
  /// cannot be had whole.
  func restore(_ key: String, as objects: [String]) -> Bool {
    let kept = entry(key)
    let manager = FileManager.default
    for (index, object) in objects.enumerated() {
      let source = kept.appendingPathComponent("\(index).o").path
      try? manager.removeItem(atPath: object)
      do { try manager.linkItem(atPath: source, toPath: object) } catch {
        do { try manager.copyItem(atPath: source, toPath: object) } catch { return false }
      }
    }
    try? manager.setAttributes([.modificationDate: Date()], ofItemAtPath: kept.path)
    return !objects.isEmpty
  }

  /// Keeps `objects` under `key`, whole or not at all. A cache that cannot be written costs time,
  /// not a verdict.
  func keep(_ objects: [String], as key: String) {
    let manager = FileManager.default
    let temporary = folder.appendingPathComponent(".\(UUID().uuidString)", isDirectory: true)
    defer { try? manager.removeItem(at: temporary) }
    do {
      try manager.createDirectory(at: temporary, withIntermediateDirectories: true)
      for (index, object) in objects.enumerated() {
        try manager.copyItem(
          atPath: object, toPath: temporary.appendingPathComponent("\(index).o").path)
      }
      try manager.moveItem(at: temporary, to: entry(key))
      evict()
    } catch {
      // Another judge put the same there first, or there is no room: the objects at hand are used.
    }
  }

  /// Remembers the outline of the last file that went with the objects under `key`.
  func note(outline: String, of key: String) {
    let file = entry(key).appendingPathComponent(Self.outlineName)
    if (try? Data(contentsOf: file)) == Data(outline.utf8) { return }
    try? Data(outline.utf8).write(to: file)
  }

  /// Whether any objects went, last, with a file of this outline.
  func hasOutline(_ outline: String) -> Bool {
    let entries = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return entries.contains {
      let file = entry($0).appendingPathComponent(Self.outlineName)
      return (try? Data(contentsOf: file)) == Data(outline.utf8)
    }
  }

  private static let outlineName = "outline"

  private func entry(_ key: String) -> URL {
    folder.appendingPathComponent(key, isDirectory: true)
  }

  private func evict() {
    let manager = FileManager.default
    let entries = (try? manager.contentsOfDirectory(atPath: folder.path)) ?? []
    guard entries.count > capacity else { return }
    let dated = entries.map { name in
      let attributes = try? manager.attributesOfItem(
        atPath: folder.appendingPathComponent(name).path)
      return (name: name, used: attributes?[.modificationDate] as? Date ?? .distantPast)
    }
    for old in dated.sorted(by: { $0.used < $1.used }).prefix(entries.count - capacity) {
      try? manager.removeItem(at: folder.appendingPathComponent(old.name))
    }
  }
}
