import Foundation
import LessonPacks

/// What a pack is, as one number: two packs with the same one hold the same bytes under the same names.
public enum PackFingerprint {
  /// SHA-256, in hexadecimal, over the paths and bytes of a pack's folder and its solution's, sorted
  /// by path. Links are not followed; their presence counts.
  ///
  /// Throws `JudgeError.packBroken` for a file that cannot be read.
  public static func of(_ pack: Pack) throws(JudgeError) -> String {
    try of([("lessons", pack.folder), ("solutions", pack.solutionFolder)])
  }

  static func of(_ folders: [(name: String, folder: URL)]) throws(JudgeError) -> String {
    var lines: [String] = []
    for (name, folder) in folders {
      let inventory = PackInventory(of: folder)
      for path in inventory.files {
        let file = folder.appendingPathComponent(path)
        guard let bytes = try? Data(contentsOf: file) else {
          throw .packBroken(file: file.path, reason: "it cannot be read")
        }
        lines.append("\(name)/\(path) \(SHA256.hex(bytes))")
      }
      lines += inventory.links.map { "\(name)/\($0) link" }
    }
    return SHA256.hex(lines.joined(separator: "\n").utf8)
  }
}
