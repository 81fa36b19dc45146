import Archives
import Foundation
import TestSupport
import Testing

/// What is handed in, at the command line: whose it is, which lesson it is of, and what became of it.
@Suite(.fewAtATime, .serialized) struct GradeIntakeTests {
  private let secret = ["BYHAND_SECRET": "the secret of this test"]

  @Test func theLessonIsToldByTheFilesOrAsked() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    try students.write("one/ana/Attention.swift", "x")
    try students.write("none/ana/Layer.swift", "x")
    try students.write("two/ana/Attention.swift", "x")
    try students.write("two/ben/LoRA.swift", "x")
    let short = try students.write("short", "short").path
    func grade(_ folder: String) throws -> BuiltProgram.Outcome {
      try students.program.run([
        "grade", students.root.appendingPathComponent(folder).path, "--secret-file", short,
        "--output", students.root.appendingPathComponent("out").path,
      ])
    }
    let one = try grade("one")
    #expect(one.status == 2)
    #expect(one.errors.contains("graded as 02-"), "\(one.errors)")
    #expect(one.errors.contains("a secret needs"))
    for folder in ["none", "two"] {
      let outcome = try grade(folder)
      #expect(outcome.status == 2)
      #expect(outcome.errors.contains("--pack has to say"), "\(outcome.errors)")
      #expect(outcome.errors.contains("00-") && outcome.errors.contains("02-"))
    }
    #expect(
      !FileManager.default.fileExists(atPath: students.root.appendingPathComponent("out").path))
  }

  /// Moodle's export with a roster: everybody has a row, everything that was found has one too.
  @Test func anExportWithARoster() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    let right = Array(try students.solution.utf8)
    let entries = [
      ArchiveEntry(path: "Ana O'Neill_11_assignsubmission_file_/Layer.swift", bytes: right),
      ArchiveEntry(path: "Ana O'Neill_11_assignsubmission_file_/notes.md", bytes: [65]),
      ArchiveEntry(path: "Ben Núñez_12_assignsubmission_file_/essay.pdf", bytes: [65]),
      ArchiveEntry(path: "Zoe_14_assignsubmission_file_/Layer.swift", bytes: right),
      ArchiveEntry(path: "__MACOSX/._x", bytes: [65]),
    ]
    let zip = students.root.appendingPathComponent("export.zip")
    try Data(ZipWriter.archive(entries)).write(to: zip)
    let roster = try students.write(
      "roster.csv",
      "Identifier;Full name;Email address\r\nParticipant 11;Ana O'Neill;ana@x.org\r\n"
        + "Participant 12;Ben Núñez;ben@x.org\r\nParticipant 13;\"Li, Cleo\";cleo@x.org\r\n")
    let outcome = try students.grade(
      [zip.path, "--from", "moodle", "--roster", roster.path, "--output"]
        + [students.root.appendingPathComponent("out").path], environment: secret)
    #expect(outcome.status == 3, "\(outcome.errors)")
    for words in [
      "5 files found = 2 graded + 1 not graded + 1 beside a student's work + 1 ignored",
      "Nothing handed in:\n  Li, Cleo", "Handed in by nobody in the roster:\n  Zoe",
      "neither a Swift file nor an archive", "2 graded, 2 all green, 1 absent",
    ] {
      #expect(outcome.output.contains(words), "\(words) is not in \(outcome.output)")
    }
    let table = try students.text("out/grades.csv")
    for row in [
      "\nAna O'Neill,Participant 11,Ana O'Neill,ana@x.org,,5.5,", "\nZoe,14,Zoe,,,5.5,",
      "\n\"Li, Cleo\",Participant 13,\"Li, Cleo\",cleo@x.org,,,,,absent,",
      "\nBen Núñez,Participant 12,Ben Núñez,ben@x.org,,,,,ungraded,",
    ] {
      #expect(table.contains(row), "\(row) is not in \(table)")
    }
    #expect(try students.text("out/reconciliation.csv").split(separator: "\n").count == 6)
  }

  /// Another pack, another version or another secret does not touch what is there.
  @Test func aFolderOfGradesIsOneRuns() throws {
    let students = try InstructorClass()
    defer { students.remove() }
    try students.write("class/ana/Layer.swift", try students.solution)
    let arguments = [students.root.appendingPathComponent("class").path, "--output"]
    let output = arguments + [students.root.appendingPathComponent("out").path]
    #expect(try students.grade(output, environment: secret).status == 0)
    let before = try students.contents("out")
    let other = try students.grade(output, environment: ["BYHAND_SECRET": "not the same secret"])
    #expect(other.status == 2 && other.errors.contains("another secret"), "\(other.errors)")
    #expect(other.errors.contains("--output folder of its own"))
    try students.write(
      "lessons/norm/pack.yml", try students.text("lessons/norm/pack.yml") + "\n# a remark\n")
    let changed = try students.grade(output, environment: secret)
    #expect(changed.status == 2 && changed.errors.contains("--new-version"), "\(changed.errors)")
    #expect(try students.contents("out") == before)
    #expect(try students.grade(output + ["--new-version"], environment: secret).status == 0)
  }
}
