import Foundation
import LessonPacks
import Similarity
import TestSupport
import Testing

@testable import Grading

/// The note on who is like whom, as a table and a paragraph.
struct ClassLikenessTests {
  private let folder = TemporaryFolder()

  private func note(
    _ names: [String], _ like: Likeness.Other, _ share: Double, same: Bool = false
  ) -> Likeness {
    Likeness(
      submissions: names, like: like, share: share, isSameFile: same, symbolCount: 1234)
  }

  @Test func submissionsAreReadAsTheyAreGraded() throws {
    let pack = try PackLoader.load(Repository.lessons.appendingPathComponent("01-lora-counts"))
    let reference = try String(contentsOf: pack.solutionFile, encoding: .utf8)
    let other = try String(
      contentsOf: pack.folder.appendingPathComponent("alternatives/tables.swift"), encoding: .utf8)
    let starter = try String(contentsOf: pack.starterFile, encoding: .utf8)
    let files = [
      "ana/\(pack.work.main)": reference,
      "ben/Sources/\(pack.module)/\(pack.work.main)": "// mine\n" + other,
      "cleo/\(pack.work.main)": starter, "dora/\(pack.work.main)": starter,
      "emil.swift": reference.replacing("attention", with: "four"), "fay/notes.txt": reference,
    ]
    for (path, text) in files { try folder.write(path, text) }
    let found = ClassLikeness.find(
      try SubmissionFinder.find([folder.url], of: pack.work).submissions, pack: pack
    )
    #expect(found.map(\.submissions) == [["ana"], ["ben"], ["emil"]])
    #expect(found.map(\.isSameFile) == [true, false, false])
    #expect(
      found.map(\.like) == [
        .shipped(ClassLikeness.reference), .shipped("the alternative tables.swift"),
        .shipped(ClassLikeness.reference),
      ])
  }

  @Test func aTableAndAParagraph() {
    let many = (1...40).map { "student-with-a-long-name-\($0)" }
    let notes = [
      note(["=ana"], .shipped("the reference solution"), 1, same: true),
      note(["ben, b"], .shipped("the alternative a.swift"), 0.719),
      note(["c", "d"], .oneAnother, 0.9), note(["e", "f"], .oneAnother, 1, same: true),
      note(many, .oneAnother, 0.8),
    ]
    let rows = SimilarityTable.csv(notes).split(separator: "\n").map(String.init)
    #expect(
      rows.dropLast() == [
        "submission,like,percent,tokens,same_bytes",
        "'=ana,the reference solution,100,1234,yes",
        "\"ben, b\",the alternative a.swift,71,1234,no", "c; d,one another,90,1234,no",
        "e; f,one another,100,1234,yes",
      ])
    #expect(rows.last?.contains(many.joined(separator: "; ")) == true)
    let text = SimilarityTable.paragraph(notes, folder: "out")
    for sentence in [
      "No grade knows of it", "=ana is the reference solution itself, byte for byte",
      "ben, b is 71% like the alternative a.swift", "c, d are 90% alike",
      "e, f are the same file, byte for byte",
      "-5 and 35 more are alike, each 80% or more with another of them", "out/similarity.csv",
    ] { #expect(text.contains(sentence), "\(sentence)") }
    var hostile = notes
    hostile[0].submissions = ["esc\u{1B}[31mred", "two\nlines", "turned\u{202E}"]
    let shown = SimilarityTable.paragraph(hostile, folder: "out")
    #expect(shown.contains("esc·[31mred, two lines, turned·"))
    #expect(!shown.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
    #expect(SimilarityTable.paragraph([], folder: "out").contains("no submission is"))
    #expect(SimilarityTable.csv([]) == "submission,like,percent,tokens,same_bytes")
  }
}
