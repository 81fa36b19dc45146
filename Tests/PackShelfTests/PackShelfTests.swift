import Containment
import Archives
import Foundation
import Judge
import LessonPacks
import PackSamples
import TestSupport
import Testing

@testable import PackShelf

/// A pack comes onto the shelf whole, from wherever it comes, or not at all.
@Suite struct PackShelfTests {
  private let folder = TemporaryFolder()
  private var shelf: PackShelf { PackShelf(root: folder.url.appendingPathComponent("shelf")) }

  private static let files = PackScaffold.files(name: "norm").map {
    ArchiveEntry(path: $0.key, bytes: Array($0.value.utf8))
  }.sorted { $0.path < $1.path }

  private func noClone(_ address: String, _ folder: URL) throws {
    Issue.record("nothing was to be cloned")
  }

  private func inspect(
    _ entries: [ArchiveEntry], pack: String? = nil
  ) async throws -> PackShelf.Candidate {
    let file = try folder.write("source.zip", ZipWriter.archive(entries))
    return try await shelf.inspect(.archive(file), pack: pack, clone: noClone)
  }

  /// The shelf is as it was: nothing on it, and nothing half done beside it.
  private func expectEmptyShelf() {
    #expect(shelf.installed == [])
    let left = (try? FileManager.default.contentsOfDirectory(atPath: shelf.root.path)) ?? []
    #expect(left.filter { $0.hasPrefix(".staging") } == [])
  }

  @Test func everySourceGivesTheSamePack() async throws {
    let root = folder.url.appendingPathComponent("origin", isDirectory: true)
    _ = try PackScaffold.write("norm", into: root)
    let zip = try folder.write("norm.zip", ZipWriter.archive(Self.files))
    let tar = folder.url.appendingPathComponent("norm.tar.gz")
    try run(
      "tar", ["-czf", tar.path, "--transform", "s,^,origin-main/,", "lessons", "solutions"], root)
    try run("git", ["init", "-q"], root)
    try run("git", ["add", "."], root)
    try run(
      "git", ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "A pack"], root)
    let sources: [PackSource] = [
      .folder(root), .folder(root.appendingPathComponent("lessons/norm")), .archive(zip),
      .archive(tar), .git("file://" + root.path),
    ]
    let sandbox = try await BuiltPrograms.toolchain().sandbox
    var hashes: Set<String> = []
    for source in sources {
      let candidate = try await shelf.inspect(source) {
        try await GitClone.run(
          $0, into: $1, sandbox: sandbox,
          environment: ProcessInfo.processInfo.environment)
      }
      hashes.insert(candidate.hash)
      let place = try shelf.add(candidate)
      #expect(shelf.installed == ["norm"])
      #expect(try PackDigest.of(PackLoader.load(place.lesson)) == candidate.hash)
      try shelf.remove("norm")
      expectEmptyShelf()
    }
    #expect(hashes.count == 1)
  }

  @Test func aRepositoryThatIsNotThereIsSaidInGitsWords() async throws {
    let sandbox = try await BuiltPrograms.toolchain().sandbox
    let nowhere = "file://" + folder.url.appendingPathComponent("nowhere.git").path
    await #expect(throws: ContainmentError.self) {
      _ = try await shelf.inspect(.git(nowhere)) {
        try await GitClone.run(
          $0, into: $1, sandbox: sandbox,
          environment: ProcessInfo.processInfo.environment)
      }
    }
    expectEmptyShelf()
  }

  /// A transport of git's that is a program must not run one.
  @Test func noProgramIsRunToFetch() async throws {
    let sandbox = try await BuiltPrograms.toolchain().sandbox
    let witness = folder.url.appendingPathComponent("witness")
    await #expect(throws: ContainmentError.self) {
      try await GitClone.run(
        "ext::sh -c touch% \(witness.path)", into: folder.url.appendingPathComponent("clone"),
        sandbox: sandbox, environment: ProcessInfo.processInfo.environment)
    }
    #expect(!FileManager.default.fileExists(atPath: witness.path))
  }

  @Test func tricksAreRefusedAndNothingIsAdded() async throws {
    let manifest = try #require(Self.files.first { $0.path == "lessons/norm/pack.yml" })
    let bomb = ArchiveEntry(
      path: "lessons/norm/theory/en/x.md", bytes: [UInt8](repeating: 0, count: 33 << 20))
    let tricks: [([ArchiveEntry], reason: String)] = [
      ([ArchiveEntry(path: "../../evil")], "a path that leads out: ../../evil"),
      ([ArchiveEntry(path: "/tmp/evil")], "a path that leads out: /tmp/evil"),
      ([ArchiveEntry(path: "lessons/norm/../../evil")], "leads out: lessons/norm/../../evil"),
      ([manifest], "lessons/norm/pack.yml twice"),
      ([ArchiveEntry(path: "LESSONS/norm/pack.yml")], "LESSONS/norm/pack.yml twice"),
      (
        (0..<2100).map { ArchiveEntry(path: "lessons/norm/wrong/\($0).swift") },
        "more than 2000 entries"
      ),
      ([bomb], "is beyond 32 MB"),
    ]
    for (trick, reason) in tricks {
      let error = await #expect(throws: ShelfError.self) {
        _ = try await inspect(Self.files + trick)
      }
      // Each for its own sake, and not for another fault of the archive.
      #expect(error?.description.contains(reason) == true, "\(reason)")
      expectEmptyShelf()
    }
  }

  @Test func aLinkInAFolderIsRefused() async throws {
    let root = folder.url.appendingPathComponent("origin", isDirectory: true)
    let place = try PackScaffold.write("norm", into: root)
    try FileManager.default.createSymbolicLink(
      atPath: place.lesson.appendingPathComponent("wrong/passwd.swift").path,
      withDestinationPath: "/etc/passwd")
    await #expect(
      throws: ShelfError.refused(
        source: root.path, reason: "the folder holds a link: lessons/norm/wrong/passwd.swift")
    ) { _ = try await shelf.inspect(.folder(root), clone: noClone) }
    expectEmptyShelf()
  }

  @Test func aFaultyPackIsRefusedWithEverythingThatIsWrong() async throws {
    let stray = ArchiveEntry(path: "lessons/norm/stray.txt")
    let faulty = Self.files.filter { $0.path != "solutions/norm/Layer.swift" } + [stray]
    do {
      _ = try await inspect(faulty)
      Issue.record("a pack without a solution was taken")
    } catch ShelfError.faulty(let error) {
      #expect(error.problems.count == 2)
      #expect(!"\(error)".contains(".staging"))
    }
    expectEmptyShelf()
  }

  @Test func oneOfSeveralPacksIsNamed() async throws {
    let both =
      Self.files
      + PackScaffold.files(name: "other").map {
        ArchiveEntry(path: $0.key, bytes: Array($0.value.utf8))
      }
    await #expect(throws: ShelfError.self) { _ = try await inspect(both) }
    let candidate = try await inspect(both, pack: "other")
    #expect(candidate.pack.id == "other")
    candidate.discard()
    expectEmptyShelf()
    await #expect(throws: ShelfError.self) { _ = try await inspect(both, pack: "third") }
    await #expect(throws: ShelfError.self) { _ = try await inspect([ArchiveEntry(path: "x")]) }
  }

  @Test func aPackOfTheSameNameIsKeptUnlessItIsReplaced() async throws {
    let first = try await inspect(Self.files)
    let place = try shelf.add(first)
    var changed = Self.files
    let text = try #require(changed.firstIndex { $0.path == "lessons/norm/text/en/A.md" })
    changed[text].bytes += Array("More.\n".utf8)
    let second = try await inspect(changed)
    #expect(second.hash != first.hash)
    #expect(throws: ShelfError.exists("norm", place: shelf.root.path)) {
      try shelf.add(second)
    }
    #expect(try PackDigest.of(PackLoader.load(place.lesson)) == first.hash)
    _ = try shelf.add(try await inspect(changed), replacing: true)
    #expect(try PackDigest.of(PackLoader.load(place.lesson)) == second.hash)
    #expect(throws: ShelfError.notInstalled("other", installed: ["norm"])) {
      try shelf.remove("other")
    }
  }

  @Test func sourcesAreToldApart() throws {
    #expect(try PackSource("https://example.org/x/y") == .git("https://example.org/x/y"))
    #expect(try PackSource("git@example.org:x/y.git") == .git("git@example.org:x/y.git"))
    #expect(throws: ShelfError.noSource("/nowhere/at/all")) { try PackSource("/nowhere/at/all") }
    let text = try folder.write("notes.txt", "")
    #expect(throws: ShelfError.noSource(text.path)) { try PackSource(text.path) }
    #expect(try PackSource(folder.url.path) == .folder(URL(fileURLWithPath: folder.url.path)))
  }

  private func run(_ program: String, _ arguments: [String], _ folder: URL) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "\(program)")
  }
}
