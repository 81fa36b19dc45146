/// Reads a zip by its central directory, which says what is in it; a local header only says where.
struct ZipReader {
  private let bytes: [UInt8]
  private let limits: ArchiveLimits

  init(_ bytes: [UInt8], _ limits: ArchiveLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  func entries() throws(ArchiveError) -> [ReadEntry] {
    let end = try directoryEnd()
    let count = LittleEndian.half(bytes, end + 10)
    guard count != 0xFFFF else { throw .unsupported(.zip64) }
    try limits.check(entries: count)
    var at = Int(LittleEndian.word(bytes, end + 16))
    var rest = limits.allowance(packed: bytes.count)
    var packedRest = bytes.count
    var entries: [ReadEntry] = []
    for _ in 0..<count {
      let (found, next) = try entry(at: at, allowance: rest)
      rest -= found.entry.bytes.count
      // Entries that share their packed bytes would be unpacked again and again, to nothing even.
      packedRest -= packedCount(at)
      guard packedRest >= 0 else { throw .damaged("its entries overlap") }
      at = next
      entries.append(found)
    }
    return entries
  }

  /// The record that ends the file, perhaps with a comment behind it.
  private func directoryEnd() throws(ArchiveError) -> Int {
    var at = bytes.count - 22
    while at >= max(0, bytes.count - 65_557) {
      if LittleEndian.word(bytes, at) == 0x0605_4B50 { return at }
      at -= 1
    }
    throw .damaged("it has no directory")
  }

  private func entry(
    at: Int, allowance: Int
  ) throws(ArchiveError) -> (found: ReadEntry, next: Int) {
    guard at >= 0, at + 46 <= bytes.count, LittleEndian.word(bytes, at) == 0x0201_4B50 else {
      throw .damaged("its directory")
    }
    let nameLength = LittleEndian.half(bytes, at + 28)
    let next =
      at + 46 + nameLength + LittleEndian.half(bytes, at + 30)
      + LittleEndian.half(bytes, at + 32)
    guard next <= bytes.count else { throw .damaged("its directory") }
    var path = String(decoding: bytes[at + 46..<at + 46 + nameLength], as: UTF8.self)
    var kind = ArchiveEntry.Kind.file
    if path.utf8.last == UInt8(ascii: "/") {
      path.unicodeScalars.removeLast()
      kind = .folder
    }
    // The upper half is a mode where the archive was made on Unix.
    let mode = bytes[at + 5] == 3 ? Int(LittleEndian.word(bytes, at + 38) >> 16) : 0
    switch mode & 0o170000 {
    case 0, 0o100000, 0o040000: break
    case 0o120000: kind = .link
    default: kind = .other
    }
    var entry = ArchiveEntry(path: path, kind: kind, isExecutable: mode & 0o100 != 0)
    let unread = kind == .file ? secret(at) : nil
    if kind == .file, unread == nil {
      entry.bytes = try content(at, path, allowance: allowance)
    }
    return (ReadEntry(entry: entry, unread: unread), next)
  }

  /// Why the bytes of an entry mean nothing to us.
  private func secret(_ at: Int) -> ArchiveError? {
    if bytes[at + 8] & 1 != 0 { return .unsupported(.password) }
    let method = LittleEndian.half(bytes, at + 10)
    return method == 0 || method == 8 ? nil : .unsupported(.otherCompression)
  }

  private func packedCount(_ at: Int) -> Int { Int(LittleEndian.word(bytes, at + 20)) }

  private func content(
    _ at: Int, _ path: String, allowance: Int
  ) throws(ArchiveError) -> [UInt8] {
    let packed = packedCount(at)
    let unpacked = Int(LittleEndian.word(bytes, at + 24))
    guard unpacked <= allowance else { throw .tooLarge(limit: limits.bytes) }
    let header = Int(LittleEndian.word(bytes, at + 42))
    guard header + 30 <= bytes.count, LittleEndian.word(bytes, header) == 0x0403_4B50 else {
      throw .damaged("the place of \(path)")
    }
    let start =
      header + 30 + LittleEndian.half(bytes, header + 26) + LittleEndian.half(bytes, header + 28)
    guard start + packed <= bytes.count else { throw .damaged("it ends too early") }
    let slice = bytes[start..<start + packed]
    let content: [UInt8]
    if LittleEndian.half(bytes, at + 10) == 0 {
      content = Array(slice)
    } else {
      content = try Inflate.unpacked(slice, allowance: unpacked, limits).bytes
    }
    guard content.count == unpacked, CRC32.of(content) == LittleEndian.word(bytes, at + 16) else {
      throw .damaged("\(path) does not have its check sum")
    }
    return content
  }
}
