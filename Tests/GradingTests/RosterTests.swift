import GradingFormats
import LessonPacks
import TestSupport
import Testing

@testable import Grading

/// Whose a submission is, by tables of other people's.
@Suite struct RosterTests {
  private func roster(_ text: String) throws -> Roster {
    try Roster(CSVText(reading: text), path: "roster.csv")
  }

  private func match(_ text: String, _ names: [String]) throws -> RosterMatch {
    RosterMatch(try roster(text), names.map { ($0, []) })
  }

  @Test func columnsAreFoundByTheirNames() throws {
    let moodle = try roster(
      "\u{FEFF}Identifier,Full name,Email address\nParticipant 7,Ana B,ana@x.org\n")
    #expect(moodle.people == [Participant(id: "Participant 7", name: "Ana B", email: "ana@x.org")])
    let canvas = try roster(
      "Student;ID;SIS Login ID;Section\n    Points Possible;;;\n\"Doe, Jane\";12;jdoe;A\n")
    #expect(
      canvas.people == [Participant(id: "12", name: "Doe, Jane", login: "jdoe", section: "A")])
    let github = try roster("identifier,github_username,github_id,name\n1,ana-b,99,Ana\n")
    #expect(github.people == [Participant(id: "1", name: "Ana", login: "ana-b")])
    #expect(throws: GradingError.self) { try roster("grade,comment\n1,2\n") }
  }

  @Test func peopleAreFoundByWhateverTheirFolderSays() throws {
    let table = "id,name,email,login\n12,\"Núñez, José\",jose@x.org,jnun\n13,Li Wei,li@x.org,lw\n"
    for name in [
      "12", "José Núñez", "Jose_Nunez", "nunez jose", "jnun", "jose@x.org", "nunezjose", "B/jnun",
    ] {
      let found = try match(table, [name])
      #expect(found.people[name]?.first?.id == "12", "\(name)")
      #expect(found.absent.map(\.id) == ["13"], "\(name)")
    }
    let none = try match(table, ["zoe"])
    #expect(none.strangers == ["zoe"] && none.absent.count == 2)
  }

  @Test func twoOfOneNameAreNotGuessed() throws {
    let table = "id,name,section\n1,Ana Ruiz,A\n2,Ana Ruiz,B\n"
    #expect(
      try match(table, ["Ana Ruiz"]).ambiguous["Ana Ruiz"] == ["Ana Ruiz (1)", "Ana Ruiz (2)"])
    let known = RosterMatch(
      try roster(table), [("B/Ana Ruiz", [Participant(section: "B")])])
    #expect(known.people["B/Ana Ruiz"]?.first?.id == "2" && known.absent.map(\.id) == ["1"])
  }

  /// A number that another name stands beside is another table's.
  @Test func aNumberOfAnotherTableNamesNobody() throws {
    let table = "id,name\n1,Ana Ruiz\n2,Ben Li\n"
    let export = [("Ben Li", [Participant(id: "1", name: "Ben Li")])]
    let match = RosterMatch(try roster(table), export)
    #expect(match.people["Ben Li"]?.map(\.id) == ["2"] && match.absent.map(\.id) == ["1"])
    let canvas = RosterMatch(
      try roster("id,name\n7,\"García López, Ana\"\n"),
      [("x", [Participant(id: "7", name: "garcialopezana")])])
    #expect(canvas.people["x"]?.first?.name == "García López, Ana")
  }

  @Test func brightspacesSignIsNoPartOfANumber() throws {
    let table = "OrgDefinedId,Username,Last Name,First Name\n#12,#aruiz,Ruiz,Ana\n"
    for name in ["aruiz", "12", "Ana Ruiz"] {
      #expect(try match(table, [name]).absent == [], "\(name)")
    }
  }

  /// Whoever handed in something that is not read is not absent.
  @Test func endingsAreNoPartOfAName() throws {
    let table = "id,name,login\n1,Ana Ruiz,ana\n2,Ben Li,ben\n3,Jane Doe,jane.doe\n"
    for name in [
      "ana.tar.xz", "Ana Ruiz.pdf", "A/ana.rar", "ana.swift", "Ana_Ruiz.zip", "ana.docx",
    ] {
      let found = try match(table, [name, "jane.doe"])
      #expect(found.absent.map(\.id) == ["2"], "\(name)")
      #expect(found.people[name]?.map(\.id) == ["1"] && found.strangers == [], "\(name)")
    }
    let students = try ClassFolder(["ana.tar.xz": "x", "ben.swift": "y"])
    let found = try SubmissionFinder.find([students.handedIn], of: StudentWork("Double.swift"))
    let matched = try found.matched(with: roster(table))
    #expect(matched.found.absent.keys.sorted() == ["Jane Doe"] && matched.strangers == [])
    #expect(matched.found.passed.first?.people.map(\.id) == ["1"])
  }

  @Test func severalSubmissionsOfOneAreNotChosenFrom() throws {
    let table = "id,name,login\n1,Ana Ruiz,ana\n"
    #expect(
      try match(table, ["ana.zip", "Ana Ruiz", "x"]).repeated
        == ["Ana Ruiz (1)": ["Ana Ruiz", "ana.zip"]])
    let students = try ClassFolder(["ana.zip": "x", "Ana Ruiz.swift": "y"])
    let found = try SubmissionFinder.find([students.handedIn], of: StudentWork("Double.swift"))
    #expect(throws: GradingError.repeated(["Ana Ruiz (1)": ["Ana Ruiz", "ana"]])) {
      try found.matched(with: roster(table))
    }
  }

  /// Each absent one has a row, whatever the others are called.
  @Test func absentOnesOfOneNameAreAllThere() throws {
    let table = "name,section\nAna Ruiz,A\nAna Ruiz,B\nAna Ruiz,C\nBen,A\n"
    let students = try ClassFolder(["Ben.swift": "y"])
    let found = try SubmissionFinder.find([students.handedIn], of: StudentWork("Double.swift"))
    let absent = try found.matched(with: roster(table)).found.absent
    #expect(absent.keys.sorted() == ["Ana Ruiz", "Ana Ruiz (2)", "Ana Ruiz (3)"])
    #expect(Set(absent.values.map(\.section)) == ["A", "B", "C"])
  }

  @Test func thePackIsToldByItsFilesOrAsked() {
    let packs: [(id: String, work: StudentWork)] = [
      ("00", StudentWork("LoRA.swift")),
      ("02", StudentWork("Attention.swift", further: ["Cache.swift"])),
      ("04", StudentWork("LoRA.swift")),
    ]
    #expect(
      PackDeduction.of(["ana", "doe_1_2_attention.swift"], packs: packs)
        == .pack("02", file: "Attention.swift"))
    #expect(PackDeduction.of(["LoRA.swift"], packs: packs) == .unclear(packs: ["00", "04"]))
    #expect(PackDeduction.of(["x.swift"], packs: packs) == .unclear(packs: []))
  }
}
