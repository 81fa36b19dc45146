import Foundation

/// Where programs are found.
package enum ProgramSearch {
  /// The path of the first executable file called `name` in the folders of `path`, which are separated
  /// by colons; nil where there is none.
  package static func locate(_ name: String, in path: String) -> String? {
    path.split(separator: ":").map { "\($0)/\(name)" }
      .first { FileManager.default.isExecutableFile(atPath: $0) }
  }
}
