import Archives
import Foundation
import TestSupport
import Testing

/// A class with odd and hostile names, as an instructor meets it on a terminal.
@Suite(.fewAtATime, .serialized) struct GradeOddityTests {
  private let secret = ["BYHAND_SECRET": "the secret of this test"]

  private func out(_ students: InstructorClass, _ name: String = "out") -> String {
    students.root.appendingPathComponent(name).path
  }

  @Test func nothingOfAStrangersReachesTheTerminal() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let solution = try students.solution
    let hostile = "bob\"\u{301},64,64,100.0,green,\u{1B}[31m\n\u{202E}"
    try students.write("class/\(hostile)/Layer.swift", solution)
    try students.write("class/語語/Layer.swift", solution)
    try students.write(
      "class/\u{1B}]0;x\u{7}.swift", "#error(\"\u{9B}31m\u{202E} no\")\nimport TensorKit\n")
    try students.write("class/e\u{1B}[2Jssay.pdf", "%PDF")
    try students.write("class/.DS_Store", "x")
    let folder = students.root.appendingPathComponent("class").path
    let graded = try students.grade(
      [folder, "--output", out(students), "--format", "csv"], environment: secret)
    #expect(graded.status == 3, "\(graded.output)\(graded.errors)")
    for scalar in (graded.output + graded.errors).unicodeScalars {
      #expect(scalar == "\n" || (scalar.value >= 0x20 && !(0x7F..<0xA0).contains(scalar.value)))
      #expect(!(0x202A...0x202E).contains(scalar.value))
    }
    #expect(graded.output.contains("3 graded"))
    #expect(graded.output.contains("1 could not be graded. Table: "))
    #expect(graded.output.contains("5 files found = 3 graded + 1 refused + 1 ignored"))
    #expect(graded.output.contains("Not graded:\n  e·[2Jssay.pdf: it is not a folder"))
    #expect(try students.text("out/grades.csv").split(separator: "\n").count == 5)
    #expect(try students.text("out/grades.csv").contains("e·[2Jssay.pdf,,,,,,,,ungraded,"))
    #expect(try students.text("out/run.json").contains("ssay.pdf"))
    let wide = graded.output.split(separator: "\n").first { $0.contains("語語") }
    let other = graded.output.split(separator: "\n").first { $0.contains("bob") }
    let before = (wide?.split(separator: "%").first).map { $0.unicodeScalars.count }
    let beside = (other?.split(separator: "%").first).map { $0.unicodeScalars.count }
    // Two signs that are two columns wide; the accent has none.
    #expect(try #require(before) + 2 == #require(beside) - 1)
    let missing = try students.grade([folder + "/\u{1B}[31m", "--output", out(students)])
    #expect(missing.status == 2)
    #expect(!missing.errors.contains("\u{1B}") && missing.errors.contains("·[31m does not exist"))
  }

  /// What nobody can grade has its row in one shard, and in the whole that is merged of them.
  @Test func whatIsRefusedIsTheSameInShards() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let solution = try students.solution
    for name in ["Ana", "ana", "ben"] { try students.write("class/\(name)/Layer.swift", solution) }
    for name in ["x.rar", "y.7z", "z.pdf"] { try students.write("class/\(name)", "x") }
    let zip = ZipWriter.archive([
      ArchiveEntry(path: "hand-in\\Layer.swift", bytes: Array(solution.utf8)),
      ArchiveEntry(path: "Notes: 12:30.txt"),
    ])
    try Data(zip).write(to: students.root.appendingPathComponent("class/cleo.ZIP"))
    let folder = students.root.appendingPathComponent("class").path
    let formats = ["--format", "junit", "--format", "csv"]
    let whole = try students.grade(
      [folder, "--output", out(students, "whole")] + formats, environment: secret)
    #expect(whole.status == 3, "\(whole.output)\(whole.errors)")
    #expect(whole.output.contains("4 graded, 4 all green"))
    #expect(try students.text("whole/grades.csv").contains("left out of the archive: Notes: 12:30"))
    for shard in 1...2 {
      let part = try students.grade(
        [folder, "--output", out(students, "shard\(shard)"), "--shard", "\(shard)/2"] + formats,
        environment: secret)
      #expect(part.status == 3)
    }
    let merge = try students.program.run(
      ["grade", "merge", out(students, "shard1"), out(students, "shard2")]
        + ["--output", out(students, "merged")])
    #expect(merge.status == 3, "\(merge.errors)")
    #expect(merge.output.contains("y.7z: a .7z archive is not read"))
    #expect(try students.differences("merged", "whole") == [])
    let again = try students.grade(
      [folder, "--output", out(students, "whole")] + formats, environment: secret)
    #expect(again.output.contains("4 of them in an earlier run"))
  }

  /// `grade .` writes into the class; what it wrote is nobody's work the next time.
  @Test func itsOwnOutputIsNoSubmission() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    try students.write("class/ana/Layer.swift", try students.solution)
    let folder = students.root.appendingPathComponent("class").path
    for _ in 1...2 {
      let graded = try students.grade(
        [folder, "--output", folder + "/grades"], environment: secret)
      #expect(graded.status == 0, "\(graded.output)\(graded.errors)")
      #expect(graded.output.contains("1 graded"))
    }
  }
}
