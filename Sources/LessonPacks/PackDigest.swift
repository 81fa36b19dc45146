import Foundation

/// What a pack is, as one number: two packs with the same one hold the same bytes under the same names.
public enum PackDigest {
  /// SHA-256, in hexadecimal, over the paths and bytes of a pack's folder and its solution's, sorted
  /// by path. Links are not followed; their presence counts.
  ///
  /// Throws `UnreadablePackFile` for a file that cannot be read.
  public static func of(_ pack: Pack) throws(UnreadablePackFile) -> String {
    try of([("lessons", pack.folder), ("solutions", pack.solutionFolder)])
  }

  static func of(_ folders: [(name: String, folder: URL)]) throws(UnreadablePackFile) -> String {
    var lines: [String] = []
    for (name, folder) in folders {
      let inventory = PackInventory(of: folder)
      for path in inventory.files {
        let file = folder.appendingPathComponent(path)
        guard let bytes = try? Data(contentsOf: file) else {
          throw UnreadablePackFile(path: file.path)
        }
        lines.append("\(name)/\(path) \(SHA256.hex(bytes))")
      }
      lines += inventory.links.map { "\(name)/\($0) link" }
    }
    return SHA256.hex(lines.joined(separator: "\n").utf8)
  }
}

/// A file of a pack that cannot be read.
public struct UnreadablePackFile: Error, Sendable, Equatable, CustomStringConvertible {
  /// Where it is.
  public var path: String

  /// Names the file and what to do next.
  public var description: String {
    "\(path): it cannot be read. This is a fault of the lesson, not of your file: tell its author."
  }
}
