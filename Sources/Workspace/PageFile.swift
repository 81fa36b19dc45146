import Foundation
import SafeFiles

/// A page of a student's work on the disk. It replaces an older one, and no other file.
public enum PageFile {
  /// What every page begins with, within its first bytes.
  static let mark = "content=\"byhand export\""
  private static let head = 4096

  /// What keeps a page from being written to `file`; nil where nothing is known to.
  public static func trouble(at file: URL) -> PageTrouble? {
    let folder = file.deletingLastPathComponent()
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder.path, isDirectory: &isFolder) else {
      return .noFolder(folder.path)
    }
    guard isFolder.boolValue else { return .noFolder(folder.path) }
    do {
      let read = try BoundedRead(file, upTo: head)
      return String(decoding: read.bytes, as: UTF8.self).contains(mark)
        ? nil : .otherFile(file.path)
    } catch {
      switch error {
      case .missing: return nil
      case .folder: return .isFolder(file.path)
      case .link, .notAFile, .refused: return .otherFile(file.path)
      }
    }
  }

  /// Writes a page whole or not at all.
  public static func write(_ html: String, to file: URL) throws(PageTrouble) {
    if let trouble = trouble(at: file) { throw trouble }
    do {
      try AtomicFile.write(Data(html.utf8), to: file, durable: true)
    } catch {
      throw .refused(error.path, reason: error.reason)
    }
  }
}

/// Why a page was not written. Each is given the path that it is about.
public enum PageTrouble: Error, Sendable, Equatable {
  /// The folder that it would lie in is not there.
  case noFolder(String)
  case isFolder(String)
  /// A file is there that is no page of ours, or no file.
  case otherFile(String)
  /// The system refuses it, in its words.
  case refused(String, reason: String)
}
