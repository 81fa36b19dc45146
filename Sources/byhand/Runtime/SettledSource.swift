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
  static let away = 0.4

  /// Reads `files` once they are there: one that is missing or empty is looked at again and again for a
  /// moment before it is called so, and once more when that is over: a machine that is busy may have
  /// kept this from looking. `now` is a clock in seconds.
  static func settled(
    _ files: [URL], now: () -> Double = { ProcessInfo.processInfo.systemUptime }
  ) -> StudentSource {
    let end = now() + away
    while true {
      let isLast = now() >= end
      let source = read(files)
      guard source.unreadable?.isAway ?? false, !isLast else { return source }
      usleep(10_000)
    }
  }
}
