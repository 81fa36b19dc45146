/// The way through the lessons: which one to go on with, which one comes next, and why.
public struct CourseWay: Equatable, Sendable {
  /// Why a lesson is offered.
  public enum Reason: Equatable, Sendable {
    /// It was begun, and is not finished.
    case wasThere
    /// It says that it is best done after these, which are finished or about to be; by their places.
    case buildsOn([Int])
    /// It is the next in the list that is not finished.
    case inOrder
    /// Nothing was begun, and it is the first.
    case first
  }

  /// A lesson, by its place in the list, and why it is offered.
  public struct Stop: Equatable, Sendable {
    /// Its place in the list, from 0.
    public var lesson: Int
    /// Why it is offered.
    public var reason: Reason
  }

  /// The lesson that was begun and is not finished; of several, the one last worked on.
  public private(set) var current: Stop?
  /// What comes when that one is finished, or now where there is none; nil where all are finished.
  public private(set) var next: Stop?

  /// What the cursor stands on: the lesson to go on with or, without one, the next.
  public var offered: Stop? { current ?? next }

  /// The way through these lessons. A pack that cannot be read is not on it.
  public init(_ lessons: [LessonSummary]) {
    let begun = lessons.indices.filter { lessons[$0].isBegun && lessons[$0].isOpen }
    let latest = begun.min { lessons[$0].ago < lessons[$1].ago }
    current = latest.map { Stop(lesson: $0, reason: .wasThere) }
    next = Self.next(in: lessons, behind: latest ?? Self.last(of: lessons))
  }

  /// What comes behind a lesson, taken as finished: what builds on it, else the next in the list that
  /// waits for nothing, else the next.
  static func next(in lessons: [LessonSummary], behind last: Int?) -> Stop? {
    let open = lessons.indices.filter { $0 != last && lessons[$0].isOpen }
    if let begun = open.filter({ lessons[$0].isBegun }).min(by: {
      lessons[$0].ago < lessons[$1].ago
    }) {
      return Stop(lesson: begun, reason: .wasThere)
    }
    let start = last ?? -1
    let inOrder = open.filter { $0 > start } + open.filter { $0 < start }
    func before(_ index: Int) -> [Int] {
      lessons[index].after.compactMap { id in lessons.firstIndex { $0.id == id } }
    }
    func isDone(_ index: Int) -> Bool { index == last || lessons[index].isFinished }
    let ready = inOrder.filter { before($0).allSatisfy(isDone) }
    let following = ready.first { index in last.map { before(index).contains($0) } ?? false }
    guard let chosen = following ?? ready.first ?? inOrder.first else { return nil }
    let done = before(chosen).filter(isDone)
    if !done.isEmpty { return Stop(lesson: chosen, reason: .buildsOn(done)) }
    let isFirst = last == nil && !lessons.contains(where: \.isBegun)
    return Stop(lesson: chosen, reason: isFirst ? .first : .inOrder)
  }

  /// The lesson that was worked on last, finished or not; nil where none was begun.
  static func last(of lessons: [LessonSummary]) -> Int? {
    lessons.indices.filter { lessons[$0].isBegun }.min { lessons[$0].ago < lessons[$1].ago }
  }
}

extension LessonSummary {
  /// There is something to do in it.
  var isOpen: Bool { checkCount > 0 && !isFinished }
  fileprivate var ago: Double { secondsAgo ?? .infinity }
}
