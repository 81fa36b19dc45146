import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Folders that processes work in for a while, named `PREFIX-PROCESS-…`. A process that is killed
/// leaves its own behind; the next one to work in the same place finds it by its name.
public struct PrivateFolders: Sendable {
  /// What the judge's runs work in.
  public static let ofRuns = PrivateFolders(prefix: "byhand-run")

  /// What a student's program leaves an adapter in, to be looked at before it is kept.
  public static let ofAdapters = PrivateFolders(prefix: "byhand-adapter")

  /// Another machine or container may share the place, and know that process: not so long ago, it
  /// may be at work.
  private static let oldEnough = 600.0

  private let prefix: String

  init(prefix: String) { self.prefix = prefix + "-" }

  /// Makes one in `place`, and what is missing above it, with these permissions whatever the process's
  /// mask is. First it removes what processes that are gone left there.
  public func make(in place: URL, permissions: Int) throws(FileTrouble) -> URL {
    sweep(place)
    let folder = place.appendingPathComponent(name(), isDirectory: true)
    do {
      try FileManager.default.createDirectory(
        at: folder, withIntermediateDirectories: true,
        attributes: [.posixPermissions: permissions])
    } catch {
      throw FileTrouble(path: folder.path, reason: error.systemReason)
    }
    return folder.resolvingSymlinksInPath()
  }

  /// The folder that such a folder lies in: that is the name a person knows.
  public func place(of folder: URL) -> URL {
    let parts = folder.pathComponents.prefix { !$0.hasPrefix(prefix) }
    return URL(fileURLWithPath: NSString.path(withComponents: Array(parts)), isDirectory: true)
  }

  func name() -> String { "\(prefix)\(getpid())-\(UUID().uuidString)" }

  /// Removes this user's folders of processes that are gone.
  func sweep(_ place: URL, now: Date = Date()) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    for name in names where name.hasPrefix(prefix) {
      let path = place.appendingPathComponent(name).path
      var status = stat()
      guard let number = name.dropFirst(prefix.count).split(separator: "-").first,
        let process = pid_t(number), process > 0, kill(process, 0) != 0, errno == ESRCH,
        lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
        let changed = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate]
          as? Date, now.timeIntervalSince(changed) > Self.oldEnough
      else { continue }
      UntrustedFolder(path: path).remove()
    }
  }
}

extension URL {
  /// Makes a folder of this name that is new and this user's: where anything has the name, whoever put
  /// it there, it fails.
  public func makeNewFolder(mode: mode_t) throws(FileTrouble) {
    guard mkdir(path, mode) == 0 else {
      throw FileTrouble(path: path, reason: lastSystemReason())
    }
  }
}
