import Foundation
import GradingFormats
import LessonPacks
import PackSamples
import TestSupport
import Testing

@testable import Grading

/// A class with one of everything: every verdict as expected, whether it was graded at once, resumed
/// or in shards.
@Suite(.fewAtATime) struct GraderTests {
  private static let right = TinyPack.source("x + x")

  private static let everyone = [
    "ana/Double.swift": right,
    "ben/Double.swift": TinyPack.source("3 * x"),
    "cleo/Double.swift": "import TensorKit\nfunc double(",
    "dora/Double.swift": TinyPack.source("fatalError(\"no\")"),
    "emil/notes.txt": "I have nothing",
    "fay.swift": TinyPack.source("var two = 2; return x + x"),
    "gus/Double.swift": "import TensorKit\nfunc twice(_ x: Tensor) -> Tensor { x + x }\n",
  ]

  @Test func everyVerdictIsAsExpected() async throws {
    let students = try ClassFolder(Self.everyone)
    let heard = try await students.grade(into: "out")
    #expect(heard == ["ana", "ben", "cleo", "dora", "emil", "fay", "gus"].map { "graded \($0)" })
    let table = try #require(try students.contents("out")["grades.csv"]).split(separator: "\n")
    let rows = table.dropFirst().map { $0.split(separator: ",").prefix(5).joined(separator: ",") }
    #expect(
      rows == [
        "ana,3,3,100.0,green", "ben,2,3,66.7,graded", "cleo,0,3,0.0,failed",
        "dora,1,3,33.3,graded", "emil,0,3,0.0,unreadable", "fay,2,3,66.7,graded",
        "gus,1,3,33.3,missingDeclarations",
      ])
    let ben = try #require(try students.grade(of: "ben", in: "out"))
    #expect(ben.checks.map(\.status) == [.wrong, .passed, .passed])
    let dora = try #require(try students.grade(of: "dora", in: "out"))
    #expect(dora.checks.map(\.reason) == [.crashed, .crashed, nil])
    #expect(dora.checks[0].line == 3)
  }

  @Test func everyFormatIsWrittenForEveryone() async throws {
    let students = try ClassFolder(Self.everyone)
    try await students.grade(into: "out")
    let paths = Set(try students.contents("out").keys)
    for name in ["ana", "cleo", "emil"] {
      for format in GradeFormat.allCases where format != .csv {
        #expect(paths.contains("results/\(name)/\(format.fileName)"))
      }
    }
    #expect(paths.contains("checks.csv") && paths.contains("run.json"))
    #expect(!paths.contains { $0.hasPrefix(".work") })
  }

  @Test func theSeedIsInTheRecordAloneAndReplays() async throws {
    let students = try ClassFolder(Self.everyone)
    try await students.grade(into: "out")
    let grade = try #require(try students.grade(of: "ben", in: "out"))
    let seed = try #require(grade.seed.flatMap(UInt64.init))
    let files = try students.contents("out").filter { $0.value.contains(String(seed)) }
    #expect(files.keys.sorted() == ["records/ben.json"])
    let report = try await students.pack.judge().run(
      .read(students.handedIn.appendingPathComponent("ben/Double.swift")), seed: seed
    ) { _ in }
    #expect(report.results.map(\.verdict.status) == grade.checks.map(\.status))
  }

  @Test func whatIsGradedIsNotGradedAgain() async throws {
    let students = try ClassFolder(Self.everyone)
    try await students.grade(into: "out")
    let whole = try students.contents("out")
    // As a kill leaves it: some records there, one of them cut short, no table.
    for path in ["records/ben.json", "results/dora/junit.xml", "grades.csv", "run.json"] {
      try FileManager.default.removeItem(at: students.root.appendingPathComponent("out/\(path)"))
    }
    let cut = students.root.appendingPathComponent("out/records/cleo.json")
    try Data(try Data(contentsOf: cut).dropLast(40)).write(to: cut)
    let heard = try await students.grade(into: "out")
    #expect(
      heard == [
        "graded ben", "graded cleo", "graded emil", "kept ana", "kept dora", "kept fay",
        "kept gus",
      ])
    #expect(try students.contents("out") == whole)
  }

  @Test func whatHasChangedIsGradedAgain() async throws {
    let students = try ClassFolder(["ana.swift": Self.right, "ben.swift": Self.right])
    try await students.grade(into: "out")
    try students.add(["ben.swift": TinyPack.source("3 * x")])
    #expect(try await students.grade(into: "out") == ["graded ben", "kept ana"])
    let ofBen = try students.contents("out")["history/ben.json"]
    #expect(ofBen?.contains("\"score\"") == true)
    let before = try students.contents("out")
    await #expect(throws: GradingError.self) {
      try await students.grade(into: "out", secret: "another secret of it")
    }
    #expect(try students.contents("out") == before)
    let text = students.pack.folder.appendingPathComponent("text/en/A.md")
    try Data("# Twice\n\nDouble it, please.\n".utf8).write(to: text)
    await #expect(throws: GradingError.self) { try await students.grade(into: "out") }
    #expect(try students.contents("out") == before)
    #expect(
      try await students.grade(into: "out", newVersion: true) == ["graded ana", "graded ben"])
  }

  @Test func whoIsNoLongerThereIsPutAside() async throws {
    let students = try ClassFolder(["ana.swift": Self.right, "ben.swift": Self.right])
    try await students.grade(into: "out")
    let before = try students.contents("out")
    try FileManager.default.removeItem(at: students.handedIn.appendingPathComponent("ben.swift"))
    try await students.grade(into: "out")
    let after = try students.contents("out")
    #expect(after["records/ben.json"] == nil && after["results/ben/junit.xml"] == nil)
    #expect(after["withdrawn/records/ben.json"] == before["records/ben.json"])
    #expect(after["withdrawn/results/ben/junit.xml"] == before["results/ben/junit.xml"])
    try students.add(["ben.swift": Self.right])
    try await students.grade(into: "out")
    #expect(try students.contents("out")["records/ben.json"] == before["records/ben.json"])
  }

  @Test func aFolderOfAnotherPackStaysAsItIs() async throws {
    let students = try ClassFolder(["ana.swift": Self.right])
    try await students.grade(into: "out")
    let run = students.root.appendingPathComponent("out/run.json")
    let text = try String(contentsOf: run, encoding: .utf8)
    let id = try PackLoader.load(students.pack.folder).id
    try Data(text.replacing("\"pack\" : \"\(id)\"", with: "\"pack\" : \"other\"").utf8).write(
      to: run)
    let before = try students.contents("out")
    await #expect(throws: GradingError.self) { try await students.grade(into: "out") }
    #expect(try students.contents("out") == before)
  }

  @Test func shardsMergedAreTheWhole() async throws {
    let students = try ClassFolder(Self.everyone)
    try await students.grade(into: "whole")
    var folders: [URL] = []
    for index in 1...4 {
      let shard = try #require(Shard(index: index, count: 4))
      try await students.grade(into: "shard\(index)", shard: shard)
      folders.append(students.root.appendingPathComponent("shard\(index)"))
    }
    let book = try GradeBook(students.root.appendingPathComponent("merged"))
    let run = try GradeMerge.merge(folders.reversed(), into: book)
    book.close()
    #expect(run.submissions.count == 7)
    #expect(try students.contents("merged") == students.contents("whole"))

    let other = try GradeBook(students.root.appendingPathComponent("other"))
    #expect(throws: GradingError.shardsMissing([2], of: 4)) {
      try GradeMerge.merge([folders[0], folders[2], folders[3]], into: other)
    }
    #expect(throws: GradingError.notARun(path: students.handedIn.path)) {
      try GradeMerge.merge([students.handedIn], into: other)
    }
    try await students.grade(
      into: "odd", shard: Shard("2/4"), secret: "not the secret of the others")
    let odd = students.root.appendingPathComponent("odd")
    #expect(throws: GradingError.differentRuns(path: odd.path, what: "the secret")) {
      try GradeMerge.merge([folders[0], odd, folders[2], folders[3]], into: other)
    }
    try FileManager.default.removeItem(at: folders[1].appendingPathComponent("records/ben.json"))
    #expect(throws: GradingError.unfinished(submission: "ben")) {
      try GradeMerge.merge(folders, into: other)
    }
  }

  /// Ten endless loops cost one check's time, and little of the others'.
  @Test func aFileThatHangsDoesNotHoldUpTheClass() async throws {
    let students = try ClassFolder(
      ["ana.swift": TinyPack.source("while true {}; return x")], seconds: 2)
    try await students.grade(into: "out")
    let grade = try #require(try students.grade(of: "ana", in: "out"))
    #expect(grade.checks.map(\.reason) == [.timedOut, .timedOut, nil])
    #expect(grade.checks[0].summary.contains("after 2 s"))
    #expect(grade.checks[1].summary.contains("after 0.2 s"))
  }

  /// A table that cannot be written is no table: the run does not end as if there were one.
  @Test(arguments: ["grades.csv", "run.json", "checks.csv"])
  func aTableThatCannotBeWrittenIsSaid(_ name: String) async throws {
    let students = try ClassFolder(["ana.swift": Self.right])
    let table = students.root.appendingPathComponent("out/\(name)/in the way")
    try FileManager.default.createDirectory(at: table, withIntermediateDirectories: true)
    await #expect(throws: GradingError.self) { try await students.grade(into: "out") }
  }

  /// What could not be graded has no grade of another file; its own stays.
  @Test func aGradeOfAnOlderFileGoesWhereTheNewOneIsNotGraded() async throws {
    let students = try ClassFolder(["ana.swift": Self.right])
    try await students.grade(into: "out")
    let grade = try #require(try students.grade(of: "ana", in: "out"))
    let results = students.root.appendingPathComponent("out/results/ana")
    let book = try GradeBook(students.root.appendingPathComponent("out"))
    try book.putUngraded("ana", reason: "the disk is full", contentHash: grade.contentHash)
    #expect(book.record(of: "ana") == grade)
    #expect(FileManager.default.fileExists(atPath: results.path))
    try book.putUngraded("ana", reason: "the disk is full", contentHash: "another")
    #expect(book.record(of: "ana") == nil)
    #expect(!FileManager.default.fileExists(atPath: results.path))
    #expect(book.attempts(of: "ana").map(\.score) == [3])
    #expect(try students.contents("out")["withdrawn/records/ana.json"] != nil)
    book.close()
  }

  /// A shard's folder keeps the grades of those whom another shard has now; a page of an older grade is
  /// not left beside a new one in another format; who comes back has their grade.
  @Test func onlyWhatIsNobodysIsPutAside() async throws {
    let students = try ClassFolder(["ana.swift": Self.right, "cleo.swift": Self.right])
    try await students.grade(into: "out", shard: Shard("1/2"))
    try students.add(["aaa.swift": Self.right])
    try await students.grade(into: "out", shard: Shard("1/2"))
    let shard = try students.contents("out")
    #expect(shard["records/ana.json"] != nil && !shard.keys.contains { $0.hasPrefix("withdrawn") })

    try await students.grade(into: "all", formats: [.junit, .tap])
    try students.add(["ana.swift": TinyPack.source("3 * x")])
    try await students.grade(into: "all", formats: [.junit])
    let all = try students.contents("all")
    #expect(all["results/ana/results.tap"] == nil)
    #expect(all["withdrawn/older/ana/results.tap"] != nil)
    #expect(all["results/cleo/results.tap"] != nil)

    let cleo = students.handedIn.appendingPathComponent("cleo.swift")
    try FileManager.default.removeItem(at: cleo)
    try await students.grade(into: "all", formats: [.junit])
    try students.add(["cleo.swift": Self.right])
    #expect(
      try await students.grade(into: "all", formats: [.junit])
        == ["kept aaa", "kept ana", "kept cleo"])
  }

  @Test func earlierGradesAreInTheMergeToo() async throws {
    let students = try ClassFolder(["ana.swift": Self.right, "ben.swift": Self.right])
    var folders: [URL] = []
    for index in 1...2 {
      try await students.grade(into: "shard\(index)", shard: Shard(index: index, count: 2))
      folders.append(students.root.appendingPathComponent("shard\(index)"))
    }
    try await students.grade(into: "whole")
    try students.add(["ben.swift": TinyPack.source("3 * x")])
    for index in 1...2 {
      try await students.grade(into: "shard\(index)", shard: Shard(index: index, count: 2))
    }
    try await students.grade(into: "whole")
    let book = try GradeBook(students.root.appendingPathComponent("merged"))
    let run = try GradeMerge.merge(folders, into: book)
    #expect(book.grades(of: run).rows.map(\.attempts.count) == [0, 1])
    #expect(book.reconciliation?.lines().first == "2 files found = 2 graded")
    book.close()
    #expect(try students.contents("merged") == students.contents("whole"))
  }

  @Test func oneProcessWritesIntoAFolder() throws {
    let students = try ClassFolder(["ana.swift": Self.right])
    let output = students.root.appendingPathComponent("out")
    let book = try GradeBook(output)
    #expect(throws: GradingError.occupied(folder: output.standardizedFileURL.path)) {
      try GradeBook(output)
    }
    withExtendedLifetime(book) {}
  }
}
