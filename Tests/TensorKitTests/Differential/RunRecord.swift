#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the process of a run says, kept in files: a process that was ended says nothing itself.
struct RunRecord {
  let folder: String

  /// Called by that process: from here on its complaints are kept too.
  func open() throws -> UnsafeMutablePointer<FILE> {
    guard let file = fopen("\(folder)/said", "w"),
      let complaint = fopen("\(folder)/complaint", "w"), dup2(fileno(complaint), 2) == 2
    else { throw TemporaryFolder.Refused() }
    setvbuf(file, nil, _IOLBF, 1 << 12)
    return file
  }

  var lines: [Substring] { read("said").split(separator: "\n") }
  var complaint: String { read("complaint") }

  private func read(_ name: String) -> String {
    guard let file = fopen("\(folder)/\(name)", "r") else { return "" }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let got = fread(&chunk, 1, chunk.count, file)
      if got == 0 { return String(decoding: bytes, as: UTF8.self) }
      bytes += chunk[..<got]
    }
  }
}
