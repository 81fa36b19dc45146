#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file in the address space, for reading: its pages come from the disk when they are looked at.
///
/// What another program replaces by renaming stays as it was here. A file that is cut short in place
/// loses pages, and reading those would end the process: ``checkLength()`` before a long read.
package final class FileMap: @unchecked Sendable {
  /// The path as it was given, for errors.
  package let path: String
  /// The whole file. Valid while the map lives.
  package let bytes: UnsafeRawBufferPointer
  private let descriptor: Int32
  private let isMapped: Bool

  package var count: Int { bytes.count }

  package init(path: String) throws(ModelFileError) {
    // A pipe without a writer would keep this waiting.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.unreadable(path) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      defer { close(descriptor) }
      throw Self.unreadable(path)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      throw ModelFileError(
        file: path, problem: "is not a file", remedy: "Name a .gguf file or a model's folder.")
    }
    let size = Int(status.st_size)
    guard size > 0 else {
      self.path = path
      (self.descriptor, bytes, isMapped) = (
        descriptor, UnsafeRawBufferPointer(start: nil, count: 0), false
      )
      return
    }
    guard let start = mmap(nil, size, PROT_READ, MAP_PRIVATE, descriptor, 0), start != MAP_FAILED
    else {
      defer { close(descriptor) }
      throw Self.unreadable(path)
    }
    self.path = path
    self.descriptor = descriptor
    bytes = UnsafeRawBufferPointer(start: start, count: size)
    isMapped = true
  }

  /// A file that is in memory already.
  package init(bytes: [UInt8], path: String) {
    let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 64)
    copy.copyBytes(from: bytes)
    self.path = path
    self.bytes = UnsafeRawBufferPointer(copy)
    descriptor = -1
    isMapped = false
  }

  deinit {
    if isMapped {
      munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
    } else if descriptor < 0 {
      bytes.deallocate()
    }
    if descriptor >= 0 { close(descriptor) }
  }

  /// A copy of the bytes at `place`, which must lie in the file.
  package func copy(_ place: Range<Int>) -> [UInt8] { Array(bytes[place]) }

  /// Every byte of a file of which whole models are not made, such as a configuration.
  ///
  /// - Parameter limit: more bytes than any sensible file of the kind has.
  package func copy(limit: Int) throws(ModelFileError) -> [UInt8] {
    guard count <= limit else {
      throw ModelFileError(
        file: path, problem: "holds \(count) bytes, and no more than \(limit) are read",
        remedy: "Check that it is the file that its name says.")
    }
    return Array(bytes)
  }

  /// Refuses a file that has become shorter since it was mapped.
  package func checkLength() throws(ModelFileError) {
    guard descriptor >= 0 else { return }
    var status = stat()
    guard fstat(descriptor, &status) == 0, Int(status.st_size) >= count else {
      throw .damaged(path, nil, "has become shorter than \(count) bytes since it was opened")
    }
  }

  private static func unreadable(_ path: String) -> ModelFileError {
    ModelFileError(
      file: path, problem: "cannot be read: \(String(cString: strerror(errno)))",
      remedy: "Check the path and its permissions.")
  }
}
