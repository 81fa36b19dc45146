@testable import TensorKit

/// TensorKit's own source, read beside these tests, so that they can tell what they leave out.
struct SourceFiles {
  /// The path below the module's folder, such as `Ops/Linear.swift`.
  let path: String
  let lines: [Substring]

  var name: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// The lines that are not comments.
  var code: String {
    lines.filter { !$0.drop { $0 == " " }.hasPrefix("//") }.joined(separator: "\n")
  }

  static var all: [SourceFiles] {
    get throws {
      let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3)
      let folder = root.joined(separator: "/") + "/Sources/TensorKit"
      return try FolderListing.files(folder).filter { $0.hasSuffix(".swift") }.map { path in
        let text = String(decoding: try FileBytes.read("\(folder)/\(path)"), as: UTF8.self)
        return SourceFiles(
          path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
      }
    }
  }
}
