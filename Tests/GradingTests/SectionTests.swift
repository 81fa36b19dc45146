import Foundation
import LessonPacks
import TestSupport
import Testing

@testable import Grading

/// Sections of a class, and students' folders that only look like one.
@Suite struct SectionTests {
  private func names(_ files: [String], _ hasSections: Bool? = nil) throws -> [String] {
    let students = try ClassFolder(Dictionary(files.map { ($0, "x") }, uniquingKeysWith: { $1 }))
    let found = try SubmissionFinder.find(
      [students.handedIn], of: StudentWork("Double.swift"), hasSections: hasSections)
    var counts = Reconciliation(found: found.files)
    let reader = SubmissionReader(StudentWork("Double.swift"))
    for file in found.settled { counts.take(file.fate, reason: file.reason) }
    for submission in found.submissions {
      for _ in reader.files(of: submission, reader.read(submission)) {
        counts.take(.graded, reason: nil)
      }
    }
    #expect(counts.addsUp, "\(files): \(counts.lines())")
    return found.submissions.map(\.name)
  }

  @Test func studentsOfASectionAreNamedWithIt() throws {
    #expect(
      try names(["A/ana/Double.swift", "A/ben/Double.swift", "B/cleo/Double.swift"])
        == ["A/ana", "A/ben", "B/cleo"])
    #expect(
      try names(["sec/A/ana/Double.swift", "sec/A/ben/Double.swift", "sec/B/cleo/Double.swift"])
        == ["sec/A/ana", "sec/A/ben", "sec/B/cleo"])
    #expect(
      try names(["A/ana.zip", "A/ben.zip", "A/cleo.zip", "B/dora.zip"])
        == ["A/ana", "A/ben", "A/cleo", "B/dora"])
    #expect(try names(["A/ana/Double.swift"], true) == ["A/ana"])
  }

  /// Who handed in beside the sections does not make one student of each.
  @Test func aSectionOfManyIsOneInAnyClass() throws {
    #expect(
      try names([
        "A/ana/Double.swift", "A/ben/Double.swift", "A/cleo/Double.swift", "dora/Double.swift",
        "emil/src/Double.swift", "fay.swift",
      ]) == ["A/ana", "A/ben", "A/cleo", "dora", "emil", "fay"])
  }

  @Test func aStudentsFoldersAreNoSection() throws {
    #expect(
      try names(["ana/src/Double.swift", "ben/Double.swift", "cleo/lab/one/Double.swift"])
        == ["ana", "ben", "cleo"])
    #expect(
      try names(["ana/old/Double.swift", "ana/new/Double.swift", "ben/Double.swift"])
        == ["ana", "ben"])
    #expect(
      try names(["ana/Sources/Lab/Double.swift", "ana/Package.swift", "ben/Sources/Double.swift"])
        == ["ana", "ben"])
    #expect(
      try names(["A/ana/Double.swift", "A/ben/Double.swift", "B/cleo/Double.swift"], false)
        == ["A", "B"])
  }

  /// Whatever a class looks like, a folder that holds the student's file is in one row alone.
  @Test func nobodyIsLostInRandomClasses() throws {
    var generator = SeededGenerator(seed: 19)
    for _ in 0..<40 {
      var expected: Set<String> = []
      var files: [String] = []
      for section in 0..<Int.random(in: 1...3, using: &generator) {
        for student in 0..<Int.random(in: 2...5, using: &generator) {
          let name = "S\(section)/student\(section)\(student)"
          expected.insert(name)
          let depth = Int.random(in: 0...1, using: &generator)
          files.append(name + (depth == 1 ? "/lab" : "") + "/Double.swift")
          if Bool.random(using: &generator) { files.append(name + "/notes.md") }
        }
      }
      #expect(try Set(names(files)) == expected, "\(files)")
    }
  }
}
