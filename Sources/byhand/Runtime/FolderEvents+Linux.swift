#if os(Linux)
  import Foundation
  import Glibc

  /// Wakes when a file in a folder is written, replaced or removed (inotify).
  final class FolderEvents {
    let descriptor: Int32

    /// Nil where the kernel gives no watch: the caller then looks for itself.
    init?(folder: URL) {
      descriptor = inotify_init1(Int32(IN_NONBLOCK) | Int32(IN_CLOEXEC))
      guard descriptor >= 0 else { return nil }
      let kinds = IN_CLOSE_WRITE | IN_MOVED_TO | IN_DELETE | IN_MOVED_FROM | IN_ATTRIB
      guard inotify_add_watch(descriptor, folder.path, UInt32(kinds)) >= 0 else {
        close(descriptor)
        return nil
      }
    }

    deinit { close(descriptor) }

    /// Takes all that is waiting; what happened is seen by looking at the file.
    func drain() {
      var buffer = [UInt8](repeating: 0, count: 4096)
      while read(descriptor, &buffer, buffer.count) > 0 {}
    }
  }
#endif
