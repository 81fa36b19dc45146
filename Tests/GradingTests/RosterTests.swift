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
    #expect(try match(table, ["Ana Ruiz"]).ambiguous["Ana Ruiz"] == ["Ana Ruiz", "Ana Ruiz"])
    let known = RosterMatch(
      try roster(table), [("B/Ana Ruiz", [Participant(section: "B")])])
    #expect(known.people["B/Ana Ruiz"]?.first?.id == "2" && known.absent.map(\.id) == ["1"])
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
