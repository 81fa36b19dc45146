import Foundation
import TestSupport
import Testing

@testable import Archives

/// What is packed here is unpacked by our own reader and by another program, as it was.
@Suite struct DeflateTests {
  /// Bytes of as many kinds as `kinds`, with stretches that were there before.
  private static func bytes(_ count: Int, kinds: Int, seed: UInt64) -> [UInt8] {
    var generator = SeededGenerator(seed: seed)
    var bytes: [UInt8] = []
    while bytes.count < count {
      if bytes.count > 10, Int.random(in: 0..<4, using: &generator) == 0 {
        let start = Int.random(in: 0..<bytes.count, using: &generator)
        bytes += bytes[start..<min(bytes.count, start + 300)]
      } else {
        bytes.append(UInt8(Int.random(in: 0..<kinds, using: &generator)))
      }
    }
    return Array(bytes.prefix(count))
  }

  @Test(arguments: [0, 1, 2, 3, 257, 258, 259, 32767, 32769, 100_000], [1, 2, 40, 256])
  func comesBack(_ count: Int, _ kinds: Int) throws {
    let seed = UInt64.random(in: 0 ... .max)
    let bytes = Self.bytes(count, kinds: kinds, seed: seed)
    let packed = Deflate.packed(bytes)
    let (unpacked, end) = try Inflate.unpacked(
      packed[...], allowance: count + 1, ArchiveLimits(bytes: 1 << 20))
    #expect(unpacked == bytes, "seed \(seed)")
    #expect(end == packed.count)
  }

  @Test func whatPacksIsPackedAndWhatDoesNotIsLeft() throws {
    let text = ArchiveEntry(
      path: "text", bytes: Array(String(repeating: "let y = matmul(x, a)\n", count: 500).utf8))
    let noise = ArchiveEntry(path: "noise", bytes: Self.noise)
    let zip = ZipWriter.archive([text, noise], isPacked: true)
    #expect(zip.count < Self.noise.count + 1000)
    #expect(zip == ZipWriter.archive([text, noise], isPacked: true))
    #expect(try Archive.files(in: zip) == [text, noise])
  }

  private static let noise: [UInt8] = {
    var generator = SeededGenerator(seed: 5)
    return (0..<20_000).map { _ in UInt8.random(in: 0...255, using: &generator) }
  }()

  private static let hasUnzip = FileManager.default.isExecutableFile(atPath: "/usr/bin/unzip")

  @Test(.enabled(if: hasUnzip)) func unzipFindsItWhole() throws {
    let folder = TemporaryFolder()
    defer { folder.remove() }
    let files = (0..<20).map {
      ArchiveEntry(
        path: "f\($0)",
        bytes: Self.bytes($0 * 3000, kinds: 1 + $0 * 12, seed: .random(in: 0 ... .max)))
    }
    let zip = folder.url.appendingPathComponent("packed.zip")
    try Data(ZipWriter.archive(files, isPacked: true)).write(to: zip)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/unzip")
    process.arguments = ["-tq", zip.path]
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0)
  }
}
