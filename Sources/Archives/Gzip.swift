/// The gzip format (RFC 1952), one member.
enum Gzip {
  static func unpacked(
    _ bytes: [UInt8], allowance: Int, _ limits: ArchiveLimits
  ) throws(ArchiveError) -> [UInt8] {
    let start = try payload(of: bytes)
    let (unpacked, end) = try Inflate.unpacked(bytes[start...], allowance: allowance, limits)
    guard end + 8 <= bytes.count else { throw .damaged("it ends too early") }
    let sum = LittleEndian.word(bytes, end)
    guard sum == CRC32.of(unpacked) else { throw .damaged("its check sum") }
    return unpacked
  }

  /// Where the packed bytes begin, behind the header's optional fields.
  private static func payload(of bytes: [UInt8]) throws(ArchiveError) -> Int {
    guard bytes.count > 18, bytes[2] == 8 else { throw .damaged("its header") }
    let flags = bytes[3]
    var index = 10
    if flags & 4 != 0 { index += 2 + Int(bytes[10]) + Int(bytes[11]) << 8 }
    for flag: UInt8 in [8, 16] where flags & flag != 0 {
      while index < bytes.count, bytes[index] != 0 { index += 1 }
      index += 1
    }
    if flags & 2 != 0 { index += 2 }
    guard index < bytes.count else { throw .damaged("its header") }
    return index
  }
}

/// Numbers as zip and gzip write them.
enum LittleEndian {
  static func half(_ bytes: [UInt8], _ at: Int) -> Int { Int(bytes[at]) | Int(bytes[at + 1]) << 8 }

  static func word(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    UInt32(half(bytes, at)) | UInt32(half(bytes, at + 2)) << 16
  }

  static func bytes(_ value: UInt32, count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
  }
}

/// The check sum of zip and gzip (polynomial 0xEDB88320).
enum CRC32 {
  static func of(_ bytes: [UInt8]) -> UInt32 {
    ~bytes.reduce(~UInt32(0)) { sum, byte in
      table[Int((sum ^ UInt32(byte)) & 0xFF)] ^ (sum >> 8)
    }
  }

  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { sum, _ in
      sum & 1 == 1 ? 0xEDB8_8320 ^ (sum >> 1) : sum >> 1
    }
  }
}
