import Foundation

/// The paths below a folder, as the static audit looks at them.
public struct PackInventory: Sendable, Equatable {
  /// Files, relative to the folder, sorted.
  public var files: [String]
  /// Symbolic links, relative to the folder, sorted. They are not followed.
  public var links: [String]

  /// Paths as they are given; they are not sorted here.
  public init(files: [String], links: [String] = []) {
    self.files = files
    self.links = links
  }

  /// What lies below `folder` now; empty if it does not exist.
  public init(of folder: URL) {
    var files: [String] = []
    var links: [String] = []
    let walk = FileManager.default.enumerator(atPath: folder.path)
    while let path = walk?.nextObject() as? String {
      switch walk?.fileAttributes?[.type] as? FileAttributeType {
      case .typeSymbolicLink: links.append(path)
      case .typeDirectory: continue
      default: files.append(path)
      }
    }
    self.init(files: files.sorted(), links: links.sorted())
  }
}
