import Archives
import Foundation
import Judge
import LessonPacks
import Reports
import TestSupport
import Testing

@testable import PackShelf

/// What students get of a pack with hidden checks: none of them by name, and the rest as it was.
@Suite(.fewAtATime) struct StudentPackTests {
  private func pack(
    hiding ids: [String], in folder: TemporaryFolder
  ) throws -> Pack {
    let place = try PackScaffold.write("02-norm", into: folder.url)
    let file = place.lesson.appendingPathComponent("pack.yml")
    var text = try String(contentsOf: file, encoding: .utf8)
    text.replace(#/(?m)^ *visibility: hidden\n/#, with: "")
    for id in ids {
      let item = try Regex("(?m)^( *)- id: \(id)\n", as: (Substring, Substring).self)
      text.replace(item) { "\($0.0)\($0.1)  visibility: hidden\n" }
    }
    try Data(text.utf8).write(to: file)
    return try PackLoader.load(place.lesson)
  }

  private func unpacked(_ files: [ArchiveEntry], in folder: TemporaryFolder) throws -> Pack {
    for file in files { try folder.write("students/\(file.path)", file.bytes) }
    return try PackLoader.load(folder.file("students/lessons/02-norm"))
  }

  @Test(arguments: [
    ["rms_rejects_sizes"], ["rms_small_input"], ["rms_forward", "rms_rejects_sizes"],
  ])
  func hiddenChecksAreNowhere(_ hidden: [String]) throws {
    let folder = TemporaryFolder()
    let whole = try pack(hiding: hidden, in: folder)
    let cut = StudentPack(whole)
    #expect(Set(cut.hidden) == Set(hidden))
    let files = try cut.files()
    for file in files where file.path.hasPrefix("lessons/") {
      let text = String(decoding: file.bytes, as: UTF8.self)
      for id in hidden { #expect(!text.contains(id), "\(file.path) holds \(id)") }
      #expect(!file.path.contains("/wrong/") && !file.path.contains("/alternatives/"))
    }
    let pack = try unpacked(files, in: folder)
    #expect(pack.checks.map(\.id) == whole.checks.map(\.id).filter { !hidden.contains($0) })
    #expect(PackLint.audit(pack) == [])
    // What stays says what it said.
    for check in pack.checks {
      let before = try #require(whole.checks.first { $0.id == check.id })
      #expect(check.statement == before.statement && check.kind == before.kind)
    }
  }

  @Test func itJudgesAsBefore() async throws {
    let folder = TemporaryFolder()
    let cut = StudentPack(try pack(hiding: ["rms_forward"], in: folder))
    let pack = try unpacked(try cut.files(), in: folder)
    let judge = Judge(
      pack: pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("students"))
    #expect(try await judge.run(.reference(of: pack), seed: 3) { _ in }.isGreen)
    let starter = pack.folder.appendingPathComponent("starter/Layer.swift")
    #expect(try await judge.run(.read(starter), seed: 3) { _ in }.isGreen == false)
  }

  @Test func aBlockWithoutAVisibleCheckIsRefused() throws {
    let folder = TemporaryFolder()
    let all = [
      "strict_mode", "rms_weight_starts_at_one", "rms_rejects_sizes", "rms_forward",
      "rms_small_input",
    ]
    let whole = try pack(hiding: all, in: folder)
    #expect(whole.checks.allSatisfy { $0.visibility == .hidden })
    #expect(throws: ShelfError.self) { try StudentPack(whole).files() }
  }

  /// Brackets in strings and comments end no scenario.
  @Test func aScenarioIsCutWhole() {
    let source = """
      func probesA(_ probe: Probes) {
        probe("one") { out in
          out.record("a", "}") // }
          if x { y() }
        }

        probe("two") { out in out.record("b", 1) }
      }
      """
    let cut = ProbeText.without(["one"], source)
    #expect(!cut.contains("record(\"a\"") && cut.contains("probe(\"two\") { out in out.record"))
    #expect(cut.count { $0 == "{" } == 2 && cut.count { $0 == "}" } == 2)
    #expect(ProbeText.without(["three"], source) == source)
  }

  @Test func whatANewVersionChangesIsSaid() throws {
    let (one, other) = (TemporaryFolder(), TemporaryFolder())
    let old = try pack(hiding: [], in: one)
    #expect(PackDifference.lines(from: old, to: try pack(hiding: [], in: other), .en) == [])
    let file = other.file("lessons/02-norm/pack.yml")
    var text = try String(contentsOf: file, encoding: .utf8)
    text = text.replacing("format: 1\n", with: "format: 1\nversion: 1.1.0\n")
      .replacing("rms_small_input", with: "rms_tiny_input")
    try Data(text.utf8).write(to: file)
    let new = try #require(PackLoader.read(other.file("lessons/02-norm")).pack)
    #expect(
      PackDifference.lines(from: old, to: new, .en)
        == [
          "version: none → 1.1.0", "new checks: rms_tiny_input", "checks that go: rms_small_input",
          "files that change: pack.yml",
        ])
  }
}
