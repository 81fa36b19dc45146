#if !os(Linux)
  import Foundation

  /// Without inotify the watcher looks four times a second.
  final class FolderEvents {
    let descriptor: Int32 = -1
    init?(folder: URL) { return nil }
    func drain() {}
  }
#endif
