import Foundation
import TestSupport
import Testing

@testable import LessonPacks

/// A term's file: what is read, what is refused, and the schema that editors have of it.
@Suite struct CourseTests {
  private func read(_ text: String) -> (plan: CoursePlan?, problems: [PackProblem]) {
    let log = ProblemLog()
    return (CourseLoader.read(text, file: "course.yml", log), log.problems)
  }

  private static let good = """
    format: 1
    title: A term
    roster: roster.csv
    late: {grace_minutes: 15, percent_per_day: 10, floor_percent: 20, last_day: 7}
    lessons:
      - {pack: one, points: 20, opens: "2026-09-01T09:00:00+02:00", due: "2026-09-14T23:59+02:00"}
      - {pack: two, after: [one], late: {last_day: 0}, checks: hidden, submissions: w2, from: moodle}
    """

  @Test func everythingOfItIsRead() throws {
    let (plan, problems) = read(Self.good)
    #expect(problems == [])
    let course = try #require(plan)
    #expect(course.title == "A term" && course.roster == "roster.csv")
    #expect(course.lessons.map(\.pack) == ["one", "two"] && course.lessons[0].points == 20)
    #expect(course.lessons[0].due == CourseTime.date("2026-09-14T21:59:00Z"))
    #expect(
      course.lessons[0].late
        == LatePolicy(graceMinutes: 15, percentPerDay: 10, lastDay: 7, floor: 20))
    #expect(course.lessons[1].late == LatePolicy(lastDay: 0))
    #expect(course.lessons[1].checks == .hidden && course.lessons[1].from == "moodle")
  }

  /// What the reader refuses, and whether the schema can know it as well.
  static let bad: [(change: (String, String), words: String, isInSchema: Bool)] = [
    (("format: 1", "format: 2"), "newer", true),
    (("title: A term", "titel: A term"), "titel", true),
    (("points: 20", "points: -1"), "-1", true), (("points: 20", "poins: 20"), "poins", true),
    (("23:59+02:00", "23:59"), "no time with its zone", true),
    (("2026-09-14T", "2026-08-14T"), "due before it opens", false),
    (("after: [one]", "after: [three]"), "does not stand above", false),
    (("pack: two", "pack: one"), "set twice", false), (("hidden", "secret"), "secret", true),
    (("moodle", "mooodle"), "moodle", true),
    (("percent_per_day: 10", "percent_per_day: 110"), "100", true),
    (("last_day: 7", "last_day: 1.5"), "whole", true), (("grace_minutes", "grace"), "grace", true),
  ]

  @Test func everythingWrongIsSaidWithItsLine() {
    for (change, words, _) in Self.bad {
      let (plan, problems) = read(Self.good.replacing(change.0, with: change.1))
      #expect(plan == nil || !problems.isEmpty, "\(change)")
      #expect(problems.contains { "\($0)".contains(words) }, "\(change): \(problems)")
      #expect(problems.allSatisfy { $0.line != nil }, "\(change)")
    }
  }

  @Test func theSchemaHasTheReadersKeys() throws {
    let file = Repository.root.appendingPathComponent("lessons/course.schema.json")
    let schema = try #require(
      JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
    func keys(_ path: [String]) -> [String] {
      var at: Any? = schema
      for part in path { at = (at as? [String: Any])?[part] }
      return ((at as? [String: Any])?.keys.sorted()) ?? []
    }
    #expect(keys(["properties"]) == CourseReader.keys.sorted())
    #expect(
      keys(["properties", "lessons", "items", "properties"]) == CourseReader.lessonKeys.sorted())
    #expect(keys(["$defs", "late", "properties"]) == CourseReader.lateKeys.sorted())
  }

  @Test(.enabled(if: SchemaValidator.jsonschema.isWanted))
  func theSchemaTakesAndRefusesWhatTheReaderDoes() throws {
    let schema = Repository.root.appendingPathComponent("lessons/course.schema.json")
    let shipped = try String(
      contentsOf: Repository.root.appendingPathComponent("lessons/course.yml"), encoding: .utf8)
    #expect(try SchemaValidator.yaml([Self.good, shipped], against: schema) == "")
    for (change, _, isInSchema) in Self.bad where isInSchema {
      let text = Self.good.replacing(change.0, with: change.1)
      #expect(try SchemaValidator.yaml([text], against: schema) != "", "\(change)")
    }
  }

  @Test func theShippedCourseLoads() throws {
    let course = try CourseLoader.load(Repository.root.appendingPathComponent("lessons"))
    let packs = try FileManager.default.contentsOfDirectory(
      atPath: Repository.root.appendingPathComponent("lessons").path)
    #expect(course.lessons.allSatisfy { packs.contains($0.pack) } && course.lessons.count == 4)
    #expect(throws: PackError.self) {
      try CourseLoader.load(Repository.root.appendingPathComponent("Sources"))
    }
  }

  /// Days are counted by seconds alone, so that clocks that are set change nothing.
  @Test func whatLateCosts() throws {
    let policy = LatePolicy(graceMinutes: 15, percentPerDay: 10, lastDay: 3, floor: 75)
    let due = try #require(CourseTime.date("2026-10-24T23:59:00+02:00"))
    func share(_ seconds: Double) -> [Double] {
      let late = policy.share(due: due, submitted: due + seconds)
      return [Double(late.days), late.share]
    }
    #expect(share(-5) == [0, 1] && share(900) == [0, 1])
    #expect(share(901) == [1, 0.9] && share(86_400) == [1, 0.9])
    #expect(share(86_401) == [2, 0.8])
    #expect(share(3 * 86_400) == [3, 0.75])
    #expect(share(3 * 86_400 + 1) == [4, 0])
    var generator = SeededGenerator(seed: 8)
    var last = 1.0
    for seconds in (0..<200).map({ _ in Double.random(in: -1e5...6e5, using: &generator) }).sorted()
    {
      let late = policy.share(due: due, submitted: due + seconds)
      #expect(late.share <= last && (0...1).contains(late.share))
      last = late.share
    }
  }
}
