import Foundation
import LessonPacks
import Reports
import Testing

@testable import Workspace

@Suite struct NotesTests {
  private let measured = [
    MeasuredValue(id: "difference", value: "0.0"), MeasuredValue(id: "count", value: "1024"),
  ]

  @Test func newNotesHoldTheValuesAndInviteWords() throws {
    let course = try TemporaryCourse()
    let text = Notes.updated(nil, pack: course.pack, measured: measured, language: .en)
    #expect(text.contains("| Difference `difference` | 0.0 |"))
    #expect(text.contains("| Count `count` | 1024 |"))
    #expect(text.contains("## In my own words"))
    #expect(Notes.areComplete(text, pack: course.pack))
  }

  /// A bar in a label, with an accent behind it or not, ends no cell; nor does a line end the row.
  @Test func aLabelStaysInItsCell() throws {
    var pack = try TemporaryCourse().pack
    pack.measures[0].label = LocalizedText(same: "Largest |x − y| and |\u{301}\nmore")
    let text = Notes.updated(nil, pack: pack, measured: measured, language: .en)
    #expect(
      text.contains("| Largest \\|x − y\\| and \\|\u{301} more `difference` | 0.0 |"), "\(text)")
    #expect(Notes.areComplete(text, pack: pack))
  }

  @Test func theStudentsWordsAroundTheValuesAreKept() throws {
    let course = try TemporaryCourse()
    let first = Notes.updated(nil, pack: course.pack, measured: measured, language: .en)
    let own = "before\n" + first + "\nafter — ñandú\n"
    let newer = [MeasuredValue(id: "difference", value: "1.0e-03")] + measured.dropFirst()
    let text = Notes.updated(own, pack: course.pack, measured: newer, language: .es)
    #expect(text.hasPrefix("before\n"))
    #expect(text.hasSuffix("\nafter — ñandú\n"))
    #expect(text.contains("| Diferencia `difference` | 1.0e-03 |"))
    #expect(!text.contains("| 0.0 |"))
  }

  @Test func notesWithoutTheMarksAreKeptWhole() throws {
    let course = try TemporaryCourse()
    let text = Notes.updated(
      "all mine\n", pack: course.pack, measured: measured, language: .en)
    #expect(text.hasSuffix("all mine\n"))
    #expect(Notes.areComplete(text, pack: course.pack))
  }

  /// `|after − before|` is the largest difference, and no end of a cell.
  @Test func aBarInAValueEndsNoCell() throws {
    let course = try TemporaryCourse()
    let value = MeasuredValue(id: "difference", value: "8.1e-06 (largest |after − before|)")
    let text = Notes.updated(
      nil, pack: course.pack, measured: [value, measured[1]], language: .en)
    #expect(text.contains(#"| 8.1e-06 (largest \|after − before\|) |"#))
    #expect(Notes.areComplete(text, pack: course.pack))
  }

  @Test func everyLanguageHasItsOwnValue() throws {
    let course = try TemporaryCourse()
    let value = MeasuredValue(
      id: "difference", value: LocalizedText([.en: "4.8e-07", .es: "4,8e-07"]))
    let text = Notes.updated(nil, pack: course.pack, measured: [value], language: .es)
    #expect(text.contains("| Medido por el tutor | valor |\n"))
    #expect(text.contains("| Diferencia `difference` | 4,8e-07 |"))
  }

  @Test func aMissingValueIsNotComplete() throws {
    let course = try TemporaryCourse()
    let text = Notes.updated(
      nil, pack: course.pack, measured: [measured[0]], language: .en)
    #expect(!Notes.areComplete(text, pack: course.pack))
    #expect(!Notes.areComplete(nil, pack: course.pack))
    #expect(!Notes.areComplete("| Count `count` | 1024 |", pack: course.pack))
  }
}
