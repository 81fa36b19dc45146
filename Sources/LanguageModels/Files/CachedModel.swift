/// A model in Hugging Face's cache: `models--ORG--NAME/snapshots/COMMIT/`, where `refs/main` names the
/// commit.
struct CachedModel {
  /// `ORG/NAME`.
  let name: String
  /// The snapshot's folder.
  let path: String

  /// Nil where the folder is no such one: it is a model itself, or nothing.
  init?(_ path: String) throws(ModelFileError) {
    var root = Self.withoutSlashes(path)
    if Self.last(root) == "snapshots" { root = Self.parent(root) }
    let snapshots = "\(root)/snapshots"
    guard FolderNames.isFolder(snapshots), let name = Self.name(Self.last(root)) else { return nil }
    self.name = name
    let commits = FolderNames.list(snapshots).filter { FolderNames.isFolder("\(snapshots)/\($0)") }
    let reference = try Self.reference(root)
    if let reference, commits.contains(reference) {
      self.path = "\(snapshots)/\(reference)"
    } else if commits.count == 1 {
      self.path = "\(snapshots)/\(commits[0])"
    } else {
      throw ModelFileError(
        file: snapshots,
        problem: commits.isEmpty
          ? "holds no model" : "holds \(commits.count) versions, and refs/main names none of them",
        remedy: commits.isEmpty
          ? "Download the model again." : "Name the folder of the version that you mean.")
    }
  }

  /// The name of a model whose snapshot's folder this is; nil for any other folder.
  static func name(ofSnapshot path: String) -> String? {
    let snapshots = parent(withoutSlashes(path))
    guard last(snapshots) == "snapshots" else { return nil }
    return name(last(parent(snapshots)))
  }

  private static func reference(_ root: String) throws(ModelFileError) -> String? {
    let file = "\(root)/refs/main"
    guard FolderNames.exists(file) else { return nil }
    let bytes = try FileMap(path: file).copy(limit: 4096)
    let text = String(validating: bytes, as: UTF8.self)?.split { $0.isWhitespace }.first
    return text.map(String.init).flatMap { FolderNames.isPlain($0) ? $0 : nil }
  }

  /// `models--ORG--NAME` → `ORG/NAME`.
  private static func name(_ folder: String) -> String? {
    let mark = "models--"
    guard folder.hasPrefix(mark), folder.count > mark.count else { return nil }
    let parts = folder.dropFirst(mark.count).split(separator: "--", maxSplits: 1)
    return parts.joined(separator: "/")
  }

  private static func withoutSlashes(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.last == "/" { path.removeLast() }
    return String(path)
  }

  static func last(_ path: String) -> String {
    withoutSlashes(path).split(separator: "/").last.map(String.init) ?? ""
  }

  private static func parent(_ path: String) -> String {
    let path = withoutSlashes(path)
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}
