import Foundation
import Judge
import PackSamples
import TestSupport
@testable import LessonPacks
import PackAudit
import PackSamples
import Reports
import Testing

@testable import PackShelf

/// A new pack is proved before its author has changed a line.
@Suite(.fewAtATime) struct PackScaffoldTests {
  @Test func aNewPackAuditsGreen() async throws {
    let folder = TemporaryFolder()
    let place = try PackScaffold.write("02-norm", into: folder.url)
    let pack = try PackLoader.load(place.lesson)
    let judge = Judge(
      pack: pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("audit"))
    let report = try await PackAuditor(pack: pack, judge: judge, seeds: [4, 5], jobs: 2).audit()
    #expect(report.problems.map { "\($0)" } == [])
    #expect(report.files.count { $0.role == .wrong } >= 6)
    #expect(report.files.count { $0.role == .alternative } >= 1)
    for language in ["en", "es"] {
      #expect(pack.languages.map(\.rawValue).contains(language))
    }
  }

  /// What a starter records is wrong, and never broken: that needs the same names always.
  @Test func theStarterIsWrongAndNotBroken() async throws {
    let folder = TemporaryFolder()
    let pack = try PackLoader.load(PackScaffold.write("02-norm", into: folder.url).lesson)
    let judge = Judge(
      pack: pack, toolchain: try await BuiltPrograms.toolchain(),
      cacheFolder: BuiltPrograms.cache("audit"))
    let starter = pack.folder.appendingPathComponent("starter/Layer.swift")
    let report = try await judge.run(.read(starter), seed: 3) { _ in }
    let checks = report.results.filter { $0.id != "strict_mode" }
    #expect(checks.allSatisfy { $0.verdict.status == .wrong }, "\(checks)")
  }

  /// An author who reads nothing but the manifest meets every key of it.
  @Test func theManifestShowsEveryKey() throws {
    let keys = ManifestReader.keys + CheckReader.keys
    try #require(ManifestReader.keys.count > 5 && CheckReader.keys.count > 5)
    for key in keys {
      #expect(
        ScaffoldManifest.text.contains(try Regex("(?m)^[ {#]*(- )?\(key):")), "\(key)")
    }
  }

  @Test(arguments: ["", "../x", "a b", ".hidden", "a/b", "é"])
  func aNameThatIsNoneIsRefused(_ name: String) {
    let folder = TemporaryFolder()
    #expect(throws: ShelfError.badName(name)) { try PackScaffold.write(name, into: folder.url) }
    #expect(folder.entries == [])
  }

  @Test func whatIsThereIsNotOverwritten() throws {
    let folder = TemporaryFolder()
    let place = try PackScaffold.write("mine", into: folder.url)
    try Data("mine\n".utf8).write(to: place.lesson.appendingPathComponent("pack.yml"))
    #expect(throws: ShelfError.exists("mine", place: folder.url.path)) {
      try PackScaffold.write("mine", into: folder.url)
    }
    let kept = try Data(contentsOf: place.lesson.appendingPathComponent("pack.yml"))
    #expect(kept == Data("mine\n".utf8))
    #expect(folder.entries == ["lessons", "solutions"])
  }
}
