import GradingFormats
import LessonPacks
import TestSupport
import Testing

@testable import ClassPages

/// The page about a class: what it counts, and that names are names.
@Suite struct ClassReportTests {
  @Test func theCommonestMistakesComeFirst() {
    let grades = SampleClass.grades(seed: 1)
    let all = Misconception.all(in: grades)
    let counts = all.map(\.submissions.count)
    #expect(counts == counts.sorted(by: >) && all.count == SampleClass.mistakes.count)
    for one in all {
      let expected = grades.rows.filter { $0.grade?.diagnosis?.mistake == one.mistake }
      #expect(one.submissions == expected.map(\.submission).sorted())
      #expect(one.sure + one.likely == one.submissions.count)
    }
  }

  @Test(arguments: 1...20) func everyRowIsCountedOnce(_ seed: UInt64) {
    let grades = SampleClass.grades(seed: seed, count: 30)
    let figures = ClassFigures(grades)
    #expect(figures.graded + figures.ungraded + figures.absent == grades.rows.count)
    #expect(figures.bins.reduce(0, +) == figures.graded)
    let rates = PassRate.blocks(grades.grades).flatMap(\.checks)
    for rate in rates {
      let passed = grades.grades.count { $0.checks.contains { $0.id == rate.id && $0.passed } }
      #expect(rate.passed == passed && rate.of == grades.grades.count { $0.isRunnable })
    }
  }

  @Test func quartilesAreThoseOfASpreadsheet() {
    var figures = ClassFigures(SampleClass.grades(seed: 1, count: 0))
    #expect(figures.quantile(0.5) == nil)
    figures.percents = [10, 20, 40, 80]
    #expect([0, 0.25, 0.5, 0.75, 1].map(figures.quantile) == [10, 17.5, 30, 50, 80])
  }

  @Test(arguments: Language.allCases) func thePageIsWellFormedWhateverPeopleAreCalled(
    _ language: Language
  ) {
    let report = ClassReport(SampleClass.grades(seed: 2, language))
    let page = PageTree(report.markup.text)
    #expect(page.trouble == nil)
    #expect(page.all("script").isEmpty && page.all("img").isEmpty)
    #expect(
      page.sections == ["distribution", "misconceptions", "rates", "stuck", "attempts", "without"])
    let names = page.all("td").map(\.text).joined() + page.all("th").map(\.text).joined()
    #expect(names.contains("<script>alert(1)</script>"))
  }

  @Test func theTableOfMistakesIsReadBack() throws {
    let report = ClassReport(SampleClass.grades(seed: 3))
    let file = try #require(report.files.first { $0.path == "mistakes.csv" })
    let table = try CSVText(reading: String(decoding: file.bytes, as: UTF8.self))
    #expect(table.records.count == report.misconceptions.count)
    #expect(table.records.map { $0[0] } == report.misconceptions.map(\.mistake))
    #expect(table.records.allSatisfy { $0.fields.count == 9 })
  }

  @Test func aClassWithoutGradesHasAPage() {
    let none = ClassGrades(pack: "p", title: "T", language: .en, rows: [])
    #expect(PageTree(ClassReport(none).markup.text).trouble == nil)
  }
}

/// The same in a browser.
@Suite(.serialized, .enabled(if: Chromium.isWanted, "no Chromium on this machine"))
struct ClassReportBrowserTests {
  @Test(arguments: [360, 1280]) func itFitsAndLoadsNothing(_ width: Int) throws {
    let report = ClassReport(SampleClass.grades(seed: 4))
    let look = try PageLook.of(report.markup.text, width: width)
    #expect(look.requests == [] && look.scripts == 0)
    #expect(look.width <= width)
    #expect(look.wide == [])
  }
}
