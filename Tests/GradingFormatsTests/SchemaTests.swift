import Foundation
import LessonPacks
import Testing

@testable import GradingFormats

/// Each format held against what its reader demands, on every sample; and each rule is seen to say
/// no to something.
@Suite struct SchemaTests {
  @Test func gradescope() throws {
    for grade in SampleGrades.all {
      #expect(try Schema.gradescope(GradeFormat.gradescope.render(grade)) == [])
    }
    let good = GradeFormat.gradescope.render(SampleGrades.mixed)
    #expect(try Schema.gradescope(good.replacing("\"visible\"", with: "\"shown\"")) != [])
    #expect(try Schema.gradescope(good.replacing("\"failed\"", with: "\"fail\"")) != [])
    #expect(try Schema.gradescope(good.replacing("\"max_score\"", with: "\"max\"")) != [])
  }

  @Test func prairieLearn() throws {
    for grade in SampleGrades.all {
      #expect(try Schema.prairieLearn(GradeFormat.prairielearn.render(grade)) == [])
    }
    let good = GradeFormat.prairielearn.render(SampleGrades.mixed)
    #expect(
      try Schema.prairieLearn(good.replacing("\"score\" : 0.1", with: "\"score\" : 1.1")) != [])
    #expect(try Schema.prairieLearn(good + String(repeating: " ", count: 1_048_576)) != [])
    #expect(
      try Schema.prairieLearn(good.replacing("\"gradable\" : true", with: "\"gradable\" : false"))
        != [])
  }

  @Test func aFileThatDoesNotCompileCostsNoAttempt() throws {
    for grade in [SampleGrades.uncompiled, SampleGrades.unreadable] {
      let text = GradeFormat.prairielearn.render(grade)
      #expect(text.contains("\"gradable\" : false"))
      #expect(text.contains("\"format_errors\""))
    }
    #expect(
      GradeFormat.prairielearn.render(SampleGrades.undeclared).contains("\"gradable\" : true"))
  }

  @Test func junit() {
    for grade in SampleGrades.all {
      #expect(Schema.junit(GradeFormat.junit.render(grade)) == [])
    }
    let good = GradeFormat.junit.render(SampleGrades.mixed)
    #expect(Schema.junit(good.replacing("errors=\"3\"", with: "errors=\"4\"")) != [])
    #expect(Schema.junit(good + "\u{1B}") != [])
    #expect(Schema.junit(good.replacing("</testsuite>", with: "")) != [])
    #expect(GradeFormat.junit.render(SampleGrades.uncompiled).contains("errors=\"1\""))
  }

  @Test func autolab() throws {
    for grade in SampleGrades.all {
      #expect(try Schema.autolab(GradeFormat.autolab.render(grade), grade) == [])
    }
    let good = GradeFormat.autolab.render(SampleGrades.mixed)
    #expect(
      try Schema.autolab(good.replacing("\"A\":1", with: "\"A\":2"), SampleGrades.mixed) != [])
    #expect(try Schema.autolab(good + "\nbye", SampleGrades.mixed) != [])
  }

  @Test func vpl() {
    for grade in SampleGrades.all {
      #expect(Schema.vpl(GradeFormat.vpl.render(grade), grade) == [])
    }
    let good = GradeFormat.vpl.render(SampleGrades.mixed)
    #expect(Schema.vpl(good + "\nGrade :=>> 100", SampleGrades.mixed) != [])
    #expect(Schema.vpl("bare words\n" + good, SampleGrades.mixed) != [])
  }

  @Test func classroom50() throws {
    for grade in SampleGrades.all {
      #expect(try Schema.classroom50(GradeFormat.classroom50.render(grade)) == [])
    }
    let good = GradeFormat.classroom50.render(SampleGrades.mixed)
    #expect(try Schema.classroom50(good.replacing("\"score\" : 1", with: "\"score\" : 1.5")) != [])
    #expect(try Schema.classroom50(good.replacing("result/v1", with: "result/v2")) != [])
    var halves = SampleGrades.mixed
    for index in halves.checks.indices { halves.checks[index].weight = 0.5 }
    halves.checks[0].score = 0.5
    let text = GradeFormat.classroom50.render(halves)
    #expect(try Schema.classroom50(text) == [])
    #expect(text.contains("\"max-score\" : 9"))
  }

  @Test func tap() {
    for grade in SampleGrades.all {
      #expect(Schema.tap(GradeFormat.tap.render(grade), grade) == [])
    }
    let good = GradeFormat.tap.render(SampleGrades.mixed)
    #expect(Schema.tap(good.replacing("1..9", with: "1..8"), SampleGrades.mixed) != [])
    #expect(Schema.tap(good + "\nBail out!", SampleGrades.mixed) != [])
    #expect(
      Schema.tap(good.replacing("not ok 9 - ", with: "not ok 9 # SKIP "), SampleGrades.mixed) != [])
  }

  /// `# SKIP` in a name would make a good line of a bad one.
  @Test func aNameIsNoDirective() {
    var grade = SampleGrades.mixed
    grade.checks[1].statement = "# SKIP a \\ statement # TODO"
    let text = GradeFormat.tap.render(grade)
    #expect(Schema.tap(text, grade) == [])
    #expect(text.contains("A · scale: \\# SKIP a \\\\ statement \\# TODO"))
  }

  @Test func ownJSON() throws {
    for grade in SampleGrades.all {
      let student = GradeFormat.json.render(grade)
      #expect(!student.contains("\"seed\""))
      #expect(try Schema.ownJSON(student) == [])
      #expect(try Schema.ownJSON(GradeJSON.render(grade)) == [])
    }
    let good = GradeJSON.render(SampleGrades.mixed)
    #expect(try Schema.ownJSON(good.replacing("\"version\" : 3", with: "\"version\" : 2")) != [])
    #expect(try Schema.ownJSON(good.replacing("\"broken\"", with: "\"odd\"")) != [])
  }

  @Test func csv() {
    for grade in SampleGrades.all {
      #expect(Schema.csv(GradeFormat.csv.render(grade)) == [])
      #expect(
        Schema.csv(GradeTable.header(blocks: SampleGrades.blocks) + "\n" + SampleGrades.line(grade))
          == [])
    }
    #expect(Schema.csv("a,b\n1\n") != [])
    #expect(Schema.csv("a,b\n\"1,2\n") != [])
  }

  /// The hidden check of the sample is called `names`, and a finding of it speaks of `keys`.
  @Test(arguments: GradeFormat.allCases.filter { ![.gradescope, .csv].contains($0) })
  func aHiddenCheckIsNotNamedToStudents(_ format: GradeFormat) {
    let text = format.render(SampleGrades.mixed)
    #expect(!text.contains("names"))
    #expect(!text.contains("keys"))
    #expect(text.contains("hidden_1") || text.contains("Hidden check 1"))
    let spanish = format.render(SampleGrades.undeclared)
    #expect(!spanish.contains("names"))
  }

  /// Gradescope itself keeps it from them, and an instructor reads its name there.
  @Test func gradescopeHidesTheHiddenCheck() throws {
    let tests = try Schema.object(GradeFormat.gradescope.render(SampleGrades.mixed))["tests"]
    let all = try #require(tests as? [[String: Any]])
    for test in all {
      let text = "\(test)"
      #expect(text.contains("names") == (test["visibility"] as? String == "hidden"))
    }
    #expect(all.count { $0["visibility"] as? String == "hidden" } == 1)
  }
}
