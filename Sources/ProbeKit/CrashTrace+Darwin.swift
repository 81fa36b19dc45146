#if !os(Linux)
  /// Without ELF offsets to send, the runtime's own message has to say where a crash was.
  enum CrashTrace {
    static func install(build: UnsafeMutableRawPointer, channel: Int32, token: UInt64) {}
  }
#endif
