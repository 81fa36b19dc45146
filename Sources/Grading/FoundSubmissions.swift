import GradingFormats

/// Something in a class's folder that is no submission, and why.
public struct PassedEntry: Sendable, Equatable {
  /// Its row's name, where it has one.
  public var name: String
  /// Why it is none, for the instructor.
  public var reason: String
  /// Whether somebody may have handed it in: it has a row then, and waits for a person.
  public var isHandedIn: Bool
  /// Its files, below what was pointed at.
  public var paths: [String] = []
  /// Whose it is, where an export, the folder of a section or a roster says so.
  public var people: [Participant] = []

  /// Something that was passed over, and whether a person has to look at it.
  public init(
    name: String, reason: String, isHandedIn: Bool, paths: [String] = [],
    people: [Participant] = []
  ) {
    self.name = name
    self.reason = reason
    self.isHandedIn = isHandedIn
    self.paths = paths
    self.people = people
  }
}

/// Everything that was found where somebody pointed at.
public struct FoundSubmissions: Sendable, Equatable {
  /// By name.
  public var submissions: [Submission] = []
  /// By name; never silent.
  public var passed: [PassedEntry] = []
  /// What a student handed in before what is graded, and whose it is.
  public var superseded: [FoundFile] = []
  /// What systems and editors leave behind is only counted.
  public var leftovers: [String] = []
  /// How many files there are, counted by themselves; of a shard, in its class.
  public var files = 0
  /// In the roster, and nothing of theirs is here: by the name of their row.
  public var absent: [String: Participant] = [:]
  /// The platform whose export it is.
  public var platform: Platform?
  /// Of a shard, everybody's in the class who has a row; nil for a whole class.
  public private(set) var classNames: [String]?

  /// Nothing found yet.
  public init() {}

  /// Those that somebody may have handed in, with the reason why they have no grade.
  public var refused: [String: String] {
    Dictionary(
      passed.filter(\.isHandedIn).map { ($0.name, $0.reason) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What became of everything that is no submission.
  var settled: [FoundFile] {
    passed.flatMap { entry in
      entry.paths.map {
        FoundFile(
          path: $0, fate: entry.isHandedIn ? .refused : .ignored,
          submission: entry.isHandedIn ? entry.name : nil, reason: entry.reason)
      }
    }
      + superseded
      + leftovers.map { FoundFile(path: $0, fate: .ignored, reason: ExportPath.leftover) }
  }

  /// The shard's part of everything that has a row. What has none belongs to the first shard.
  public func part(_ shard: Shard) -> FoundSubmissions {
    var part = self
    part.classNames = submissions.map(\.name) + refused.keys
    part.submissions = shard.part(of: submissions)
    part.passed =
      shard.part(of: passed.filter(\.isHandedIn))
      + (shard.index == 1 ? passed.filter { !$0.isHandedIn } : [])
    if shard.index != 1 {
      part.leftovers = []
      part.superseded = []
      part.absent = [:]
    }
    return part
  }
}
