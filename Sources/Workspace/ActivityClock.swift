import Foundation

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Time between two commands of a student who works without the full-screen tutor.
///
/// It reads the clock that runs since the machine started, so setting the date forward counts for
/// nothing; after a restart of the machine it begins anew.
public struct ActivityClock: Sendable, Equatable, Codable {
  var boot: String
  var seconds: Double

  /// What the system's monotonic clock shows, with the boot that it counts from.
  public static var now: ActivityClock {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    let boot = try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)
    return ActivityClock(
      boot: boot?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "",
      seconds: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
  }

  /// Seconds since `earlier`; 0 across a restart.
  public func seconds(since earlier: ActivityClock) -> Double {
    boot == earlier.boot ? max(0, seconds - earlier.seconds) : 0
  }
}

extension StudentFolder {
  /// The time since the last call, and begins the next stretch. 0 the first time.
  public func takeActiveSeconds(now: ActivityClock = .now) -> Double {
    let earlier = (try? Data(contentsOf: clockFile))
      .flatMap { try? JSONDecoder().decode(ActivityClock.self, from: $0) }
    if let data = try? JSONEncoder().encode(now) { try? write(data, to: clockFile) }
    return earlier.map { now.seconds(since: $0) } ?? 0
  }
}
