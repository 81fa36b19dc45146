import GradingFormats
import LessonPacks

/// What a folder of grades says about itself, in `run.json`.
public struct GradingRun: Sendable, Equatable, Codable {
  /// The only version of `run.json` that this program goes on with.
  public static let currentVersion = 3

  /// The version of the file that it was read from.
  public var version = GradingRun.currentVersion
  /// The pack's folder name.
  public var pack: String
  /// The lesson's name.
  public var title: String
  /// The pack's blocks by id, in its order.
  public var blocks: [String]
  /// SHA-256 over the pack's files, in hexadecimal.
  public var packHash: String
  /// That of the sentences in the grades.
  public var language: Language
  /// What stood between the students' programs and the machine.
  public var sandbox: String
  /// Of the secret that the seeds were derived from.
  public var secretFingerprint: String
  /// Those that were asked for, each once and in the order of `GradeFormat`.
  public var formats: [GradeFormat]
  /// Nil for a whole class.
  public var shard: Shard?
  /// By name, sorted.
  public var submissions: [String]
  /// Those that could not be graded, with the reason.
  public var ungraded: [String: String] = [:]
  /// Whose each submission is, where a roster or an export says so.
  public var people: [String: [Participant]] = [:]
  /// How each came, where an export says so.
  public var deliveries: [String: Delivery] = [:]
  /// In the roster, and nothing was handed in: by the name of their row.
  public var absent: [String: Participant] = [:]
  /// Submissions of nobody in the roster; nil without a roster.
  public var strangers: [String]?
  /// How many files there are where somebody pointed at; of a shard, in its class.
  public var files = 0

  /// A run over submissions by name; they are sorted here.
  public init(
    pack: Pack, packHash: String, language: Language, sandbox: String,
    secretFingerprint: String, formats: [GradeFormat], shard: Shard? = nil, submissions: [String]
  ) {
    self.pack = pack.id
    title = pack.title[language]
    blocks = pack.blocks.map(\.id)
    self.packHash = packHash
    self.language = language
    self.sandbox = sandbox
    self.secretFingerprint = secretFingerprint
    self.formats = GradeFormat.allCases.filter(formats.contains)
    self.shard = shard
    self.submissions = submissions.sorted()
  }

  /// A run over what was found, and over what was refused: those have a row and a reason.
  public init(
    pack: Pack, packHash: String, language: Language, sandbox: String,
    secretFingerprint: String, formats: [GradeFormat], shard: Shard? = nil, found: FoundSubmissions
  ) {
    self.init(
      pack: pack, packHash: packHash, language: language, sandbox: sandbox,
      secretFingerprint: secretFingerprint, formats: formats, shard: shard,
      submissions: found.submissions.map(\.name) + found.refused.keys)
    ungraded = found.refused
    files = found.files
    absent = found.absent
    for entry in found.passed where entry.isHandedIn && !entry.people.isEmpty {
      people[entry.name] = entry.people
    }
    for submission in found.submissions {
      if !submission.people.isEmpty { people[submission.name] = submission.people }
      deliveries[submission.name] = submission.delivery
    }
  }
}

extension FoundSubmissions {
  /// The same with what a roster says: whose each is, and who has handed in nothing.
  ///
  /// Throws `ambiguous` or `repeated`.
  public func matched(
    with roster: Roster
  ) throws(GradingError) -> (found: FoundSubmissions, strangers: [String]) {
    let refusedNames = passed.filter(\.isHandedIn).map { ($0.name, $0.people) }
    let match = RosterMatch(roster, submissions.map { ($0.name, $0.people) } + refusedNames)
    guard match.ambiguous.isEmpty else { throw .ambiguous(match.ambiguous) }
    guard match.repeated.isEmpty else { throw .repeated(match.repeated) }
    var found = self
    for index in found.submissions.indices {
      if let people = match.people[found.submissions[index].name] {
        found.submissions[index].people = people
      }
    }
    for index in found.passed.indices where found.passed[index].isHandedIn {
      found.passed[index].people = match.people[found.passed[index].name] ?? []
    }
    var taken = Set(submissions.map(\.name) + refusedNames.map(\.0))
    for person in match.absent {
      let names =
        [person.words]
        + [person.id, person.email, person.login].compactMap {
          $0.map { "\(person.words) (\($0))" }
        }
      var name = names.first { !taken.contains($0) } ?? person.words
      var number = 2
      while taken.contains(name) {
        name = "\(person.words) (\(number))"
        number += 1
      }
      taken.insert(name)
      found.absent[name] = person
    }
    return (found, match.strangers)
  }
}
