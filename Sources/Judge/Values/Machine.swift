import Foundation
import Reports
import SafeFiles

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the machine has too little of for any file to be judged. It is asked where a file would be
/// blamed for something that may not be its fault.
enum Machine {
  /// What a compiler and a run of the checks need together, with much to spare.
  private static let room = UInt64(64 << 20)
  private static let memory = UInt64(300 << 20)

  /// The first shortage that programs working in these folders would meet, if there is one.
  static func shortage(in folders: [URL]) -> Shortage? {
    folders.lazy.compactMap(shortageOfDisk).first ?? shortageOfLimits() ?? shortageOfMemory()
  }

  /// Throws `notJudged` with the first shortage, if there is one.
  static func mustSuffice(in folders: URL...) throws(JudgeError) {
    if let shortage = shortage(in: folders) { throw .notJudged(.shortage(shortage)) }
  }

  /// What keeps even the judge itself from working: below this it would wait for ever for a thread.
  static func shortageForJudge() -> Shortage? {
    if let bytes = limit(RLIMIT_AS), bytes < 1 << 30 { return .memoryLimit(bytes: bytes) }
    if let bytes = limit(RLIMIT_DATA), bytes < 300 << 20 { return .memoryLimit(bytes: bytes) }
    return canStartThreads(20) ? nil : .threads
  }

  /// Whether so many threads can run at a time: a limit counts what others of this user run too, so it
  /// is tried.
  private static func canStartThreads(_ count: Int) -> Bool {
    var started: [pthread_t] = []
    defer { for thread in started { pthread_join(thread, nil) } }
    for _ in 0..<count {
      #if canImport(Glibc)
        var thread = pthread_t()
        let outcome = pthread_create(&thread, nil, threadBody, nil)
        if outcome == 0 { started.append(thread) }
      #else
        var thread: pthread_t?
        let outcome = pthread_create(&thread, nil, threadBody, nil)
        if let thread, outcome == 0 { started.append(thread) }
      #endif
      if outcome != 0 { return false }
    }
    return true
  }

  private static let threadBody:
    @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = {
      _ in
      usleep(1000)
      return nil
    }

  /// Whether what started the judge limits a program's processor time: then running out of it says
  /// nothing of a file.
  static var limitsProcessorTime: Bool {
    limit(RLIMIT_CPU).map { $0 < 3600 } ?? false
  }

  private static func shortageOfDisk(_ folder: URL) -> Shortage? {
    var disk = statvfs()
    guard statvfs(folder.path, &disk) == 0 else { return nil }
    let folder = PrivateFolders.ofRuns.place(of: folder)
    let free = UInt64(disk.f_bavail) * UInt64(disk.f_frsize)
    // A file system without a table of files says 0 of both.
    let isOutOfFiles = disk.f_files > 0 && disk.f_favail < 64
    if free < room || isOutOfFiles { return .room(folder: folder.path) }
    return runsNothing(disk) ? .execution(folder: folder.path) : nil
  }

  private static func runsNothing(_ disk: statvfs) -> Bool {
    #if os(Linux)
      // ST_NOEXEC, which the C library shows to GNU programs alone.
      return disk.f_flag & 8 != 0
    #else
      return false
    #endif
  }

  /// What the shell, or whatever started the judge, allows less of than the judge would itself.
  private static func shortageOfLimits() -> Shortage? {
    if let bytes = limit(RLIMIT_AS), bytes < 6 << 30 { return .memoryLimit(bytes: bytes) }
    if let bytes = limit(RLIMIT_DATA), bytes < 2 << 30 { return .memoryLimit(bytes: bytes) }
    if let bytes = limit(RLIMIT_FSIZE), bytes < 64 << 20 { return .fileLimit(bytes: bytes) }
    if let bytes = limit(RLIMIT_STACK), bytes < 1 << 20 { return .stackLimit(bytes: bytes) }
    if let count = limit(RLIMIT_NOFILE), count < 64 { return .openFiles(Int(count)) }
    if let seconds = limit(RLIMIT_CPU), seconds < 3600 { return .processorTime(seconds: seconds) }
    return nil
  }

  private static func shortageOfMemory() -> Shortage? {
    #if os(Linux)
      guard let table = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8),
        let line = table.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") }),
        let kilobytes = line.split(separator: " ").dropFirst().first.flatMap({ UInt64($0) }),
        kilobytes << 10 < memory
      else { return nil }
      return .memory(bytes: kilobytes << 10)
    #else
      return nil
    #endif
  }

  #if os(Linux)
    private typealias Resource = __rlimit_resource
  #else
    private typealias Resource = Int32
  #endif

  /// The soft limit; nil where there is none.
  private static func limit(_ resource: Resource) -> UInt64? {
    var limits = rlimit()
    #if os(Linux)
      let outcome = getrlimit(__rlimit_resource_t(resource.rawValue), &limits)
    #else
      let outcome = getrlimit(resource, &limits)
    #endif
    guard outcome == 0, limits.rlim_cur != rlim_t.max, limits.rlim_cur != rlim_t(Int64.max) else {
      return nil
    }
    return UInt64(limits.rlim_cur)
  }
}
