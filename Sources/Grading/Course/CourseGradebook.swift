import Foundation
import GradingFormats
import LessonPacks

/// A term's marks: a row a student, a part of it for each lesson.
public struct CourseGradebook: Sendable, Equatable {
  /// What one lesson came to.
  public struct LessonGrades: Sendable, Equatable {
    /// As the course has it.
    public var lesson: CourseLesson
    /// Nil where it was not graded, and why.
    public var grades: ClassGrades?
    /// Why it was not graded.
    public var reason: String?

    /// A lesson with its grades.
    public init(_ lesson: CourseLesson, _ grades: ClassGrades) {
      self.lesson = lesson
      self.grades = grades
    }

    /// A lesson that was not graded.
    public init(_ lesson: CourseLesson, reason: String) {
      self.lesson = lesson
      self.reason = reason
    }
  }

  /// One student's part of one lesson.
  public struct Cell: Sendable, Equatable {
    /// As in grades.csv, and `late` or `not graded yet` where those say more.
    public var status: String
    /// What the file itself came to, from 0 to 1.
    public var fraction: Double?
    /// What of it counts, since it came late: from 0 to 1.
    public var share = 1.0
    /// How many days it came late.
    public var days = 0
    /// Of the lesson's points.
    public var points: Double?
  }

  /// One student.
  public struct Row: Sendable, Equatable {
    /// With everything that the lessons say of them.
    public var person: Participant
    /// In the order of the lessons.
    public var cells: [Cell]
    /// Of those that have a mark, and of nobody handed in for a lesson that is graded: 0.
    public var total: Double
  }

  /// In the course's order.
  public let lessons: [LessonGrades]
  /// By name.
  public private(set) var rows: [Row] = []

  /// Students are the same where their ids are, or, where one has none, their addresses, what they sign
  /// in with, or their names. A lesson that is not graded counts for nobody.
  public init(_ lessons: [LessonGrades]) {
    self.lessons = lessons
    var order: [String] = []
    var people: [String: Participant] = [:]
    var found: [String: [Int: ClassGrades.Row]] = [:]
    for (place, lesson) in lessons.enumerated() {
      for row in lesson.grades?.rows ?? [] {
        for person in row.people.isEmpty ? [Participant(name: row.submission)] : row.people {
          let key = Self.key(person, among: people)
          if people[key] == nil { order.append(key) }
          people[key] = people[key]?.filled(from: person) ?? person
          found[key, default: [:]][place] = row
        }
      }
    }
    rows = order.map { key in
      let cells = lessons.enumerated().map { place, lesson in
        Self.cell(found[key]?[place], lesson)
      }
      return Row(
        person: people[key] ?? Participant(), cells: cells,
        total: cells.compactMap(\.points).reduce(0, +))
    }.sorted { Self.order($0.person) < Self.order($1.person) }
  }

  /// What the lessons that are graded come to together.
  public var maximum: Double {
    lessons.filter { $0.grades != nil }.map(\.lesson.points).reduce(0, +)
  }

  private static func order(_ person: Participant) -> String {
    (person.name ?? person.login ?? person.email ?? person.id ?? "") + " " + (person.id ?? "")
  }

  private static func key(_ person: Participant, among known: [String: Participant]) -> String {
    if let id = person.id { return "id " + id.lowercased() }
    let same = known.filter { _, other in
      if let email = person.email, other.email?.lowercased() == email.lowercased() { return true }
      if let login = person.login, other.login?.lowercased() == login.lowercased() { return true }
      return person.email == nil && person.login == nil && person.name != nil
        && other.name == person.name
    }
    if same.count == 1, let one = same.first { return one.key }
    return "name " + order(person).lowercased()
  }

  private static func cell(_ row: ClassGrades.Row?, _ lesson: LessonGrades) -> Cell {
    guard lesson.grades != nil else { return Cell(status: "not graded yet") }
    guard let row else { return Cell(status: "not in this lesson's class", points: 0) }
    switch row.outcome {
    case .absent: return Cell(status: "absent", points: 0)
    case .ungraded(let reason): return Cell(status: "ungraded: \(reason)")
    case .graded(let grade):
      var cell = Cell(status: grade.green ? "green" : "graded", fraction: grade.fraction)
      var isTimeKnown = true
      if let due = lesson.lesson.due {
        if let time = row.delivery?.submittedAt.flatMap(CourseTime.date) {
          (cell.days, cell.share) = lesson.lesson.late.share(due: due, submitted: time)
        } else if row.delivery?.isLate == true {
          // How late, nobody says: the least that it can be.
          (cell.days, cell.share) = lesson.lesson.late.share(
            due: due, submitted: due + 60 * lesson.lesson.late.graceMinutes + 1)
        } else {
          isTimeKnown = row.delivery?.isLate != nil
        }
      }
      if !isTimeKnown { cell.status += ", when it came is not known" }
      if cell.days > 0 { cell.status += ", \(cell.days) d late" }
      cell.points = (10_000 * lesson.lesson.points * grade.fraction * cell.share).rounded() / 10_000
      return cell
    }
  }

  /// `gradebook.csv`: who somebody is, and for each lesson what was reached, the days late, the points, and
  /// how it came about; in the end the sum, and its share of what the graded lessons come to.
  public var table: String {
    let header = GradeTable.fields(
      ["id", "name", "email", "login", "section"]
        + lessons.flatMap { lesson in
          ["percent", "days_late", "points", "status"].map { "\(lesson.lesson.pack) \($0)" }
        } + ["total", "maximum", "percent"])
    let lines = rows.map { row in
      GradeTable.fields(
        [row.person.id, row.person.name, row.person.email, row.person.login, row.person.section]
          .map { $0 ?? "" }
          + row.cells.flatMap { cell in
            [
              cell.fraction.map { Self.number(100 * $0) } ?? "", String(cell.days),
              cell.points.map(Self.number) ?? "", cell.status,
            ]
          } + [
            Self.number(row.total), Self.number(maximum),
            maximum > 0 ? Self.number(100 * row.total / maximum) : "",
          ])
    }
    return ([header] + lines).joined(separator: "\n")
  }

  /// At most four digits behind the point, and none that says nothing.
  static func number(_ value: Double) -> String {
    var text = String(format: "%.4f", locale: Locale(identifier: "C"), value)
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }
}
