import Foundation

/// A term: the lessons that a class is set, in their order, when each is due and what it counts for.
public struct CoursePlan: Sendable, Equatable {
  /// The only version of `course.yml` that this program reads.
  public static let currentFormat = 1
  /// What the file is called where somebody names a folder.
  public static let file = "course.yml"

  /// What the term is called.
  public var title: String
  /// In the order in which they are set.
  public var lessons: [CourseLesson]
  /// A table of who is in the class, relative to the file; nil where there is none.
  public var roster: String?

  /// A term as a value; nothing is checked.
  public init(title: String, lessons: [CourseLesson], roster: String? = nil) {
    self.title = title
    self.lessons = lessons
    self.roster = roster
  }
}

/// One lesson of a term.
public struct CourseLesson: Sendable, Equatable {
  /// The pack's folder name, the beginning of it, or a path.
  public var pack: String
  /// Lessons of the same course that come before it, by their `pack`.
  public var after: [String]
  /// What all of the pack counts for.
  public var points: Double
  /// Nothing is graded before.
  public var opens: Date?
  /// What comes later is late.
  public var due: Date?
  /// What handing in after `due` costs.
  public var late: LatePolicy
  /// Whether students are told which check does not hold; nil for as the pack says.
  public var checks: Visibility?
  /// Where what was handed in lies, relative to the file; nil while there is nothing.
  public var submissions: String?
  /// The platform whose export that is, by its name on the command line.
  public var from: String?

  /// A lesson that is open, never due, and counts for ten points, unless something else is said.
  public init(
    pack: String, after: [String] = [], points: Double = 10, opens: Date? = nil, due: Date? = nil,
    late: LatePolicy = LatePolicy(), checks: Visibility? = nil, submissions: String? = nil,
    from: String? = nil
  ) {
    self.pack = pack
    self.after = after
    self.points = points
    self.opens = opens
    self.due = due
    self.late = late
    self.checks = checks
    self.submissions = submissions
    self.from = from
  }
}

/// What handing in late costs.
public struct LatePolicy: Sendable, Equatable {
  /// Minutes after the due time that are not late.
  public var graceMinutes: Double
  /// Of the lesson's points, in percent, for each day of 24 hours that has begun.
  public var percentPerDay: Double
  /// Days after which nothing counts any more; nil for never.
  public var lastDay: Int?
  /// What is left at least, in percent, until the last day.
  public var floor: Double

  /// Nothing is taken off unless something else is said.
  public init(
    graceMinutes: Double = 0, percentPerDay: Double = 0, lastDay: Int? = nil, floor: Double = 0
  ) {
    self.graceMinutes = graceMinutes
    self.percentPerDay = percentPerDay
    self.lastDay = lastDay
    self.floor = floor
  }

  /// How many days late a time is, and what share of the points counts, from 0 to 1. A day is 24 hours
  /// from the due time on, whatever clocks are set to meanwhile.
  public func share(due: Date, submitted: Date) -> (days: Int, share: Double) {
    let seconds = submitted.timeIntervalSince(due)
    guard seconds > 60 * graceMinutes else { return (0, 1) }
    let days = Int((seconds / 86_400).rounded(.up))
    if let lastDay, days > lastDay { return (days, 0) }
    return (days, max(1 - percentPerDay / 100 * Double(days), floor / 100, 0))
  }
}
