#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Standard input, output and error as the program was given them.
enum StandardStreams {
  /// Opens on `/dev/null` what the program was started without: the next file that it opens would
  /// have that number, and what is printed would be written into it.
  ///
  /// Called once, before anything is opened. Standard output is opened for reading alone, so that the
  /// first thing printed fails as it would have; nobody misses what was to be read or remarked.
  static func makeReady() {
    for descriptor: Int32 in 0...2 where fcntl(descriptor, F_GETFD) < 0 && errno == EBADF {
      // The lowest free number is the one that is missing, as those below it are open by now.
      _ = open("/dev/null", descriptor == 2 ? O_WRONLY : O_RDONLY)
    }
  }
}
