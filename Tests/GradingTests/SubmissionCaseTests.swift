import Foundation
import GradingFormats
import Judge
import LessonPacks
import TestSupport
import Testing

@testable import Grading

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Every case beside somebody whose row must not change, through the finder, the reader and the book.
@Suite struct SubmissionCaseTests {
  private static var cases: [SubmissionCase] {
    #if os(Linux)
      SubmissionCase.all + SubmissionCase.namesOfLinux
    #else
      SubmissionCase.all
    #endif
  }

  @Test(arguments: cases) func itsRowsAreAsTheyShouldBe(_ item: SubmissionCase) throws {
    let root = TemporaryFolder()
    defer { root.remove() }
    let students = try root.makeFolder("class")
    let folder = Array(students.path.utf8)
    for (name, tree) in item.places + [(Array("zoe.swift".utf8), .file(SubmissionCase.code))] {
      try Self.put(tree, folder + [0x2F] + name)
    }
    let found = try SubmissionFinder.find([students], of: StudentWork("LoRA.swift"))
    #expect(found.leftovers.count == item.leftovers)
    expectEveryFile(found, SubmissionReader(StudentWork("LoRA.swift")))
    let rows = item.rows + [.init("zoe", .solution)]
    #expect(
      (found.submissions.map(\.name) + found.passed.map(\.name)).sorted()
        == rows.map(\.name).sorted())
    let readings = Dictionary(
      uniqueKeysWithValues: found.submissions.map {
        ($0.name, SubmissionReader(StudentWork("LoRA.swift")).read($0))
      })
    for row in rows { try expect(row, readings[row.name], found) }
    try expectFiles(found, in: root.file("out"))
  }

  private func expect(
    _ row: SubmissionCase.Row, _ reading: Reading?, _ found: FoundSubmissions
  ) throws {
    switch row.outcome {
    case .ungraded(let words):
      #expect(try #require(found.refused[row.name]).contains(words))
      return
    case .said(let words):
      #expect(found.refused[row.name] == nil)
      #expect(try #require(found.passed.first { $0.name == row.name }).reason.contains(words))
      return
    case .solution:
      #expect(reading?.source.bytes == Data(SubmissionCase.code), "\(String(describing: reading))")
    case .unreadable(let why): #expect(reading?.source.unreadable == why)
    case .refused(let words):
      guard case .refused(let said)? = reading?.source.unreadable else {
        Issue.record("\(String(describing: reading)) is not refused")
        return
      }
      #expect(said.contains(words))
    }
    let notes = reading?.notes.map(\.en) ?? []
    #expect(notes.count == row.notes.count, "\(notes)")
    for (note, words) in zip(notes, row.notes) { #expect(note.contains(words)) }
  }

  /// Whatever was found became something, once: counted by another walk.
  private func expectEveryFile(_ found: FoundSubmissions, _ reader: SubmissionReader) {
    var counts = Reconciliation(found: found.files)
    for file in found.settled { counts.take(file.fate, reason: file.reason) }
    for submission in found.submissions {
      let files = reader.files(of: submission, reader.read(submission))
      for file in files { counts.take(file.reason == nil ? .graded : .beside, reason: file.reason) }
      #expect(Set(files.map(\.path)).count == files.count)
    }
    #expect(counts.addsUp, "\(counts.lines())")
  }

  /// A record, a folder of results and a row each: whatever the names are.
  private func expectFiles(_ found: FoundSubmissions, in output: URL) throws {
    let book = try GradeBook(output)
    defer { book.close() }
    let run = GradingRun(
      pack: SamplePack.pack, packHash: "h", language: .en, sandbox: "L1", secretFingerprint: "f",
      formats: [.junit], found: found)
    book.prepare(for: run)
    for submission in found.submissions {
      try book.put(SampleGrade.named(submission.name), formats: run.formats)
      #expect(book.record(of: submission.name)?.submission == submission.name)
      book.noteTime(submission.name, milliseconds: 1)
    }
    for (name, reason) in run.ungraded { try book.putUngraded(name, reason: reason) }
    try book.save(run)
    let manager = FileManager.default
    let names = try manager.contentsOfDirectory(
      atPath: output.appendingPathComponent("records").path)
    #expect(Set(names.map { $0.lowercased() }).count == found.submissions.count)
    #expect(
      try manager.contentsOfDirectory(atPath: output.appendingPathComponent("results").path).count
        == found.submissions.count)
    for (file, count) in [
      ("grades.csv", run.submissions.count), ("times.csv", found.submissions.count),
    ] {
      let text = try String(contentsOf: output.appendingPathComponent(file), encoding: .utf8)
      #expect(text.utf8.count { $0 == 10 } == count + 1, "\(file)")
      for line in text.split(separator: "\n") {
        #expect(!"=+-@".unicodeScalars.contains(line.unicodeScalars.first ?? "="), "\(line)")
      }
    }
  }

  private static func put(_ tree: SubmissionCase.Tree, _ path: [UInt8]) throws {
    let name = path.map { CChar(bitPattern: $0) } + [0]
    switch tree {
    case .file(let bytes):
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL, 0o644)
      try #require(descriptor >= 0)
      let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
      try handle.write(contentsOf: Data(bytes))
    case .folder(let children):
      try #require(mkdir(name, 0o755) == 0)
      for (child, tree) in children { try put(tree, path + [0x2F] + Array(child.utf8)) }
    case .link(let target): try #require(symlink(target, name) == 0)
    case .pipe: try #require(mkfifo(name, 0o644) == 0)
    }
  }
}
