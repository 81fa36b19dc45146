#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The most memory that this process has had at once.
enum PeakMemory {
  static var gigabytes: Double {
    var usage = rusage()
    getrusage(RUSAGE_SELF, &usage)
    #if os(Linux)
      return Double(usage.ru_maxrss) * 1024 / 1e9
    #else
      return Double(usage.ru_maxrss) / 1e9
    #endif
  }
}
