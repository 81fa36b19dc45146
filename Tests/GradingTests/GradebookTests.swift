import Foundation
import GradingFormats
import LessonPacks
import TestSupport
import Testing

@testable import Grading

/// A term's gradebook, added up a second time in another way.
@Suite struct GradebookTests {
  private func grade(_ name: String, _ fraction: Double) -> Grade {
    var grade = SampleGrade.named(name)
    (grade.score, grade.maximum) = (fraction * 8, 8)
    return grade
  }

  private func row(
    _ name: String, _ outcome: ClassGrades.Outcome, id: String? = nil, at time: String? = nil
  ) -> ClassGrades.Row {
    ClassGrades.Row(
      submission: name, folder: name, people: [Participant(id: id, name: name)],
      delivery: Delivery(submittedAt: time), outcome: outcome)
  }

  @Test func everyStudentHasARow() throws {
    let due = try #require(CourseTime.date("2026-09-14T23:59:00Z"))
    let first = CourseLesson(
      pack: "one", points: 10, due: due, late: LatePolicy(percentPerDay: 10))
    let book = CourseGradebook([
      .init(
        first,
        ClassGrades(
          pack: "one", title: "One", language: .en,
          rows: [
            row("Ana", .graded(grade("Ana", 0.5)), id: "1", at: "2026-09-15T10:00:00Z"),
            row("Ben", .absent, id: "2"),
            row("Cleo", .ungraded(reason: "a .rar")),
          ])),
      .init(
        CourseLesson(pack: "two", points: 20, due: due),
        ClassGrades(
          pack: "two", title: "Two", language: .en,
          rows: [row("Anna", .graded(grade("Anna", 1)), id: "1"), row("Dora", .absent)])),
      .init(CourseLesson(pack: "three"), reason: "it opens later"),
    ])
    #expect(book.maximum == 30)
    #expect(book.rows.map(\.person.name) == ["Ana", "Ben", "Cleo", "Dora"])
    #expect(book.rows.map(\.total) == [24.5, 0, 0, 0])
    #expect(
      book.rows[0].cells.map(\.status)
        == ["graded, 1 d late", "graded, when it came is not known", "not graded yet"])
    #expect(book.rows[2].cells.map(\.points) == [nil, 0, nil])
    let table = try CSVText(reading: book.table)
    #expect(table.records.count == 4 && Set(table.rows.map(\.fields.count)) == [20])
  }

  @Test(arguments: 1...10) func totalsAreTheSumOfTheirColumns(_ seed: UInt64) throws {
    var generator = SeededGenerator(seed: seed)
    let due = try #require(CourseTime.date("2026-09-14T23:59:00Z"))
    let lessons = (0..<4).map { number in
      let rows = (0..<60).map { student -> ClassGrades.Row in
        let time = due + Double.random(in: -2e5...6e5, using: &generator).rounded()
        let fraction = Double(Int.random(in: 0...8, using: &generator)) / 8
        return row(
          "s\(student)", .graded(grade("s\(student)", fraction)), id: "\(student)",
          at: time.formatted(.iso8601))
      }
      return CourseGradebook.LessonGrades(
        CourseLesson(
          pack: "p\(number)", points: Double(10 + number), due: due,
          late: LatePolicy(graceMinutes: 10, percentPerDay: 7, lastDay: 5, floor: 30)),
        ClassGrades(pack: "p\(number)", title: "", language: .en, rows: rows))
    }
    let table = try CSVText(reading: CourseGradebook(lessons).table)
    for record in table.records {
      var sum = 0.0
      for lesson in 0..<4 {
        let percent = try #require(Double(record[5 + 4 * lesson]))
        let days = try #require(Int(record[6 + 4 * lesson]))
        let factor = days > 5 ? 0 : max(1 - 0.07 * Double(days), 0.3)
        let points = Double(10 + lesson) * percent / 100 * factor
        #expect(abs(points - (Double(record[7 + 4 * lesson]) ?? -1)) < 1e-3)
        sum += points
      }
      #expect(abs(sum - (Double(record[21]) ?? -1)) < 1e-2)
    }
  }
}
