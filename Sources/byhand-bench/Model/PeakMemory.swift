#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The most memory that this process has had at once.
enum PeakMemory {
  static var gigabytes: Double {
    var usage = rusage()
    // Linux counts in kilobytes, and its header declares the argument as another type than the constant.
    #if os(Linux)
      getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
      return Double(usage.ru_maxrss) * 1024 / 1e9
    #else
      getrusage(RUSAGE_SELF, &usage)
      return Double(usage.ru_maxrss) / 1e9
    #endif
  }
}
