import Archives
import Foundation
import GradingFormats
import LessonPacks
import TestSupport
import Testing

@testable import Grading

/// A class in one export: whose each file is, what became of it, and that nothing of it is lost.
@Suite struct ExportFinderTests {
  private let reader = SubmissionReader(StudentWork("Double.swift"))
  private static let right = SubmissionCase.code

  private func students(_ entries: [OddArchives.Entry]) throws -> ClassFolder {
    let students = try ClassFolder([:])
    try students.put("export.zip", Data(OddArchives.zip(entries)))
    return students
  }

  private func find(
    _ platform: Platform, _ entries: [OddArchives.Entry]
  ) throws -> FoundSubmissions {
    let students = try students(entries)
    let place = students.handedIn.appendingPathComponent("export.zip")
    let found = try ExportFinder(place).find(platform, path: place.path)
    expectEveryFile(found)
    return found
  }

  private func expectEveryFile(_ found: FoundSubmissions) {
    var counts = Reconciliation(found: found.files)
    for file in found.settled { counts.take(file.fate, reason: file.reason) }
    for submission in found.submissions {
      for file in reader.files(of: submission, reader.read(submission)) {
        counts.take(.graded, reason: file.reason)
      }
    }
    #expect(counts.addsUp, "\(counts.lines())")
  }

  @Test func theLatestIsGradedAndTheOthersAreSaid() throws {
    let found = try find(
      .brightspace,
      [
        .init("31-9 - Jane Doe - Sep 14, 2026 1201 AM/Double.swift", Self.right),
        .init("31-9 - Jane Doe - Sep 4, 2026 1159 PM/Double.swift", [65]), .init("index.html"),
      ])
    #expect(found.submissions.map(\.name) == ["Jane Doe"])
    #expect(reader.read(found.submissions[0]).source.bytes == Data(Self.right))
    #expect(found.submissions[0].delivery?.earlier == ["2026-09-04T23:59"])
    #expect(found.superseded.map(\.submission) == ["Jane Doe"])
    #expect(found.passed.map(\.isHandedIn) == [false])
  }

  @Test func twoOfOneNameHaveARowEach() throws {
    let found = try find(
      .moodle,
      [
        .init("Ana Ruiz_11_assignsubmission_file_/Double.swift", Self.right),
        .init("Ana Ruiz_12_assignsubmission_file_/Double.swift", Self.right),
        .init("Participant_13_assignsubmission_file_/Double.swift", Self.right),
      ])
    #expect(found.submissions.map(\.name) == ["13", "Ana Ruiz (11)", "Ana Ruiz (12)"])
  }

  /// What may be somebody's and has nobody's name waits for a person; what a student handed in of a kind
  /// that is not read is no mark either.
  @Test func whatNobodyCanGradeIsLoud() throws {
    let found = try find(
      .moodle,
      [
        .init("Ana_11_assignsubmission_file_/Double.swift", Self.right),
        .init("Double.swift", Self.right), .init("late/ben.zip"), .init("essay.pdf"),
        .init("list.csv"),
        .init("__MACOSX/Double.swift"), .init("Cleo_12_assignsubmission_file_/x.tar.xz"),
        .init("Dora_13_assignsubmission_onlinetext/onlinetext.html"),
        .init("Emil_14_assignsubmission_file_/broken.zip"),
        .init("Ana_11_assignsubmission_file_/Double.swift", [65]),
      ])
    #expect(
      found.refused.keys.sorted()
        == [
          "Ana_11_assignsubmission_file_/Double.swift (again)", "Double.swift", "essay.pdf",
          "late/ben.zip",
        ])
    #expect(
      found.passed.filter { !$0.isHandedIn }.map(\.name) == ["__MACOSX/Double.swift", "list.csv"])
    let readings = found.submissions.map { ($0.name, reader.read($0).source) }
    #expect(
      readings.filter { $0.1.systemsWords != nil }.map(\.0) == ["Cleo", "Dora"])
    #expect(readings.first { $0.0 == "Emil" }?.1.unreadable != nil)
  }

  /// The folder that an export unpacks to holds the grades of the last run, which nobody handed in.
  @Test(arguments: [Platform.moodle, .githubClassroom])
  func itsOwnOutputIsNoSubmission(_ platform: Platform) throws {
    let students = try ClassFolder([
      "lab-ana_1_assignsubmission_file_/Double.swift": "x",
      "lab-ben_2_assignsubmission_file_/Double.swift": "y", "grades/records/lab-ana.json": "{}",
      "grades/run.json": "{}",
    ])
    let output = students.handedIn.appendingPathComponent("grades")
    let found = try ExportFinder(students.handedIn, output: output).find(platform, path: "x")
    #expect(found.submissions.count == 2 && found.files == 2 && found.passed == [])
    expectEveryFile(found)
  }

  @Test func aLoginMayHaveTheBeginningOfAnother() {
    let reading = GitHubClassroomExport.read([
      "lab-1-submissions/lab-1-ana-b/x.swift", "lab-1-submissions/lab-1-ana-c/x.swift",
    ])
    #expect(reading.items.map(\.key) == ["ana-b", "ana-c"])
    let one = GitHubClassroomExport.read(["lab-1-submissions/lab-1-ana-b/x.swift"])
    #expect(one.items.map(\.key) == ["ana-b"])
  }

  @Test func whatWasTypedIntoCanvasIsSomebodys() throws {
    let found = try find(
      .canvas,
      [.init("doejane_12_345_Double.swift", Self.right), .init("roejim_LATE_13_text.html")])
    #expect(found.submissions.map(\.name) == ["doejane", "roejim"])
    #expect(found.submissions[1].delivery?.isLate == true)
    #expect(reader.read(found.submissions[1]).source.systemsWords != nil)
  }

  /// Whatever is in an export, each of its files becomes something, once.
  @Test(arguments: Platform.allCases) func everythingAddsUp(_ platform: Platform) throws {
    var generator = SeededGenerator(seed: 23)
    let parts = [
      "A B_1_assignsubmission_file_", "A B_2_assignsubmission_file_Double.swift",
      "b_LATE_2_3_x.swift",
      "b_2_4_x-1.swift", "submission_4", "5-6 - C D - Sep 1, 2026 101 AM",
      "5-7 - C D - Sep 2, 2026 101 AM", "lab-e", "lab-f", "Double.swift", "work.zip", "x.rar",
      "__MACOSX", ".git", "index.html", "..", "f\\g", "submission_metadata.yml",
    ]
    var count = 0
    for _ in 0..<150 {
      let entries = (0..<Int.random(in: 1...12, using: &generator)).map { _ in
        let path = (0..<Int.random(in: 1...3, using: &generator)).map { _ in
          parts[Int.random(in: 0..<parts.count, using: &generator)]
        }.joined(separator: "/")
        let isLink = Int.random(in: 0..<9, using: &generator) == 0
        return OddArchives.Entry(path, Self.right, mode: isLink ? 0o120777 : 0o100644)
      }
      do {
        _ = try find(platform, entries)
        count += 1
      } catch GradingError.notAnExport {}
    }
    #expect(count > 20)
  }

  /// A large class takes no time that grows with its square.
  @Test func aLargeClassIsTakenApart() {
    let paths = (0..<20_000).map { "P Q_\($0)_assignsubmission_file_/Double.swift" }
    #expect(Platform.moodle.read(paths) { _ in nil }.items.count == 20_000)
  }
}
