import LessonPacks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How many files and pipes this process may have open, which `ulimit -n` sets.
enum DescriptorLimit {
  /// What is asked for, where the system allows so many.
  private static let comfortable: rlim_t = 4096

  /// Below so many a run of the checks may find none for a pipe, and wait for what never comes.
  ///
  /// Tried on two cores: `check` never ended with 36, and ended with 40, of which it had 32 open at a
  /// time. Four cores have twice the workers, and a tutor readies as many processes for the next run.
  static let needed = 96

  /// Each further run at the same time: 8 at a time had 92 open, 4 had 56, and one had 29.
  private static let perRun = 10

  static var current: Int {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0 else { return .max }
    return Int(clamping: limit.rlim_cur)
  }

  /// Takes as many as are needed of those that the system allows: the soft limit is only a habit.
  static func raise() {
    var limit = rlimit()
    guard getrlimit(resource, &limit) == 0, limit.rlim_cur < comfortable else { return }
    limit.rlim_cur = min(limit.rlim_max, comfortable)
    _ = setrlimit(resource, &limit)
  }

  /// Throws `tooFewDescriptors` where a run could come to no end. `runs` is how many there are at a
  /// time.
  static func check(atATime runs: Int = 1) throws(ProcessTrouble) {
    let wanted = needed + (runs - 1) * perRun
    guard current < wanted else { return }
    throw .tooFewDescriptors(have: current, want: max(256, wanted))
  }

  #if canImport(Glibc)
    private static let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
  #else
    private static let resource = RLIMIT_NOFILE
  #endif
}
