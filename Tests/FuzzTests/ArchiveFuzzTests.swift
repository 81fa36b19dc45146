import Foundation
import LessonPacks
import TestSupport
import Testing

@testable import Archives
@testable import PackShelf

/// Archives from strangers: read whole or refused, never more than the limits allow, and a refused
/// one leaves nothing. A long run: `BYHAND_FUZZ=1000000 swift test --filter ArchiveFuzzTests`.
@Suite struct ArchiveFuzzTests {
  private static let limits = ArchiveLimits(entries: 8, bytes: 1 << 14, ratio: 20)

  /// Made by Python's zipfile: a packed file, a stored one, a folder.
  private static let zip = decoded(
    "UEsDBBQAAAAIAAAAIQA/k4jBGgAAAH4AAAAJAAAAYS9ULnN3aWZ0y0ktUahUsFXITSzJLc3RqNBRSNTkyqGXIABQSwME"
      + "FAAAAAAAAAAhAIamEDYFAAAABQAAAAEAAABiaGVsbG9QSwMEFAAAAAAAAAAhAAAAAAAAAAAAAAAAAAIAAABmL1BLAQIU"
      + "AxQAAAAIAAAAIQA/k4jBGgAAAH4AAAAJAAAAAAAAAAAAAACAAQAAAABhL1Quc3dpZnRQSwECFAMUAAAAAAAAACEAhqYQ"
      + "NgUAAAAFAAAAAQAAAAAAAAAAAAAAgAFBAAAAYlBLAQIUAxQAAAAAAAAAIQAAAAAAAAAAAAAAAAACAAAAAAAAAAAAAACA"
      + "AWUAAABmL1BLBQYAAAAAAwADAJYAAACFAAAAAAA=")
  /// Made by Python's tarfile, with a pax path and with a GNU long name.
  private static let gzips = [
    "H4sIAAAAAAACA+3TMQrCMBSA4Td7ipygfWnTbKKjo1cIWOhQUGqFXMlzeLGKgkOhqEjs0P/LkMdb3vRneZZv9yHu6nCo"
      + "O0lCn6Z+LbR8zY+91cKqmCh/cDn3obufl2WypTWn0Dfr23WeF1eC+Wx+EL/o3zs32b9qNeq/cqUXo/SfXFO37ZEMFivk"
      + "6W+87388e+sLMRX9AwAAAAAAAAAAAADwkQEUvVzGACgAAA==",
    "H4sIAAAAAAACA+3VTQrDIBBA4TmKJ4jGGN32AF4iCaUtlQT6c/9SAoEWQlamUN+3UWbjYnhY6Uof4jSe4mW8Sh5mtnaa"
      + "OtTLfZ6H0DpRUXbwvD+6m1JSqPQjgmL2/47aO7favzHtZ/+NDd6KMvSf3fmY0kQGxep0n/2N7f6br//fW/rfaf/9QAQA"
      + "AAAAAAAAAAAA8AdeaaZveQAoAAA=",
  ].map(decoded)
  /// Deflate streams by zlib: one of codes of its own, one of the fixed code.
  private static let streams = [
    "vY7LbQAgDEPvmSJHkLpChwlgPsG9pVIrxO5lil79efbkxUYOVljWO0e+NzMwA4dWO8syzaCQCbsV5KESSw6571Onm6L7"
      + "JVuMoK5Wc+S6q8CWyCugkH71zEeqDbcMWVAU940HPW/sNpxHnUv0rOsmdCOeUSI87Q3NxmJbIy3C++6vq4vtpdaZodO7"
      + "RGtwn6lXj8Gks5UznF09KjYh62jaIUsoRTAs48id5T1A6K9+6pfF1zfTz4daln8T/wA=",
    "y0ktUahUsFXITSzJLc3RqNBRSNTkyqGXIAA=",
  ].map(decoded)

  private static func decoded(_ text: String) -> [UInt8] {
    Array(Data(base64Encoded: text) ?? Data())
  }

  @Test func zipsAreReadOrRefused() throws {
    let pack = ZipWriter.archive([
      ArchiveEntry(path: "r/lessons/mini/pack.yml", bytes: Array("format: 1\n".utf8)),
      ArchiveEntry(path: "r/lessons/mini/A.swift", bytes: [1, 2, 3], isExecutable: true),
      ArchiveEntry(path: "r/solutions/mini/A.swift", bytes: [4]),
    ])
    var mutator = Mutator(
      seed: 6, of: [Self.zip, Self.zip, pack],
      tokens: ["PK\u{1}\u{2}", "PK\u{5}\u{6}", "../", "/", "lessons/", "PK\u{3}\u{4}"])
    #expect(try Archive.files(in: Self.zip).map(\.path) == ["a/T.swift", "b"])
    #expect(try PackParcel.find(nil, in: Archive.files(in: pack), source: "s").files.count == 3)
    var read = 0
    for round in 0..<Mutator.rounds {
      let bytes = mutator.next()
      // Every other one with check sums that hold, so that what lies behind them is reached.
      if try look(round.isMultiple(of: 2) ? Self.summedZip(bytes) : bytes) { read += 1 }
    }
    #expect(read > 0 && read < Mutator.rounds)
  }

  @Test func tarsAreReadOrRefused() throws {
    let tars = try Self.gzips.map {
      try Self.trimmed(Gzip.unpacked($0, allowance: 1 << 20, .init()))
    }
    for tar in tars { #expect(try !Archive.files(in: tar).isEmpty) }
    var mutator = Mutator(
      seed: 7, of: tars,
      tokens: [
        "0000000", "77777777777", "ustar\u{0}00", "17 path=../x\n", "99999999999999999999 ",
        "12 size=9\n", "L", "x", "5", "2", "g", "../", " ",
      ])
    var read = 0
    for round in 0..<Mutator.rounds {
      let bytes = mutator.next()
      if try look(round.isMultiple(of: 4) ? bytes : Self.summedTar(bytes)) { read += 1 }
    }
    #expect(read > 0 && read < Mutator.rounds)
  }

  @Test func gzipsAreReadOrRefused() throws {
    for gzip in Self.gzips { #expect(try !Archive.files(in: gzip).isEmpty) }
    var mutator = Mutator(seed: 8, of: Self.gzips, tokens: ["\u{1F}", "\u{8}", "\u{4}"])
    var read = 0
    for _ in 0..<Mutator.rounds where try look(mutator.next()) { read += 1 }
    #expect(read > 0 && read < Mutator.rounds)
  }

  /// Without a check sum that would refuse most of them at the end.
  @Test func packedStreamsAreUnpackedOrRefused() throws {
    for stream in Self.streams {
      #expect(try Inflate.unpacked(stream[...], allowance: 400, .init()).bytes.count >= 126)
    }
    var mutator = Mutator(seed: 9, of: Self.streams)
    var read = 0
    for _ in 0..<Mutator.rounds {
      let bytes = mutator.next()
      let allowance = mutator.below(600)
      do throws(ArchiveError) {
        let (unpacked, end) = try Inflate.unpacked(bytes[...], allowance: allowance, .init())
        if unpacked.count > allowance || end > bytes.count { Issue.record("\(bytes)") }
        read += 1
      } catch {
        if case .damaged = error { continue }
        if case .tooLarge = error { continue }
        Issue.record("\(error) of \(bytes)")
      }
    }
    #expect(read > 0 && read < Mutator.rounds)
  }

  /// Past odd entries, and within the same limits; no path leads out, and none is there twice.
  private func lookAsHandedIn(_ bytes: [UInt8]) {
    guard let found = try? Archive.handedIn(in: bytes, limits: Self.limits) else { return }
    let parts = found.files.map { file in
      file.path.utf8.split(separator: 0x2F, omittingEmptySubsequences: false).map { Array($0) }
    }
    let isSafe = parts.allSatisfy { !$0.contains(Array("..".utf8)) && !$0.contains([]) }
    let total = found.files.reduce(0) { $0 + $1.bytes.count }
    let count = found.files.count + found.skipped.count
    if !isSafe || Set(parts).count != parts.count || total > Self.limits.bytes
      || count > Self.limits.entries
    {
      Issue.record("\(found.files.map(\.path)), \(total) bytes of \(bytes)")
    }
  }

  /// What is read keeps to the limits and to paths that lead nowhere else; what of it is a pack can be
  /// written where nothing else is, or leaves nothing there. Whether anything was read.
  private func look(_ bytes: [UInt8]) throws -> Bool {
    lookAsHandedIn(bytes)
    let files: [ArchiveEntry]
    do throws(ArchiveError) {
      files = try Archive.files(in: bytes, limits: Self.limits)
    } catch {
      // A reason that can be shown on one line of a terminal.
      let isHarmless = error.description.unicodeScalars.allSatisfy {
        ![.control, .format, .lineSeparator].contains($0.properties.generalCategory)
      }
      if !isHarmless { Issue.record("\(error) of \(bytes)") }
      return false
    }
    let parts = files.map { $0.path.split(separator: "/", omittingEmptySubsequences: false) }
    let isSafe = parts.allSatisfy { !$0.contains("..") && !$0.contains("") }
    let total = files.reduce(0) { $0 + $1.bytes.count }
    if !isSafe || total > Self.limits.bytes || files.count > Self.limits.entries {
      Issue.record("\(files.map(\.path)), \(total) bytes of \(bytes)")
    }
    guard let parcel = try? PackParcel.find(nil, in: files, source: "s") else { return true }
    let place = "/mini/"
    if !parcel.files.allSatisfy({ $0.path.hasPrefix("lessons") || $0.path.hasPrefix("solutions") })
      || !PackNames.isName(parcel.name)
      || (parcel.name == "mini" && !parcel.files.allSatisfy({ $0.path.contains(place) }))
    {
      Issue.record("\(parcel.files.map(\.path)) of \(bytes)")
    }
    try stage(parcel)
    return true
  }

  /// Seldom, since it writes to a disk.
  private func stage(_ parcel: PackParcel) throws {
    guard parcel.files.reduce(0, { $0 + $1.bytes.count + $1.path.count }) % 16 == 0 else { return }
    let manager = FileManager.default
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let root = folder.file("fuzz")
    do throws(ShelfError) {
      let staging = try PackStaging(beside: root, files: parcel.files)
      for file in parcel.files {
        let written = try? Data(contentsOf: staging.folder.appendingPathComponent(file.path))
        if written.map(Array.init) != file.bytes { Issue.record("\(file.path) is not there") }
      }
      staging.remove()
    } catch {
      if case .cannotWrite = error {} else { Issue.record("\(error)") }
    }
    let left = (try? manager.contentsOfDirectory(atPath: root.path)) ?? []
    if !left.isEmpty { Issue.record("\(left) is left of \(parcel.files.map(\.path))") }
  }
}

/// Check sums made right again after a change, so that a reader goes on.
extension ArchiveFuzzTests {
  /// The headers and what they hold, with two empty blocks behind instead of many.
  private static func trimmed(_ tar: [UInt8]) -> [UInt8] {
    let end = (tar.lastIndex { $0 != 0 } ?? 0) / 512 * 512 + 512
    return Array(tar[..<end]) + [UInt8](repeating: 0, count: 1024)
  }

  /// Each block that could be a header gets its sum.
  private static func summedTar(_ tar: [UInt8]) -> [UInt8] {
    var tar = tar
    for at in stride(from: 0, to: tar.count - 511, by: 512)
    where tar[at + 257..<at + 262].elementsEqual("ustar".utf8) {
      for index in at + 148..<at + 156 { tar[index] = 32 }
      var sum = 0
      for index in at..<at + 512 { sum += Int(tar[index]) }
      for index in 0..<6 { tar[at + 148 + index] = UInt8(0x30 + (sum >> (15 - 3 * index)) & 7) }
      tar[at + 154] = 0
    }
    return tar
  }

  /// Each entry of the directory gets the sum and the length of what lies where it says.
  private static func summedZip(_ zip: [UInt8]) -> [UInt8] {
    var zip = zip
    for at in zip.indices.dropLast(46)
    where zip[at] == 0x50 && LittleEndian.word(zip, at) == 0x0201_4B50 {
      let packed = Int(LittleEndian.word(zip, at + 20))
      let header = Int(LittleEndian.word(zip, at + 42))
      guard header + 30 <= zip.count else { continue }
      let start =
        header + 30 + LittleEndian.half(zip, header + 26) + LittleEndian.half(zip, header + 28)
      guard start + packed <= zip.count else { continue }
      let slice = zip[start..<start + packed]
      let isPacked = LittleEndian.half(zip, at + 10) == 8
      let content =
        isPacked
        ? try? Inflate.unpacked(slice, allowance: limits.bytes, limits).bytes : Array(slice)
      guard let content else { continue }
      zip.replaceSubrange(
        at + 16..<at + 20, with: LittleEndian.bytes(CRC32.of(content), count: 4))
      zip.replaceSubrange(
        at + 24..<at + 28, with: LittleEndian.bytes(UInt32(content.count), count: 4))
    }
    return zip
  }
}
