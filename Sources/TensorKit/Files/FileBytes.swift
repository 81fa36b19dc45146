#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Whole files as bytes: the only code in TensorKit that touches the file system.
enum FileBytes {
  /// Every byte of the file at `path`, or of a longer one about as many as `limit`.
  static func read(
    _ path: String, limit: Int = .max
  ) throws(TensorFileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw unreadable(path) }
    defer { close(descriptor) }

    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw unreadable(path) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(min(max(Int(status.st_size), 0), limit))
    // Until the end, not up to st_size: the file may be a pipe, or still be growing.
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    while bytes.count < limit {
      let got = system { Self.systemRead(descriptor, &chunk, chunk.count) }
      guard got >= 0 else { throw unreadable(path) }
      if got == 0 { break }
      bytes.append(contentsOf: chunk[..<got])
    }
    return bytes
  }

  /// Whether anything stands at `path`.
  static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// Replaces the file at `path`: a temporary file beside it, flushed to the disk, then renamed.
  static func write(_ bytes: [UInt8], to path: String) throws(TensorFileError) {
    try write([(path, bytes)])
  }

  /// Replaces several files. All are on the disk beside their places before the first is renamed, so
  /// that whatever fails before leaves every old file as it was.
  static func write(_ files: [(path: String, bytes: [UInt8])]) throws(TensorFileError) {
    var staged: [(path: String, temporary: String)] = []
    // What was renamed is not there any more.
    defer { for (_, temporary) in staged { unlink(temporary) } }
    for (path, bytes) in files {
      let temporary = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max)).tmp"
      let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
      guard descriptor >= 0 else { throw unwritable(path) }
      staged.append((path, temporary))
      let failure = fill(descriptor, bytes)
      guard close(descriptor) == 0 else { throw unwritable(path) }
      if let failure { throw TensorFileError(file: path, problem: .unwritable(reason: failure)) }
    }
    // The commonest reason for a rename to fail, found before another one has been done.
    for (path, _) in staged {
      var status = stat()
      guard lstat(path, &status) != 0 || status.st_mode & S_IFMT != S_IFDIR else {
        throw TensorFileError(
          file: path, problem: .unwritable(reason: String(cString: strerror(EISDIR))))
      }
    }
    for (path, temporary) in staged {
      guard rename(temporary, path) == 0 else { throw unwritable(path) }
      flushFolder(of: path)
    }
  }

  /// Makes the folder at `path` if there is none.
  static func makeFolder(_ path: String) throws(TensorFileError) {
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw unwritable(path) }
  }

  /// Writes and flushes; the reason if that failed.
  private static func fill(_ descriptor: Int32, _ bytes: [UInt8]) -> String? {
    var written = 0
    while written < bytes.count {
      let count = bytes.withUnsafeBytes { raw in
        system { Self.systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: raw[written...])) }
      }
      guard count >= 0 else { return reason() }
      written += count
    }
    return fsync(descriptor) == 0 ? nil : reason()
  }

  /// Makes the rename itself durable. A file system that cannot do this has still done the rename.
  private static func flushFolder(of path: String) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }

  /// Calls again while a signal interrupts.
  private static func system(_ call: () -> Int) -> Int {
    while true {
      let result = call()
      if result >= 0 || errno != EINTR { return result }
    }
  }

  private static func systemRead(_ descriptor: Int32, _ chunk: inout [UInt8], _ count: Int) -> Int {
    #if canImport(Glibc)
      Glibc.read(descriptor, &chunk, count)
    #else
      Darwin.read(descriptor, &chunk, count)
    #endif
  }

  private static func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Glibc)
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }

  private static func reason() -> String { String(cString: strerror(errno)) }

  private static func unreadable(_ path: String) -> TensorFileError {
    TensorFileError(file: path, problem: .unreadable(reason: reason()))
  }

  private static func unwritable(_ path: String) -> TensorFileError {
    TensorFileError(file: path, problem: .unwritable(reason: reason()))
  }
}
