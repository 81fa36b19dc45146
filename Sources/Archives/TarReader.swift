/// Reads tar: ustar, GNU's long names, and the paths of pax.
struct TarReader {
  private let bytes: [UInt8]
  private let limits: ArchiveLimits

  init(_ bytes: [UInt8], _ limits: ArchiveLimits) {
    self.bytes = bytes
    self.limits = limits
  }

  static func isTar(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 512 && bytes[257..<262].elementsEqual("ustar".utf8)
  }

  func entries() throws(ArchiveError) -> [ReadEntry] {
    var entries: [ReadEntry] = []
    var longPath: String?
    var total = 0
    var at = 0
    while at + 512 <= bytes.count, bytes[at..<at + 512].contains(where: { $0 != 0 }) {
      try checkSum(at)
      let size = try octal(at + 124, 12)
      guard at + 512 + size <= bytes.count else { throw .damaged("it ends too early") }
      let content = bytes[at + 512..<at + 512 + size]
      let type = bytes[at + 156]
      let path = longPath ?? name(at)
      at += 512 + (size + 511) / 512 * 512
      switch type {
      case UInt8(ascii: "L"):
        longPath = Self.text(content)
        continue
      case UInt8(ascii: "x"):
        longPath = try Self.paxPath(content) ?? longPath
        continue
      // What a link leads to is nobody's business here; a long path may have come before it.
      case UInt8(ascii: "g"), UInt8(ascii: "K"): continue
      default: longPath = nil
      }
      total += size
      guard total <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
      if let entry = Self.entry(path, type, content) { entries.append(ReadEntry(entry: entry)) }
      try limits.check(entries: entries.count)
    }
    return entries
  }

  /// Nil for the folder that the archive was made in.
  private static func entry(
    _ path: String, _ type: UInt8, _ content: ArraySlice<UInt8>
  ) -> ArchiveEntry? {
    let isOfFolder = path.utf8.last == UInt8(ascii: "/")
    let trimmed = isOfFolder ? String(path.unicodeScalars.dropLast()) : path
    switch type {
    case UInt8(ascii: "5"):
      return trimmed == "." ? nil : ArchiveEntry(path: trimmed, kind: .folder)
    case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
      return ArchiveEntry(path: path, bytes: Array(content))
    case UInt8(ascii: "1"), UInt8(ascii: "2"): return ArchiveEntry(path: path, kind: .link)
    default: return ArchiveEntry(path: path, kind: .other)
    }
  }

  private func name(_ at: Int) -> String {
    let name = Self.text(bytes[at..<at + 100])
    let prefix = Self.text(bytes[at + 345..<at + 500])
    let isPOSIX = bytes[at + 257..<at + 263].elementsEqual(Array("ustar\0".utf8))
    return isPOSIX && !prefix.isEmpty ? "\(prefix)/\(name)" : name
  }

  private func checkSum(_ at: Int) throws(ArchiveError) {
    let stated = try octal(at + 148, 8)
    let sum = (at..<at + 512).reduce(0) { sum, index in
      sum + ((at + 148..<at + 156).contains(index) ? 32 : Int(bytes[index]))
    }
    guard sum == stated else { throw .damaged("a header's check sum") }
  }

  private func octal(_ at: Int, _ length: Int) throws(ArchiveError) -> Int {
    let digits = bytes[at..<at + length].filter { $0 != 0 && $0 != 0x20 }
    guard digits.count <= 12, digits.allSatisfy({ (0x30..<0x38).contains($0) }) else {
      throw .damaged("a header's number")
    }
    return digits.reduce(0) { $0 << 3 | Int($1 - 0x30) }
  }

  private static func text(_ field: ArraySlice<UInt8>) -> String {
    String(decoding: field.prefix { $0 != 0 }, as: UTF8.self)
  }

  /// `NN path=…` among the records of a pax header.
  private static func paxPath(_ content: ArraySlice<UInt8>) throws(ArchiveError) -> String? {
    var rest = content
    while let space = rest.firstIndex(of: 0x20) {
      guard let length = Int(String(decoding: rest[..<space], as: UTF8.self)),
        length > space - rest.startIndex + 1, length <= rest.count
      else { throw .damaged("a pax header") }
      let record = rest[(space + 1)..<(rest.startIndex + length - 1)]
      rest = rest[(rest.startIndex + length)...]
      if record.starts(with: "path=".utf8) {
        return String(decoding: record.dropFirst(5), as: UTF8.self)
      }
      if record.starts(with: "size=".utf8) { throw .unsupported(.otherSize) }
    }
    return nil
  }
}
