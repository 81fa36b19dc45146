import Foundation
import LessonPacks
import Testing

@testable import GradingFormats

/// The known mistake, the blocks and the first red check, in each format that can carry them.
@Suite struct DiagnosisTests {
  private let forPeople: [GradeFormat] = [
    .gradescope, .prairielearn, .junit, .autolab, .vpl, .classroom50, .tap, .github, .json,
  ]

  @Test func theWordsAreInEveryFormatForStudents() {
    for (grade, words) in [
      (SampleGrades.mixed, "This matches a known mistake."),
      (SampleGrades.likely, "of transposed."),
    ] {
      for format in forPeople { #expect(format.render(grade).contains(words), "\(format)") }
    }
    #expect(SampleGrades.mixed.diagnosis?.words != SampleGrades.likely.diagnosis?.words)
  }

  /// Gradescope's extra data and hidden tests are the instructor's.
  @Test func whatOnlyAHiddenCheckShowsReachesNoStudent() throws {
    let secret = SampleGrades.secret
    for format in forPeople {
      let text = format.render(secret)
      #expect(!text.contains("of lora_keys"), "\(format)")
      if format != .gradescope { #expect(!text.contains("lora_keys"), "\(format)") }
    }
    #expect(GradeJSON.render(secret).contains("lora_keys"))
    var gradescope = try Schema.object(GradeFormat.gradescope.render(secret))
    let extra = try #require(gradescope.removeValue(forKey: "extra_data") as? [String: Any])
    #expect(extra["mistake"] as? String == "lora_keys")
    let tests = try #require(gradescope.removeValue(forKey: "tests") as? [[String: Any]])
    for test in tests where test["visibility"] as? String != "hidden" {
      #expect(!"\(test)".contains("lora_keys"))
    }
    #expect(!"\(gradescope)".contains("lora_keys"))
  }

  @Test func theExampleIsTheInstructors() {
    #expect(GradeJSON.render(SampleGrades.mixed).contains("let scale = alpha"))
    for format in GradeFormat.allCases {
      #expect(!format.render(SampleGrades.mixed).contains("let scale = alpha"), "\(format)")
    }
  }

  @Test func theBlocksAreInEveryFormat() throws {
    for format in [GradeFormat.gradescope, .prairielearn, .autolab, .vpl, .tap, .github] {
      let text = format.render(SampleGrades.mixed)
      #expect(text.contains("A · Values & shapes: points 1 of 3 · checks 1 of 3"), "\(format)")
      #expect(text.contains("B · Running: points 0 of 7 · checks 0 of 6 · not run 1"), "\(format)")
      #expect(text.contains("First red check: A · scale: scale holds"), "\(format)")
    }
    let extra = try #require(
      Schema.object(GradeFormat.gradescope.render(SampleGrades.mixed))["extra_data"]
        as? [String: Any])
    #expect(extra["first_red"] as? String == "scale")
    #expect((extra["blocks"] as? [[String: Any]])?.map { $0["score"] as? Double } == [1, 0])
    let spanish = GradeFormat.tap.render(SampleGrades.undeclared)
    #expect(spanish.contains("puntos 0 de") && spanish.contains("Primera comprobación en rojo: "))
  }

  /// What stands in `results` of the table is what the folder is called: the two join.
  @Test func theTableJoinsTheFolders() throws {
    for (name, folder) in [("ana", "ana"), ("sec/A/añá 100%", "sec%2FA%2Fañá 100%25-2")] {
      let row = ClassGrades.Row(
        submission: name, folder: folder, outcome: .graded(SampleGrades.mixed))
      let table = try CSVText(
        reading: GradeTable.forPeople([
          GradeTable.header(blocks: SampleGrades.blocks),
          GradeTable.row(row, blocks: SampleGrades.blocks),
        ]))
      #expect(table.hasMark)
      #expect(table.records.first?[table.column(["results"])] == folder)
      #expect(table.records.first?[table.column(["submission"])] == name)
      #expect(table.records.first?[table.column(["mistake"])] == "no_scale")
      #expect(table.records.first?[table.column(["first_red"])] == "scale")
      #expect(table.records.first?[table.column(["block_A"])] == "1")
    }
  }
}
