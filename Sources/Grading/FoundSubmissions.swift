/// Something in a class's folder that is no submission, and why.
public struct PassedEntry: Sendable, Equatable {
  /// Its row's name, where it has one.
  public var name: String
  /// Why it is none, for the instructor.
  public var reason: String
  /// Whether somebody may have handed it in: it has a row then, and waits for a person.
  public var isHandedIn: Bool

  /// Something that was passed over, and whether a person has to look at it.
  public init(name: String, reason: String, isHandedIn: Bool) {
    self.name = name
    self.reason = reason
    self.isHandedIn = isHandedIn
  }
}

/// Everything that was found where somebody pointed at.
public struct FoundSubmissions: Sendable, Equatable {
  /// By name.
  public var submissions: [Submission] = []
  /// By name; never silent.
  public var passed: [PassedEntry] = []
  /// What systems and editors leave behind is only counted.
  public var leftovers = 0

  /// Nothing found yet.
  public init() {}

  /// Those that somebody may have handed in, with the reason why they have no grade.
  public var refused: [String: String] {
    Dictionary(
      passed.filter(\.isHandedIn).map { ($0.name, $0.reason) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The shard's part of everything that has a row. What has none belongs to the first shard.
  public func part(_ shard: Shard) -> FoundSubmissions {
    var part = self
    part.submissions = shard.part(of: submissions)
    part.passed =
      shard.part(of: passed.filter(\.isHandedIn))
      + (shard.index == 1 ? passed.filter { !$0.isHandedIn } : [])
    if shard.index != 1 { part.leftovers = 0 }
    return part
  }
}
