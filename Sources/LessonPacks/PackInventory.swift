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

  /// What systems leave in a folder that somebody looked into.
  private static func isSystems(_ path: String) -> Bool {
    let name = path.split(separator: "/").last.map { $0.lowercased() } ?? ""
    // What begins with `._` may be code, and is compiled: that is never left out of a digest.
    return [".ds_store", "thumbs.db", "desktop.ini"].contains(name)
  }

  /// What lies below `folder` now, but for what systems leave behind; empty if it does not exist.
  public init(of folder: URL) {
    var files: [String] = []
    var links: [String] = []
    let walk = FileManager.default.enumerator(atPath: folder.path)
    while let path = walk?.nextObject() as? String {
      switch walk?.fileAttributes?[.type] as? FileAttributeType {
      case .typeSymbolicLink: links.append(path)
      case .typeDirectory: continue
      default:
        if !Self.isSystems(path) { files.append(path) }
      }
    }
    self.init(files: files.sorted(), links: links.sorted())
  }
}
