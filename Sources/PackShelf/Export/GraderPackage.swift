import Archives
import Foundation

/// This program's package as an exported grader builds it: its manifest without the targets of tests,
/// and the versions of other people's packages that this program was built with.
struct GraderPackage {
  var folder: URL

  /// Package.swift and Package.resolved. Throws `ShelfError.refused` for what cannot be read.
  func files() throws(ShelfError) -> [ArchiveEntry] {
    let manifest = try Self.withoutTests(try text("Package.swift"), path("Package.swift"))
    let resolved = try Self.pins(in: try text("Package.resolved"), path("Package.resolved"))
    return [
      ArchiveEntry(path: "byhand/Package.swift", bytes: Array(manifest.utf8)),
      ArchiveEntry(path: "byhand/Package.resolved", bytes: Array(resolved.utf8)),
    ]
  }

  /// Without the lines from `// Tests begin` to `// Tests end`, both of them included.
  static func withoutTests(_ manifest: String, _ path: String) throws(ShelfError) -> String {
    let lines = manifest.split(separator: "\n", omittingEmptySubsequences: false)
    let begin = lines.firstIndex { $0.contains("// Tests begin") }
    let end = lines.lastIndex { $0.contains("// Tests end") }
    guard let begin, let end, begin < end else {
      throw .refused(
        source: path,
        reason: "the lines `// Tests begin` and `// Tests end` are not in it, between which the "
          + "targets of tests are; a grader is exported without them")
    }
    return (lines[..<begin] + lines[(end + 1)...]).joined(separator: "\n")
  }

  /// The pins alone, in version 2 of the format: the hash of the manifest that version 3 adds would not
  /// be that of the manifest without tests.
  static func pins(in resolved: String, _ path: String) throws(ShelfError) -> String {
    let root = try? JSONSerialization.jsonObject(with: Data(resolved.utf8)) as? [String: Any]
    guard let pins = root?["pins"] as? [[String: Any]], !pins.isEmpty,
      let text = try? JSONSerialization.data(
        withJSONObject: ["pins": pins, "version": 2],
        options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
    else {
      throw .refused(
        source: path, reason: "it names no versions of packages; `swift build` writes it again")
    }
    return String(decoding: text, as: UTF8.self) + "\n"
  }

  private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }

  private func text(_ name: String) throws(ShelfError) -> String {
    guard let text = try? String(contentsOfFile: path(name), encoding: .utf8) else {
      throw .refused(
        source: path(name),
        reason: "it cannot be read; `swift build` in that folder writes Package.resolved")
    }
    return text
  }
}
