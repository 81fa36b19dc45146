import GradingFormats
import LessonPacks

/// What a folder of grades says about itself, in `run.json`.
public struct GradingRun: Sendable, Equatable, Codable {
  /// The only version of `run.json` that this program goes on with.
  public static let currentVersion = 2

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
  }
}
