import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The folders that runs work in. A judge that is killed leaves its own behind; the next one to work
/// in the same place finds it by its name.
enum PrivateFolders {
  /// Another machine or container may share the place, and know that process: not so long ago, it
  /// may be at work.
  private static let oldEnough = 600.0

  /// `byhand-run-PROCESS-…`
  static func name() -> String { "byhand-run-\(getpid())-\(UUID().uuidString)" }

  /// The folder that a run's folder lies in: that is the name a person knows.
  static func place(of folder: URL) -> URL {
    let parts = folder.pathComponents.prefix { !$0.hasPrefix("byhand-run-") }
    return URL(fileURLWithPath: NSString.path(withComponents: Array(parts)), isDirectory: true)
  }

  /// Removes this user's folders of judges that are gone.
  static func sweep(_ place: URL, now: Date = Date()) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: place.path)) ?? []
    for name in names where name.hasPrefix("byhand-run-") {
      let path = place.appendingPathComponent(name).path
      var status = stat()
      guard let judge = name.dropFirst("byhand-run-".count).split(separator: "-").first,
        let process = pid_t(judge), process > 0, kill(process, 0) != 0, errno == ESRCH,
        lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR, status.st_uid == geteuid(),
        let changed = (try? FileManager.default.attributesOfItem(atPath: path))?[.modificationDate]
          as? Date, now.timeIntervalSince(changed) > oldEnough
      else { continue }
      FolderTree(path: path).remove()
    }
  }
}
