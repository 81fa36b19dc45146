import Archives
import Foundation
import TestSupport
import Testing

@testable import GradingFormats

/// What goes back to Moodle.
@Suite struct MoodleGradesTests {
  private let header =
    #"Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Grade can be changed","#
    + #""Last modified (submission)","Last modified (grade)","Feedback comments""#

  private func sheet(_ rows: String...) -> String {
    "\u{FEFF}" + ([header] + rows).joined(separator: "\n") + "\n"
  }

  private func row(
    _ number: Int, _ name: String, _ email: String,
    _ rest: String = #",100.00,Yes,"Monday, 1 June 2026, 2:32 PM",-,"#
  ) -> String {
    #"Participant \#(number),"\#(name)",\#(email),"Submitted for grading",\#(rest)"#
  }

  private let ana = Participant(id: "17", name: "Ana Ríos", email: "ana@u.edu")

  @Test func theWorksheetIsFilledInAndNothingElseOfItChanges() throws {
    let text = sheet(
      row(17, "Ana Ríos", "ana@u.edu"), row(18, "Ben Li", "ben@u.edu"),
      row(19, "Cy Ito", "cy@u.edu", #"12.00,20.00,Yes,-,-,"Well done""#))
    let class1 = SampleClass.grades([
      SampleClass.row("ana", [ana], 7.5),
      SampleClass.row("cy", [Participant(email: "CY@u.edu ")], 5),
    ])
    let answer = MoodleGrades.files(class1, worksheet: text)
    let before = try CSVText(reading: text)
    let after = try CSVText(reading: answer.text("moodle.csv"))
    #expect(after.hasMark && after.separator == .comma)
    #expect(after.rows[0] == before.rows[0])
    #expect(after.rows[2].fields == before.rows[2].fields)
    for column in [0, 1, 2, 3, 5, 6, 7, 8] {
      #expect(after.rows.map { $0[column] } == before.rows.map { $0[column] })
    }
    #expect(after.rows.map { $0[4] } == ["Grade", "75", "", "10"])
    #expect(after.rows[1][9].hasPrefix("<p>LoRA, &quot;small&quot;: score 7.5 of 10</p><p>This "))
    #expect(after.rows[1][9].contains("<br />A · Values &amp; shapes: points 1 of 3"))
    // What a person wrote stays, and is said; what an earlier run wrote is replaced.
    #expect(after.rows[3][9] == "Well done")
    #expect(answer.problems.count == 1)
    #expect(answer.problems[0].hasPrefix("cy: its row of the worksheet has a comment already"))
    let again = MoodleGrades.files(class1, worksheet: answer.text("moodle.csv"))
    #expect(again == answer)
  }

  @Test func aNumberAnAddressOrANameFindsTheRow() throws {
    let text = sheet(
      row(17, "Ana Ríos", "ana@u.edu"), row(18, "Ben Li", "ben@u.edu"), row(19, "Cy Ito", ""))
    for (person, place) in [
      (Participant(id: "Participant 18"), 2), (Participant(id: "18", name: "Ben L."), 2),
      (Participant(email: "Ana@U.edu"), 1), (Participant(name: "ito, CY"), 3),
      (Participant(id: "999", name: "Ana Ri\u{301}os"), 1),
      // The roster's own number is somebody else's in Moodle: the address decides.
      (Participant(id: "17", name: "Ben Li", email: "ben@u.edu"), 2),
      (Participant(id: "17", name: "Cy Ito"), 3),
    ] {
      let answer = MoodleGrades.files(
        SampleClass.grades([SampleClass.row("x", [person], 10)]), worksheet: text)
      let grades = try answer.rows("moodle.csv").map { $0[4] }
      #expect(grades.indices.filter { grades[$0] == "100" } == [place], "\(person)")
      #expect(answer.problems == [], "\(person)")
    }
  }

  @Test func aGradeThatIsInNoRowIsSaid() throws {
    let text = sheet(
      row(17, "Ana Ríos", "ana@u.edu"), row(18, "Ben Li", "ben@u.edu"),
      row(19, "Ben Li", "ben2@u.edu"), row(20, "Di Eco", "di@u.edu", ",Good,Yes,-,-,"))
    let answer = MoodleGrades.files(
      SampleClass.grades([
        SampleClass.row("a", [ana], 5), SampleClass.row("again", [ana], 6),
        SampleClass.row("ben", [Participant(name: "Ben Li")], 7),
        SampleClass.row("di", [Participant(id: "20")], 8),
        SampleClass.row("eve\u{1B}[2J", [], 9),
        SampleClass.row("other", [Participant(id: "17", name: "Zoe Karlsson")], 9),
      ]), worksheet: text)
    #expect(try answer.rows("moodle.csv").map { $0[4] } == ["Grade", "50", "", "", ""])
    #expect(
      answer.problems == [
        "again: the row of Ana Ríos, ana@u.edu, 17 in the worksheet already has the grade of a, "
          + "which stays",
        "ben: several rows of the worksheet could be Ben Li, so the grade is in none",
        "di: its row of the worksheet has no maximum grade that is a number, so it has no grade",
        "eve·[2J: no row of the worksheet is about eve·[2J, so the grade is not in it",
        "other: no row of the worksheet is about Zoe Karlsson, 17, so the grade is not in it",
      ])
  }

  @Test func eachOfAGroupGetsTheGrade() throws {
    let text = sheet(row(17, "Ana Ríos", "ana@u.edu"), row(18, "Ben Li", "ben@u.edu"))
    let pair = SampleClass.row("pair", [ana, Participant(email: "ben@u.edu")], 5)
    let answer = MoodleGrades.files(SampleClass.grades([pair]), worksheet: text)
    #expect(try answer.rows("moodle.csv").map { $0[4] } == ["Grade", "50", "50"])
    #expect(answer.problems == [])
  }

  @Test func aSpanishWorksheetHasItsHeadingsAndItsComma() throws {
    let text =
      "Identificador;Nombre completo;Dirección de correo;Calificación;Calificación máxima;"
      + "Comentarios de retroalimentación\r\nParticipante 17;Ana Ríos;ana@u.edu;-;10,00;\r\n"
    let answer = MoodleGrades.files(
      SampleClass.grades([SampleClass.row("ana", [ana], 8.25)]), worksheet: text)
    let rows = try answer.rows("moodle.csv")
    #expect(rows[0].first == "Identificador")
    #expect(rows[1][3] == "8,25")
  }

  @Test func aTextThatIsNoWorksheetIsRefused() {
    for text in ["", "a,b\n1,2\n", "Identifier,\"Grade\n"] {
      let answer = MoodleGrades.files(SampleClass.grades([]), worksheet: text)
      #expect(answer.files == [])
      #expect(answer.problems.count == 1)
      #expect(answer.problems.first?.hasPrefix("the Moodle worksheet: ") == true)
    }
  }

  @Test func withoutAWorksheetThereIsATableForTheGradebook() throws {
    let answer = MoodleGrades.files(
      SampleClass.grades([
        SampleClass.row("ana", [ana], 7.125),
        SampleClass.row("=cmd", [Participant(name: "=cmd()", email: "e@u.edu")], 10),
        SampleClass.row("who", [], 0),
        ClassGrades.Row(submission: "gone", folder: "gone", people: [ana], outcome: .absent),
      ]), worksheet: nil)
    let rows = try answer.rows("moodle.csv")
    #expect(
      rows.map { Array($0.prefix(4)) } == [
        ["id", "name", "email", "grade"], ["", "'=cmd()", "e@u.edu", "100"],
        ["17", "Ana Ríos", "ana@u.edu", "71.25"], ["", "who", "", "0"],
      ])
    #expect(answer.problems.count == 1 && answer.problems[0].hasPrefix("who: "))
  }

  @Test func feedbackGoesBackUnderTheOriginalNames() throws {
    let folder = "Ana Ríos_17_assignsubmission_file"
    let rows = [
      SampleClass.row("ana", [ana], 5, original: folder),
      SampleClass.row("ben", [], 5, original: "sub/Ben Li_18_assignsubmission_file_/LoRA.swift"),
      SampleClass.row("cy", [Participant(id: "Participant 19", name: "C_y/I")], 5),
      SampleClass.row("Di Eco_20_assignsubmission_file_LoRA.swift", [], 5),
      SampleClass.row("eve", [], 5), SampleClass.row("none", [ana], 5),
    ]
    let answer = MoodleGrades.files(SampleClass.grades(rows), worksheet: nil) { row in
      row.submission == "none" ? nil : Array("<p>\(row.submission)".utf8)
    }
    #expect(answer.problems.contains { $0.hasPrefix("eve: its number in Moodle is not known") })
    let zip = try #require(answer.files.first { $0.path == "moodle-feedback.zip" }).bytes
    let file = FileManager.default.temporaryDirectory
      .appendingPathComponent("feedback-\(UUID().uuidString).zip")
    try Data(zip).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let names = try Command.run([
      "python3", "-c",
      "import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; "
        + "print('\\n'.join(z.namelist())); print(z.read(z.namelist()[0]).decode())", file.path,
    ])
    #expect(
      names.output == """
        Di Eco_20_assignsubmission_file_/feedback.html
        Ana Ríos_17_assignsubmission_file/feedback.html
        Ben Li_18_assignsubmission_file_/feedback.html
        C y I_19_assignsubmission_file/feedback.html
        <p>Di Eco_20_assignsubmission_file_LoRA.swift

        """)
    #expect(names.status == 0, "\(names.errors)")
  }
}
