import Foundation
import Judge
import Reports
import Workspace

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension StudentFolder {
  /// What the student has written, as it is now.
  var source: StudentSource { .read(workFiles) }
}

extension StudentSource {
  /// How long a file may be away while an editor saves it, in seconds: some rename it and write it
  /// anew, some empty it first.
  private static let away = 0.4

  /// Reads `files` once they are there: one that is missing or empty is looked at again and again for a
  /// moment before it is called so.
  static func settled(_ files: [URL]) -> StudentSource {
    let end = ProcessInfo.processInfo.systemUptime + away
    while true {
      let source = read(files)
      let isAway = source.unreadable == .missing || source.unreadable == .empty
      guard isAway, ProcessInfo.processInfo.systemUptime < end else { return source }
      usleep(10_000)
    }
  }
}
