import TestSupport
import Testing

@testable import GradingFormats

/// What goes back to Canvas.
@Suite struct CanvasGradesTests {
  private let book =
    "\u{FEFF}Student,ID,SIS User ID,SIS Login ID,Section,Essay (101),\"LoRA, \"\"small\"\" (102)\","
    + "Final Score\n"
    + ",,,,,Manual Posting,,\n"
    + "\"    Points Possible\",,,,,5,20,(read only)\n"
    + "\"Ríos, Ana\",17,S-1,ana@u.edu,Sec A,3,,60\n"
    + "\"Li, Ben\",18,S-2,bli,Sec A,4,11,70\n"
    + "\"Student, Test\",99,,hash,Sec A,,,\n"

  private func files(_ people: [Participant], _ assignment: String? = nil) -> PlatformFiles {
    CanvasGrades.files(
      SampleClass.grades(people.map { SampleClass.row($0.name ?? "x", [$0], 7.5) }),
      gradebook: book, assignment: assignment)
  }

  /// Other columns are left out: they would bring back what was changed since.
  @Test func theAssignmentIsFilledInAndNoOtherGoesBack() throws {
    let answer = files([Participant(id: "17", name: "Ana")])
    #expect(answer.problems == [])
    let rows = try answer.rows("canvas.csv")
    #expect(
      rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "LoRA, \"small\" (102)"],
        ["    Points Possible", "", "", "", "", "20"],
        ["Ríos, Ana", "17", "S-1", "ana@u.edu", "Sec A", "15"],
        ["Li, Ben", "18", "S-2", "bli", "Sec A", "11"],
        ["Student, Test", "99", "", "hash", "Sec A", ""],
      ])
    #expect(answer.text("canvas.csv").hasPrefix("\u{FEFF}"))
  }

  @Test func eachOfItsColumnsFindsTheRow() throws {
    for person in [
      Participant(id: "18", name: "liben"), Participant(id: "S-2"), Participant(login: "BLI"),
      Participant(name: "Ben Li"), Participant(email: "bli"),
    ] {
      let answer = files([person])
      #expect(answer.problems == [])
      #expect(try answer.rows("canvas.csv").map { $0[5] }.contains("15"), "\(person)")
      #expect(try answer.rows("canvas.csv")[3][5] == "15", "\(person)")
    }
    #expect(files([Participant(name: "Nobody")]).problems.count == 1)
  }

  @Test func theColumnIsFoundOrNamed() throws {
    for name in ["Essay", "essay (101)"] {
      let answer = files([Participant(id: "17")], name)
      #expect(try answer.rows("canvas.csv").first?.last == "Essay (101)")
      // Its row of how it is posted stays as well.
      #expect(try answer.rows("canvas.csv").map(\.last).suffix(4) == ["5", "3.75", "4", ""])
    }
    let answer = files([Participant(id: "17")], "Final Score")
    #expect(answer.files == [])
    #expect(
      answer.problems == [
        "the Canvas gradebook: no column, or more than one, is called \"Final Score\"; its "
          + "assignments are Essay (101); LoRA, \"small\" (102)"
      ])
  }

  @Test func aTextThatIsNoGradebookIsRefused() {
    for text in ["", "Student,ID\nana,1\n", "a;b\n", "Student,\"ID\n"] {
      let answer = CanvasGrades.files(SampleClass.grades([]), gradebook: text)
      #expect(answer.files == [] && answer.problems.count == 1)
    }
  }

  @Test func aCommaIsTheDecimalMarkWhereTheGradebookHasIt() throws {
    let text =
      "Student;ID;SIS Login ID;Section;Tarea (5)\n    Points Possible;;;;2,50\nRíos, Ana;17;a;S;\n"
    let answer = CanvasGrades.files(
      SampleClass.grades([SampleClass.row("ana", [Participant(login: "a")], 5)]), gradebook: text)
    #expect(try answer.rows("canvas.csv")[2].last == "1,25")
  }

  @Test func aThousandIsNoOne() {
    #expect(PlatformNumbers(like: ["1,000", "", "x"]) == PlatformNumbers(like: []))
    #expect(PlatformNumbers(like: ["1,000"]).read("1,000.5") == 1000.5)
    #expect(PlatformNumbers(like: ["1.000,5"]).read("1.000,5") == 1000.5)
    #expect(PlatformNumbers(like: ["8,25"]).write(10.0 / 3) == "3,33")
    #expect(PlatformNumbers(like: []).read("nan") == nil)
  }

  @Test func withoutAGradebookThereIsANewAssignment() throws {
    let answer = CanvasGrades.files(
      SampleClass.grades([
        SampleClass.row("ana", [Participant(id: "17", name: "Ana Ríos", login: "ana")], 7.5),
        SampleClass.row("-who", [], 1),
      ]), gradebook: nil)
    #expect(
      try answer.rows("canvas.csv") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "LoRA, \"small\""],
        ["    Points Possible", "", "", "", "", "10"], ["'-who", "", "", "", "", "1"],
        ["Ana Ríos", "17", "", "ana", "", "7.5"],
      ])
    #expect(answer.problems.count == 1)
  }

  /// Python's reader gets the fields that were written, whatever is in them; `utf-8-sig` takes the mark.
  @Test(.enabled(if: SchemaValidator.jsonschema.isWanted))
  func anotherReaderReadsTheTables() throws {
    var random = SeededGenerator(seed: 5)
    // What a platform's own table holds is no control character; a null ends Python's reading.
    let parts = RandomGrades.parts.filter { $0 != "\u{0}" }
    let table = CSVText(
      (0..<500).map { _ in ["k"] + (0..<5).map { _ in random.text(parts, atMost: 5) } },
      hasMark: true)
    let rows = try PythonReader.rows(table.text(lineEnd: "\r\n"))
    #expect(rows == table.rows.map(\.fields))
    let grades = RandomGrades.some(40, seed: 9)
    let people = GradeTable.forPeople(
      [GradeTable.header(blocks: ["A"])]
        + grades.map {
          GradeTable.row(
            SampleGrades.row(
              .graded($0), named: $0.submission, people: [Participant(name: $0.title)]),
            blocks: ["A"])
        })
    let read = try PythonReader.rows(people)
    #expect(read.count == 41 && Set(read.map(\.count)) == [21])
    #expect(read == (try CSVText(reading: people)).rows.map(\.fields))
  }
}
