import Archives
import Foundation
import SafeFiles

/// Where a pack comes from.
public enum PackSource: Sendable, Equatable {
  case folder(URL)
  case archive(URL)
  case git(String)

  /// What somebody typed. Throws `noSource`.
  public init(_ text: String) throws(ShelfError) {
    let isAddress =
      ["https://", "http://", "ssh://", "git://", "file://", "git@"].contains { text.hasPrefix($0) }
    if isAddress || text.hasSuffix(".git") {
      self = .git(text)
      return
    }
    let url = URL(fileURLWithPath: text)
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: url.path, isDirectory: &isFolder) else {
      throw .noSource(text)
    }
    if isFolder.boolValue {
      self = .folder(url)
    } else if [".zip", ".tar.gz", ".tgz", ".tar"].contains(where: { text.hasSuffix($0) }) {
      self = .archive(url)
    } else {
      throw .noSource(text)
    }
  }

  /// As a message names it.
  public var name: String {
    switch self {
    case .folder(let url), .archive(let url): url.path
    case .git(let address): address
    }
  }

  /// Everything in it, checked and in memory. `clone` copies a repository into a folder.
  ///
  /// Throws `ShelfError.refused`, or what `clone` throws.
  func files(
    clone: (_ address: String, _ folder: URL) async throws -> Void
  ) async throws -> [ArchiveEntry] {
    switch self {
    case .folder(let url): return try PackFolderReader.files(in: url)
    case .archive(let url):
      let size = (try? FileManager.default.attributesOfItem(atPath: url.path))?[.size] as? Int
      guard (size ?? .max) <= 32 << 20, let bytes = try? Data(contentsOf: url) else {
        throw ShelfError.refused(source: url.path, reason: "it cannot be read, or is beyond 32 MB")
      }
      do {
        return try Archive.files(in: Array(bytes))
      } catch {
        throw ShelfError.refused(source: url.path, reason: "\(error)")
      }
    case .git(let address):
      let folder = try HeldFolder("byhand-clone", in: FileManager.default.temporaryDirectory)
      defer { folder.remove() }
      let target = folder.url.appendingPathComponent("repository", isDirectory: true)
      try await clone(address, target)
      return try PackFolderReader.files(in: target)
    }
  }
}

/// A folder as an archive would hold it: nothing is followed, and the same things are refused.
enum PackFolderReader {
  /// The files of packs: what lies in `lessons/` and `solutions/`, or of a pack's own folder that and
  /// the solution's. Hidden folders, such as .git and .build, are passed over.
  static func files(
    in folder: URL, limits: ArchiveLimits = ArchiveLimits()
  ) throws(ShelfError) -> [ArchiveEntry] {
    let folder = folder.standardizedFileURL
    let isPack = FileManager.default.fileExists(
      atPath: folder.appendingPathComponent("pack.yml").path)
    guard isPack else { return try read([("", folder)], folder, limits) }
    let name = folder.lastPathComponent
    let root = folder.deletingLastPathComponent().deletingLastPathComponent()
    return try read(
      [
        ("lessons/\(name)/", folder),
        ("solutions/\(name)/", PackPlace(root: root, name: name).solution),
      ], folder, limits)
  }

  private static func read(
    _ folders: [(prefix: String, folder: URL)], _ source: URL, _ limits: ArchiveLimits
  ) throws(ShelfError) -> [ArchiveEntry] {
    var entries: [ArchiveEntry] = []
    var bytes = 0
    for (prefix, folder) in folders {
      let walk = FileManager.default.enumerator(atPath: folder.path)
      while let path = walk?.nextObject() as? String {
        let attributes = walk?.fileAttributes
        let type = attributes?[.type] as? FileAttributeType
        let inPack = prefix + path
        if type == .typeDirectory {
          if path.split(separator: "/").last?.hasPrefix(".") ?? false { walk?.skipDescendants() }
          continue
        }
        guard inPack.split(separator: "/").contains(where: { $0 == "lessons" || $0 == "solutions" })
        else { continue }
        var entry = ArchiveEntry(path: inPack, kind: kind(type))
        if entry.kind == .file {
          bytes += attributes?[.size] as? Int ?? 0
          guard bytes <= limits.bytes, entries.count < limits.entries else {
            throw .refused(source: source.path, reason: "it is too large for a pack")
          }
          entry.bytes = Array(try content(folder.appendingPathComponent(path)))
        }
        entries.append(entry)
      }
    }
    do throws(ArchiveError) {
      return try ArchivePaths.checked(entries)
    } catch {
      throw .refused(
        source: source.path,
        reason: error.description.replacing("the archive", with: "the folder"))
    }
  }

  private static func kind(_ type: FileAttributeType?) -> ArchiveEntry.Kind {
    switch type {
    case .typeRegular?: .file
    case .typeSymbolicLink?: .link
    default: .other
    }
  }

  private static func content(_ file: URL) throws(ShelfError) -> Data {
    do {
      return try Data(contentsOf: file)
    } catch {
      throw .refused(source: file.path, reason: error.systemReason)
    }
  }
}
