import Testing

@testable import Archives

/// What somebody handed in is read past its oddities; what is a pack's is refused for one.
@Suite struct HandedInTests {
  private static let code = Array("import TensorKit\n".utf8)
  private static let good = ArchiveEntry(path: "hand-in/LoRA.swift", bytes: code)

  private func zip(_ paths: String...) -> [UInt8] {
    ZipWriter.archive([Self.good] + paths.map { ArchiveEntry(path: $0, bytes: [65]) })
  }

  @Test(arguments: [
    ("Notes: 12:30.txt", ArchiveError.oddName("Notes: 12:30.txt")),
    ("a\u{1B}[31mb", .oddName("a\u{1B}[31mb")), ("a\nb", .oddName("a\nb")),
    ("../out", .unsafePath("../out")), ("a/../../out", .unsafePath("a/../../out")),
    ("../\u{301}out", .unsafePath("../\u{301}out")), ("/etc/passwd", .unsafePath("/etc/passwd")),
    ("C:\\x.txt", .unsafePath("C:/x.txt")), ("..\\x.txt", .unsafePath("../x.txt")),
    ("", .oddName("")),
    (String(repeating: "n", count: 256), .longPath(String(repeating: "n", count: 256))),
    (String(repeating: "a/", count: 30) + "b", .longPath(String(repeating: "a/", count: 30) + "b")),
    ("hand-in/LoRA.swift", .duplicate("hand-in/LoRA.swift")),
  ])
  func oneOddEntryCostsItselfAlone(_ path: String, _ reason: ArchiveError) throws {
    let found = try Archive.handedIn(in: zip(path))
    #expect(found.files == [Self.good])
    #expect(found.skipped.map(\.reason) == [reason])
    #expect(throws: ArchiveError.self) { try Archive.files(in: zip(path)) }
  }

  @Test func whatIsWrittenTheWindowsWayIsRead() throws {
    let entry = ArchiveEntry(path: "hand-in\\src\\LoRA.swift", bytes: Self.code)
    let folder = ArchiveEntry(path: "hand-in\\")
    let found = try Archive.handedIn(in: ZipWriter.archive([folder, entry]))
    #expect(found.files.map(\.path) == ["hand-in/src/LoRA.swift"])
    #expect(found.skipped == [])
  }

  @Test func anOddFolderCostsNobodyTheFileInIt() throws {
    let found = try Archive.handedIn(
      in: ZipWriter.archive([
        ArchiveEntry(path: "Lab 12:30\u{7}/./LoRA.swift", bytes: Self.code),
        ArchiveEntry(path: "a//b.txt"),
      ]))
    #expect(found.files.map(\.path) == ["Lab 12·30·/LoRA.swift", "a/b.txt"])
    #expect(found.skipped == [])
  }

  @Test func namesThatDifferByCaseAloneAreTwoFiles() throws {
    #expect(try Archive.handedIn(in: zip("hand-in/lora.swift")).files.count == 2)
    let repeated = ZipWriter.archive([Self.good, Self.good])
    #expect(try Archive.handedIn(in: repeated).skipped.map(\.isRepeated) == [true])
    #expect(
      try Archive.handedIn(in: zip("hand-in/LoRA.swift")).skipped.map(\.isRepeated) == [false])
  }

  /// The flags and the method of the second entry, in the directory.
  @Test func anEntryThatCannotBeReadCostsItselfAlone() throws {
    let plain = zip("b")
    let entry = plain.count - 22 - 47
    var locked = plain
    locked[entry + 8] |= 1
    var other = plain
    other[entry + 10] = 14
    var link = plain
    link[entry + 41] = 0xA1
    var device = plain
    device[entry + 41] = 0x61
    for (bytes, reason) in [
      (locked, ArchiveError.unsupported(.password)),
      (other, .unsupported(.otherCompression)), (link, .link("b")),
      (device, .special("b")),
    ] {
      let found = try Archive.handedIn(in: bytes)
      #expect(found.files == [Self.good])
      #expect(found.skipped == [SkippedEntry(path: "b", reason: reason)])
      #expect(throws: reason) { try Archive.files(in: bytes) }
    }
  }

  @Test func damageAndLimitsRefuseTheWhole() {
    let many = zip("a", "b", "c")
    #expect(throws: ArchiveError.tooMany(limit: 3)) {
      try Archive.handedIn(in: many, limits: ArchiveLimits(entries: 3))
    }
    #expect(throws: ArchiveError.tooLarge(limit: 10)) {
      try Archive.handedIn(in: many, limits: ArchiveLimits(bytes: 10))
    }
    var damaged = zip("b")
    damaged[damaged.count - 22 - 47 + 16] ^= 1
    #expect(throws: ArchiveError.damaged("b does not have its check sum")) {
      try Archive.handedIn(in: damaged)
    }
  }

  /// A slash and an accent are one Character; to a file system the folder above is meant.
  @Test(arguments: ["../\u{301}evil", "a/../\u{301}/../../evil", "a/\u{301}b", "./\u{301}"])
  func aMarkDoesNotHideASlash(_ path: String) {
    #expect(throws: ArchiveError.unsafePath(path)) {
      try Archive.files(in: ZipWriter.archive([ArchiveEntry(path: path)]))
    }
  }
}
