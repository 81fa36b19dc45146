import Foundation
import TestSupport
import Testing

@testable import Archives

/// Archives made by the system's own programs are read as they were packed; every trick is refused.
@Suite struct ArchiveTests {
  private static let text = Array(
    String(repeating: "let y = matmul(x, a)  // a line that packs well\n", count: 400).utf8)

  /// Bytes that do not pack: a stored block, and codes of every length.
  private static let noise: [UInt8] = {
    var state: UInt32 = 7
    return (0..<70_000).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return UInt8(state >> 24)
    }
  }()

  private static let members = ["a/Text.swift": text, "a/b/noise.bin": noise, "empty": []]

  @Test(arguments: [
    "tar -czf ../packed a empty", "tar -cf ../packed a empty",
    "tar --format=pax -czf ../packed ./a ./empty", "tar --format=gnu -czf ../packed ./a empty",
  ])
  func whatTarPacksIsRead(_ command: String) throws {
    try expectMembers(try packed(command))
  }

  private static let hasZip = FileManager.default.isExecutableFile(atPath: "/usr/bin/zip")

  @Test(.enabled(if: hasZip)) func whatZipPacksIsRead() throws {
    try expectMembers(try packed("zip -q -r ../packed.zip a empty && mv ../packed.zip ../packed"))
    try expectMembers(
      try packed("zip -q -0 -r ../packed.zip a empty && mv ../packed.zip ../packed"))
  }

  @Test func aPathLongerThanATarHeaderIsRead() throws {
    let name = String(repeating: "long", count: 40)
    let bytes = try packed("echo x > \(name) && tar -czf ../packed \(name)")
    #expect(try Archive.files(in: bytes).map(\.path) == [name])
  }

  @Test func whatWeWriteIsRead() throws {
    let files = Self.members.sorted { $0.key < $1.key }.map {
      ArchiveEntry(path: $0.key, bytes: $0.value, isExecutable: $0.key == "empty")
    }
    #expect(try Archive.files(in: ZipWriter.archive(files)) == files)
    #expect(ZipWriter.archive(files) == ZipWriter.archive(files))
  }

  @Test(arguments: [
    "../out", "/etc/passwd", "a/../../b", "a//b", "..", "c:\\x", "a\\..\\b", "a\nb", "",
    "a\u{85}b", "a\u{2028}b", "a\u{9B}2Jb",
    String(repeating: "a/", count: 30) + "b",
  ])
  func pathsThatLeadOutAreRefused(_ path: String) {
    #expect(throws: ArchiveError.unsafePath(path)) {
      try Archive.files(in: ZipWriter.archive([ArchiveEntry(path: path)]))
    }
  }

  @Test(arguments: [
    ["a", "a"], ["A.swift", "a.SWIFT"], ["a", "a/b"], ["a/b", "A"], ["./a", "a"],
  ])
  func twoOfOneNameAreRefused(_ paths: [String]) {
    #expect(throws: ArchiveError.duplicate(paths[1])) {
      try Archive.files(in: ZipWriter.archive(paths.map { ArchiveEntry(path: $0) }))
    }
  }

  @Test func linksAndOtherThingsAreRefused() throws {
    let link = try packed("ln -s /etc/passwd x && tar -czf ../packed x")
    #expect(throws: ArchiveError.link("x")) { try Archive.files(in: link) }
    let hard = try packed("ln empty other && tar -czf ../packed empty other")
    #expect(throws: ArchiveError.link("other")) { try Archive.files(in: hard) }
    let pipe = try packed("mkfifo p && tar -czf ../packed p")
    #expect(throws: ArchiveError.special("p")) { try Archive.files(in: pipe) }
  }

  @Test(.enabled(if: hasZip)) func aLinkInAZipIsRefused() throws {
    let zipped = try packed(
      "ln -s /etc/passwd x && zip -q -y ../packed.zip x && mv ../packed.zip ../packed")
    #expect(throws: ArchiveError.link("x")) { try Archive.files(in: zipped) }
  }

  /// Fifty megabytes of nothing pack to fifty thousand bytes.
  @Test func bombsAreRefusedBeforeTheyGoOff() throws {
    let bomb = try packed("head -c 50000000 /dev/zero > z && tar -czf ../packed z")
    #expect(bomb.count < 100_000)
    #expect(throws: ArchiveError.tooLarge(limit: 32 << 20)) { try Archive.files(in: bomb) }
    var limits = ArchiveLimits(entries: 3, bytes: 100, ratio: 10)
    let many = ZipWriter.archive((0..<4).map { ArchiveEntry(path: "\($0)") })
    #expect(throws: ArchiveError.tooMany(limit: 3)) { try Archive.files(in: many, limits: limits) }
    limits.entries = 4
    #expect(try Archive.files(in: many, limits: limits).count == 4)
    let big = ZipWriter.archive([
      ArchiveEntry(path: "a", bytes: [UInt8](repeating: 1, count: 60)),
      ArchiveEntry(path: "b", bytes: [UInt8](repeating: 1, count: 60)),
    ])
    #expect(throws: ArchiveError.tooLarge(limit: 100)) {
      try Archive.files(in: big, limits: limits)
    }
  }

  /// Many entries of one directory that all name the same packed bytes, which unpack to nothing: each
  /// would be unpacked for itself.
  @Test func entriesThatShareTheirBytesAreRefused() throws {
    let empty: [UInt8] = [0, 0, 0, 0xFF, 0xFF]
    let stored = Array([[UInt8]](repeating: empty, count: 40).joined()) + [1, 0, 0, 0xFF, 0xFF]
    var zip = ZipWriter.archive([ArchiveEntry(path: "a", bytes: stored)])
    let end = zip.count - 22
    let directory = zip.count - 22 - 47
    // Packed, to nothing: the method, the check sum and the length.
    zip[directory + 10] = 8
    for index in Array(16..<20) + Array(24..<28) { zip[directory + index] = 0 }
    #expect(try Archive.files(in: zip) == [ArchiveEntry(path: "a")])
    var second = Array(zip[directory..<end])
    second[46] = UInt8(ascii: "b")
    zip.insert(contentsOf: second, at: end)
    for at in [8, 10] { zip[zip.count - 22 + at] = 2 }
    #expect(throws: ArchiveError.damaged("its entries overlap")) { try Archive.files(in: zip) }
  }

  /// A reason is shown in a terminal, and may quote a name that was not looked at yet.
  @Test func aReasonIsOneHarmlessLine() {
    let name = "a\u{1B}]0;t\u{7}\n\u{2028}\u{9B}2J\u{202E}b"
    for error in [
      ArchiveError.damaged("the place of \(name)"), .unsafePath(name), .link(name), .special(name),
      .duplicate(name),
    ] {
      let isHarmless = error.description.unicodeScalars.allSatisfy {
        ![.control, .format, .lineSeparator].contains($0.properties.generalCategory)
      }
      #expect(isHarmless, "\(error)")
    }
  }

  @Test func aHeaderThatLiesAboutItsSizeIsRefused() throws {
    var zip = ZipWriter.archive([ArchiveEntry(path: "a", bytes: Array("hello".utf8))])
    #expect(try Archive.files(in: zip).count == 1)
    zip[31] ^= 1
    #expect(throws: ArchiveError.damaged("a does not have its check sum")) {
      try Archive.files(in: zip)
    }
  }

  /// Cut anywhere or with any byte changed it is read or refused; it never traps.
  @Test func damagedArchivesAreRefusedQuietly() throws {
    let files = [ArchiveEntry(path: "a", bytes: Array(Self.text.prefix(900)))]
    let tar = try packed("head -c 900 a/Text.swift > t && tar -czf ../packed t")
    for whole in [ZipWriter.archive(files), tar] {
      for end in stride(from: 0, to: whole.count, by: 3) {
        _ = try? Archive.files(in: Array(whole[..<end]))
        _ = try? Archive.handedIn(in: Array(whole[..<end]))
      }
      for index in whole.indices {
        var changed = whole
        changed[index] ^= UInt8(truncatingIfNeeded: 1 + index * 7)
        _ = try? Archive.files(in: changed)
        _ = try? Archive.handedIn(in: changed)
      }
    }
    #expect(throws: ArchiveError.unknownFormat) { try Archive.files(in: Array("hello".utf8)) }
    #expect(throws: ArchiveError.unknownFormat) { try Archive.files(in: []) }
  }

  private func expectMembers(_ bytes: [UInt8]) throws {
    let files = try Archive.files(in: bytes)
    let found = Dictionary(
      files.map { ($0.path.replacing(#/^\.\//#, with: ""), $0.bytes) }, uniquingKeysWith: { $1 })
    #expect(Set(found.keys) == Set(Self.members.keys))
    for (path, bytes) in Self.members { #expect(found[path] == bytes, "\(path)") }
  }

  /// What a shell command leaves as `../packed`, run where the members lie.
  private func packed(_ command: String) throws -> [UInt8] {
    let root = TemporaryFolder()
    defer { root.remove() }
    for (path, bytes) in Self.members { try root.write("in/\(path)", bytes) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "cd in && \(command)"]
    process.currentDirectoryURL = root.url
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(command)")
    return Array(try Data(contentsOf: root.file("packed")))
  }
}
