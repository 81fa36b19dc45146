import Foundation
import TestSupport
import Testing

@testable import PackShelf

/// What a process that was killed left is removed; what one works in is not.
struct HeldFolderTests {
  private let folder = TemporaryFolder()

  private func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.url.path).sorted()
  }

  @Test func whatNobodyHoldsIsSwept() throws {
    let live = try HeldFolder(".staging", in: folder.url)
    for name in [".staging-0B1E", ".staging-old", ".stagingx", "lessons"] {
      try FileManager.default.createDirectory(
        at: folder.url.appendingPathComponent(name + "/lessons/norm"),
        withIntermediateDirectories: true)
    }
    let elsewhere = folder.url.appendingPathComponent("lessons")
    try FileManager.default.createSymbolicLink(
      at: folder.url.appendingPathComponent(".staging-link"), withDestinationURL: elsewhere)
    PackShelf(root: folder.url).sweep()
    let left = [".staging-link", live.url.lastPathComponent, ".stagingx", "lessons"]
    #expect(try names() == left.sorted())
    #expect(FileManager.default.fileExists(atPath: elsewhere.path + "/norm") == false)
    #expect(FileManager.default.fileExists(atPath: elsewhere.path + "/lessons/norm"))
  }

  @Test func theNextOneSweepsWhatTheLastDidNotRemove() throws {
    var first: HeldFolder? = try HeldFolder(".staging", in: folder.url)
    let name = try #require(first?.url.lastPathComponent)
    let second = try HeldFolder(".staging", in: folder.url)
    #expect(try names() == [name, second.url.lastPathComponent].sorted())
    first = nil
    let third = try HeldFolder(".staging", in: folder.url)
    #expect(
      try names() == [second.url.lastPathComponent, third.url.lastPathComponent].sorted())
    second.remove()
    third.remove()
    #expect(try names() == [])
  }

  #if os(Linux)
    /// As a `pack add` that was killed while it asked.
    @Test func aKilledProcessHoldsNothing() throws {
      let place = folder.url.appendingPathComponent("shelf")
      let left = place.appendingPathComponent(".staging-of-another", isDirectory: true)
      try FileManager.default.createDirectory(at: left, withIntermediateDirectories: true)
      let holder = Process()
      holder.executableURL = URL(fileURLWithPath: "/bin/sh")
      holder.arguments = ["-c", "exec 9<'\(left.path)'; flock 9; echo held; exec sleep 600"]
      let output = Pipe()
      holder.standardOutput = output
      try holder.run()
      #expect(output.fileHandleForReading.availableData == Data("held\n".utf8))
      HeldFolder.sweep(".staging", in: place)
      #expect(FileManager.default.fileExists(atPath: left.path))
      kill(holder.processIdentifier, SIGKILL)
      holder.waitUntilExit()
      HeldFolder.sweep(".staging", in: place)
      #expect(!FileManager.default.fileExists(atPath: left.path))
    }
  #endif
}
