import LessonPacks
import Reports

/// One file of a pack that an audit judged.
public struct AuditedFile: Sendable, Equatable {
  /// What the file must prove.
  public enum Role: String, Sendable, Equatable, CaseIterable, Encodable {
    /// Compiles, and passes nothing but `compiles: strict`.
    case starter
    /// Passes everything, and gives every measure.
    case reference
    /// Passes everything, written another way.
    case alternative
    /// Compiles, and is caught by the checks that it names.
    case wrong
  }

  /// What it must prove.
  public var role: Role
  /// Relative to the pack's folder, for example `wrong/scale_inverted.swift`.
  public var path: String
  /// One a seed.
  public var reports: [Report]

  /// A file and its reports, one for each seed of the audit.
  public init(role: Role, path: String, reports: [Report]) {
    self.role = role
    self.path = path
    self.reports = reports
  }

  /// The file's name without folder and ending.
  public var name: String {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    return file.hasSuffix(".swift") ? String(file.dropLast(6)) : file
  }

  /// Every seed's verdict on a check.
  func verdicts(on check: String) -> [Verdict] {
    reports.compactMap { $0.results.first { $0.id == check }?.verdict }
  }

  /// Whether a check came to a verdict on every seed.
  func isJudged(on check: String) -> Bool {
    let verdicts = verdicts(on: check)
    return !verdicts.isEmpty && verdicts.allSatisfy { $0.status != .notRun }
  }

  /// Whether a check turned red on every seed.
  public func isCaught(by check: String) -> Bool {
    let verdicts = verdicts(on: check)
    return !verdicts.isEmpty && verdicts.allSatisfy(\.isRed)
  }
}

/// What an audit found out about a pack.
public struct AuditReport: Sendable, Equatable {
  /// The pack that was audited.
  public var pack: Pack
  /// Those that every file was judged on.
  public var seeds: [UInt64]
  /// Those whose header could be read.
  public var wrongSolutions: [WrongSolution]
  /// Wrong solutions whose header cannot be read, by name: what they should prove is not known.
  public var unread: [String]
  /// In the order starter, reference, alternatives, wrong solutions; each group by name.
  public var files: [AuditedFile]
  /// Everything that is wrong; empty for a pack that may be shipped.
  public var problems: [PackProblem]
  /// What is worth knowing and keeps no pack from being shipped.
  public var remarks: [PackProblem] = []
  /// What the finale did with the reference; nil for a pack without one, and where nothing could run.
  public var finale: FinaleAudit?
  /// Wall time of the whole audit, in milliseconds.
  public var milliseconds: Double
  /// What the pack's text demands, with the checks and the wrong solutions that prove each.
  public var demands = Demands()
  /// The checks that can be answered without computing anything.
  public var byHeart: Set<String> = []
  /// How the pack's own table names its wrong solutions; nil without a table.
  public var naming: DiagnosisScore?

  /// A report of judged files; demands, naming and what can be told by heart are added afterwards.
  public init(
    pack: Pack, seeds: [UInt64], wrongSolutions: [WrongSolution], unread: [String] = [],
    files: [AuditedFile], problems: [PackProblem], milliseconds: Double
  ) {
    self.pack = pack
    self.seeds = seeds
    self.wrongSolutions = wrongSolutions
    self.unread = unread
    self.files = files
    self.problems = problems
    self.milliseconds = milliseconds
  }

  /// Whether nothing is wrong: the pack may be shipped.
  public var isGreen: Bool { problems.isEmpty }

  /// What the wrong solutions do, for naming a student's mistake; nil where the starter was not
  /// judged.
  public var diagnoses: DiagnosisTable? {
    guard let starter = files.first(where: { $0.role == .starter }), !starter.reports.isEmpty else {
      return nil
    }
    let mistakes = files.filter { $0.role == .wrong }.compactMap { file in
      wrongSolution(file).map {
        KnownMistake($0, record: SymptomRecord(common: file.reports, pack: pack))
      }
    }
    return DiagnosisTable(
      seeds: seeds, starter: SymptomRecord(common: starter.reports, pack: pack),
      mistakes: mistakes)
  }

  /// The longest that the reference took in a check on any seed, in milliseconds.
  public func milliseconds(of check: String) -> Double {
    files.filter { $0.role == .reference }.flatMap(\.reports).flatMap(\.results)
      .filter { $0.id == check }.map(\.milliseconds).max() ?? 0
  }

  /// The wrong solutions that a check catches.
  public func caught(by check: String) -> [AuditedFile] {
    files.filter { $0.role == .wrong && $0.isCaught(by: check) }
  }

  /// Whether the reference passes everything; of one that does not, nothing can be said of its parts.
  var isReferenceGreen: Bool {
    let reports = files.filter { $0.role == .reference }.flatMap(\.reports)
    return !reports.isEmpty && reports.allSatisfy(\.isGreen)
  }

  func wrongSolution(_ file: AuditedFile) -> WrongSolution? {
    wrongSolutions.first { $0.name == file.name }
  }
}

extension Verdict {
  /// Wrong or broken: a student sees a red row.
  var isRed: Bool {
    switch self {
    case .wrong, .broken: true
    case .passed, .notRun: false
    }
  }
}
