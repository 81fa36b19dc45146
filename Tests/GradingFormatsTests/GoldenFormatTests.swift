import LessonPacks
import TestSupport
import Testing

@testable import GradingFormats

/// What each format says of one mixed report, and of one that does not compile.
@Suite struct GoldenFormatTests {
  @Test(arguments: GradeFormat.allCases)
  func everyKindOfVerdict(_ format: GradeFormat) throws {
    GoldenFile.expect(Self.text(format, SampleGrades.mixed), "mixed.\(format.fileName)")
  }

  @Test(arguments: GradeFormat.allCases)
  func aFileThatDoesNotCompile(_ format: GradeFormat) throws {
    GoldenFile.expect(
      Self.text(format, SampleGrades.uncompiled), "uncompiled.\(format.fileName)")
  }

  /// Without the byte order mark of a table: Foundation leaves it out when it reads the file.
  private static func text(_ format: GradeFormat, _ grade: Grade) -> String {
    let scalars = format.render(grade).unicodeScalars
    #expect((scalars.first == "\u{FEFF}") == (format == .csv))
    return String(String.UnicodeScalarView(scalars.drop { $0 == "\u{FEFF}" }))
  }

  @Test func theInstructorsRecordHoldsEverything() throws {
    GoldenFile.expect(GradeJSON.render(SampleGrades.mixed), "mixed.record.json")
    #expect(GradeJSON.render(SampleGrades.mixed).contains("18446744073709551615"))
  }

  @Test func aRecordIsReadBackAsItWas() throws {
    for grade in SampleGrades.all {
      let bytes = Array(GradeJSON.render(grade).utf8)
      #expect(GradeJSON.read(.init(bytes)) == grade)
      #expect(GradeJSON.read(.init(bytes.dropLast(bytes.count / 2))) == nil)
    }
    var later = SampleGrades.green
    later.version = 4
    #expect(GradeJSON.read(.init(GradeJSON.render(later).utf8)) == nil)
  }

  @Test func aTableHoldsARowASubmission() throws {
    let rows =
      [GradeTable.header(blocks: SampleGrades.blocks)] + SampleGrades.all.map(SampleGrades.line)
    GoldenFile.expect(rows.joined(separator: "\n"), "grades.csv")
    var formula = SampleGrades.green
    formula.submission = "=HYPERLINK(\"x\",\"y\")"
    #expect(
      SampleGrades.line(formula).hasPrefix(
        "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\",,,,,1,1,100.0,green"))
  }

  @Test func pointsAreThePacksWeights() {
    #expect(SampleGrades.mixed.score == 1)
    #expect(SampleGrades.mixed.maximum == 10)
    #expect(SampleGrades.mixed.fraction == 0.1)
    var weightless = SampleGrades.green
    (weightless.score, weightless.maximum) = (0, 0)
    #expect(weightless.fraction == 1)
    weightless.green = false
    #expect(weightless.fraction == 0)
  }

  /// How much a program that is stopped had printed by then is chance.
  @Test func ofAStoppedProgramOnlyTheBeginningIsKept() {
    let long = (1...90).map { "line \($0)" }.joined(separator: "\n")
    let longer = (1...95).map { "line \($0)" }.joined(separator: "\n")
    #expect(PrintedText.kept(long, isCut: true) == PrintedText.kept(longer, isCut: true))
    #expect(PrintedText.kept(long) != PrintedText.kept(longer))
    #expect(PrintedText.kept(" \n\t\n") == nil)
  }
}
