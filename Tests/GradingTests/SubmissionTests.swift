import Archives
import Foundation
import Judge
import LessonPacks
import TestSupport
import Testing

@testable import Grading

/// What counts as a submission, and which file of it is judged.
@Suite struct SubmissionTests {
  private func names(_ students: ClassFolder, _ paths: [String] = [""]) throws -> [String] {
    try SubmissionFinder.find(
      paths.map { students.handedIn.appendingPathComponent($0) }, of: StudentWork("Double.swift")
    ).submissions.map(\.name)
  }

  @Test func aFolderOfSubmissionsHoldsOneForEachEntry() throws {
    let students = try ClassFolder([
      "ana/Double.swift": "a", "ben.swift": "b", "cleo.zip": "c", "dora.tar.gz": "d",
      ".DS_Store": "x", "list.pdf": "x", "__MACOSX/x": "x",
    ])
    #expect(try names(students) == ["ana", "ben", "cleo", "dora"])
    #expect(try names(students, ["ana", "cleo.zip"]) == ["ana", "cleo"])
    #expect(try names(students, ["ana/Double.swift"]) == ["ana"])
    #expect(try names(students, ["ana", "ana"]) == ["ana"])
  }

  @Test func aStudentsPackageIsOneSubmission() throws {
    let students = try ClassFolder([
      "Package.swift": "p", "Sources/Doubling/Double.swift": "a", "notes.md": "n",
      ".byhand/attempts/1/Double.swift": "old",
    ])
    #expect(try names(students) == ["class"])
    let reader = SubmissionReader(StudentWork("Double.swift"))
    let source = reader.source(of: Submission(name: "x", place: students.handedIn))
    #expect(source.bytes == Data("a".utf8))
  }

  @Test func namesAreToldApartOrRefused() throws {
    let students = try ClassFolder(["a/ana/x.swift": "1", "a/ana.zip": "2", "b/ana/x.swift": "3"])
    #expect(try names(students, ["a"]) == ["ana", "ana.zip"])
    #expect(throws: GradingError.self) { try names(students, ["a/ana", "b/ana"]) }
    let missing = students.handedIn.appendingPathComponent("zoe")
    #expect(throws: GradingError.noSubmission(path: missing.path)) {
      try names(students, ["zoe"])
    }
    try FileManager.default.createDirectory(at: missing, withIntermediateDirectories: true)
    #expect(throws: GradingError.emptyFolder(path: missing.path)) { try names(students, ["zoe"]) }
  }

  @Test func anEmptyFolderIsASubmissionWhereOneIsExpected() throws {
    let students = try ClassFolder([:])
    try FileManager.default.createDirectory(
      at: students.handedIn, withIntermediateDirectories: true)
    let found = try SubmissionFinder.find(
      [students.handedIn], of: StudentWork("Double.swift"), isOne: true)
    #expect(found.submissions.map(\.name) == ["class"])
    let reader = SubmissionReader(StudentWork("Double.swift"))
    #expect(reader.source(of: found.submissions[0]).unreadable == .missing)
  }

  @Test func theHighestFileOfTheRightNameIsJudged() {
    let reader = SubmissionReader(StudentWork("Double.swift"))
    #expect(
      reader.choose(["b/Double.swift", "Double.swift", "a/c/Double.swift"])
        == .found([.init(name: "Double.swift", path: "Double.swift")]))
    #expect(
      reader.choose(["x.swift", "Package.swift", "notes.md"])
        == .found([.init(name: "Double.swift", path: "x.swift")]))
    #expect(reader.choose(["x.swift", "y.swift"]) == .none)
    #expect(reader.choose([".build/Double.swift", "__MACOSX/Double.swift"]) == .none)
    guard case .several(let sentence) = reader.choose(["a/Double.swift", "b/Double.swift"]) else {
      Issue.record("two files of one name were not noticed")
      return
    }
    #expect(sentence.contains("a/Double.swift") && sentence.contains("b/Double.swift"))
  }

  @Test func filesOfOneWorkAreTakenFromOneFolder() {
    let reader = SubmissionReader(StudentWork("A.swift", further: ["B.swift"]))
    func found(_ paths: [String], _ first: String?, _ second: String?) {
      #expect(
        reader.choose(paths)
          == .found([.init(name: "A.swift", path: first), .init(name: "B.swift", path: second)]))
    }
    found(["s/B.swift", "s/A.swift", "old/x/A.swift"], "s/A.swift", "s/B.swift")
    found(["A.swift", "old/B.swift"], "A.swift", nil)
    found(["old/A.swift", "b.swift"], nil, "b.swift")
    found(["mine.swift"], "mine.swift", nil)
    #expect(reader.choose(["x.swift", "y.swift"]) == .none)
    guard case .several = reader.choose(["a/A.swift", "b/A.swift", "a/B.swift"]) else {
      Issue.record("two files of one name were not noticed")
      return
    }
  }

  @Test func archivesAreReadAndTricksRefused() throws {
    let students = try ClassFolder([:])
    let bytes = Array("import TensorKit\n".utf8)
    let good = ZipWriter.archive([ArchiveEntry(path: "ana/Double.swift", bytes: bytes)])
    let evil = ZipWriter.archive([
      ArchiveEntry(path: "Double.swift", bytes: bytes),
      ArchiveEntry(path: "../../Double.swift", bytes: bytes),
    ])
    try students.put("good.zip", Data(good))
    try students.put("evil.zip", Data(evil))
    try students.put("noise.zip", Data("no zip".utf8))
    let reader = SubmissionReader(StudentWork("Double.swift"))
    func source(_ name: String) -> StudentSource {
      reader.source(
        of: Submission(name: name, place: students.handedIn.appendingPathComponent(name)))
    }
    #expect(source("good.zip").bytes == Data(bytes))
    #expect(source("evil.zip").bytes == Data(bytes))
    try students.put(
      "out.zip", Data(ZipWriter.archive([ArchiveEntry(path: "../Double.swift", bytes: bytes)])))
    #expect(
      source("out.zip").unreadable
        == .refused("the archive holds a path that leads out: ../Double.swift"))
    #expect(
      source("noise.zip").unreadable == .refused("the archive is neither a .zip nor a .tar.gz"))
    var small = reader
    small.largestArchive = 10
    let place = students.handedIn.appendingPathComponent("good.zip")
    #expect(small.source(of: Submission(name: "x", place: place)).bytes == nil)
  }

  @Test func linksAreNotFollowed() throws {
    let students = try ClassFolder(["ana/notes.md": "n", "secret.swift": "s"])
    let secret = students.handedIn.appendingPathComponent("secret.swift").path
    for link in ["ana/Double.swift", "ben.swift"] {
      try FileManager.default.createSymbolicLink(
        atPath: students.handedIn.appendingPathComponent(link).path, withDestinationPath: secret)
    }
    let reader = SubmissionReader(StudentWork("Double.swift"))
    for name in ["ana", "ben.swift"] {
      let place = students.handedIn.appendingPathComponent(name)
      let source = reader.source(of: Submission(name: name, place: place))
      #expect(source.unreadable == .symbolicLink, "\(name)")
    }
  }

  /// What the system will not read is no fault of whoever handed it in: the kernel fails to read the
  /// beginning of a process's memory for everybody.
  @Test func whatTheSystemWillNotReadIsNobodysFault() {
    #if os(Linux)
      let reader = SubmissionReader(StudentWork("LoRA.swift"))
      let place = DiskPlace(URL(fileURLWithPath: "/proc/self/mem"))
      let source = reader.source(of: Submission(name: "ana", place: place))
      #expect(source.bytes == nil)
      #expect(source.systemsWords?.hasPrefix("/proc/self/mem cannot be read: ") == true)
    #endif
  }
}

@Suite struct GradingSecretTests {
  @Test func aSeedDependsOnEverythingAndOnNothingElse() throws {
    let secret = try GradingSecret("the secret of this course")
    let seed = secret.seed(submission: "ana", contentHash: "ab")
    #expect(seed == secret.seed(submission: "ana", contentHash: "ab"))
    #expect(
      seed
        == (try GradingSecret(" the secret of this course\n")).seed(
          submission: "ana", contentHash: "ab"))
    #expect(seed != secret.seed(submission: "anb", contentHash: "ab"))
    #expect(seed != secret.seed(submission: "ana", contentHash: "ac"))
    #expect(
      seed
        != (try GradingSecret("the secret of that course")).seed(
          submission: "ana", contentHash: "ab"))
    #expect(
      secret.seed(submission: "a\n2 b", contentHash: "c")
        != secret.seed(submission: "a", contentHash: "b\n1 c"))
    #expect(!secret.fingerprint.contains("secret"))
  }

  @Test func aSecretThatCouldBeGuessedIsRefused() {
    #expect(throws: GradingError.secretTooShort) { try GradingSecret("fifteen letters") }
    #expect(throws: GradingError.secretTooShort) { try GradingSecret("                        ") }
    #expect(throws: GradingError.self) {
      try GradingSecret.read(URL(fileURLWithPath: "/nowhere/secret"))
    }
  }

  @Test func aFolderWithoutASecretMakesOneAndKeepsIt() throws {
    let temporary = TemporaryFolder()
    defer { temporary.remove() }
    let folder = temporary.file("grades")
    let book = try GradeBook(folder)
    #expect(try book.ownSecret() == book.ownSecret())
    let attributes = try FileManager.default.attributesOfItem(
      atPath: folder.appendingPathComponent(".secret").path)
    #expect((attributes[.posixPermissions] as? Int).map { $0 & 0o077 } == 0)
  }

  @Test func shards() {
    #expect(Shard("2/4") == Shard(index: 2, count: 4))
    for text in ["0/4", "5/4", "1", "1/0", "a/b", "1/2/3", ""] { #expect(Shard(text) == nil) }
    let all = (0..<10).map { Submission(name: "\($0)", place: URL(fileURLWithPath: "/\($0)")) }
    let parts = (1...3).compactMap { Shard(index: $0, count: 3)?.part(of: all) }
    #expect(parts.map(\.count) == [4, 3, 3])
    #expect(Set(parts.flatMap { $0 }.map(\.name)).count == 10)
  }
}
