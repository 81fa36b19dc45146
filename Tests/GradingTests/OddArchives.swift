@testable import Archives

/// Archives that our own writer would not make.
enum OddArchives {
  struct Entry {
    var name: [UInt8]
    var content: [UInt8]
    var flags: UInt32 = 0
    var method: UInt32 = 0
    var mode: UInt32 = 0o100644

    init(
      _ name: [UInt8], _ content: [UInt8] = [65], flags: UInt32 = 0, method: UInt32 = 0,
      mode: UInt32 = 0o100644
    ) {
      self.name = name
      self.content = content
      self.flags = flags
      self.method = method
      self.mode = mode
    }

    init(
      _ name: String, _ content: [UInt8] = [65], flags: UInt32 = 0, method: UInt32 = 0,
      mode: UInt32 = 0o100644
    ) {
      self.init(Array(name.utf8), content, flags: flags, method: method, mode: mode)
    }
  }

  static func zip(_ entries: [Entry]) -> [UInt8] {
    func half(_ value: UInt32) -> [UInt8] { LittleEndian.bytes(value, count: 2) }
    func word(_ value: UInt32) -> [UInt8] { LittleEndian.bytes(value, count: 4) }
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for entry in entries {
      let size = word(UInt32(entry.content.count))
      let common =
        half(entry.flags) + half(entry.method) + word(0x21_0000) + word(CRC32.of(entry.content))
        + size + size + half(UInt32(entry.name.count)) + half(0)
      directory +=
        word(0x0201_4B50) + [20, 3] + half(20) + common + half(0) + half(0) + half(0)
        + word(entry.mode << 16) + word(UInt32(archive.count)) + entry.name
      archive += word(0x0403_4B50) + half(20) + common + entry.name + entry.content
    }
    let count = half(UInt32(entries.count))
    return archive + directory + word(0x0605_4B50) + half(0) + half(0) + count + count
      + word(UInt32(directory.count)) + word(UInt32(archive.count)) + half(0)
  }

  /// `type` is the header's: a file is `0`, a link `2`, a pipe `6`.
  static func tar(_ entries: [(name: String, type: Character, content: [UInt8])]) -> [UInt8] {
    var archive: [UInt8] = []
    for entry in entries {
      var header = [UInt8](repeating: 0, count: 512)
      func put(_ text: String, _ at: Int) {
        for (index, byte) in text.utf8.enumerated() { header[at + index] = byte }
      }
      func octal(_ value: Int, _ digits: Int) -> String {
        let text = String(value, radix: 8)
        return String(repeating: "0", count: digits - text.count) + text
      }
      put(entry.name, 0)
      put(octal(0o644, 7), 100)
      put(octal(entry.content.count, 11), 124)
      put("        ", 148)
      put(String(entry.type), 156)
      put("ustar\u{0}00", 257)
      put(octal(header.reduce(0) { $0 + Int($1) }, 6) + "\u{0}", 148)
      let padding = (512 - entry.content.count % 512) % 512
      archive += header + entry.content + [UInt8](repeating: 0, count: padding)
    }
    return archive + [UInt8](repeating: 0, count: 1024)
  }
}
