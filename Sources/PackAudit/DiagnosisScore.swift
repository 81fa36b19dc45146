import LessonPacks
import Reports

/// How a pack's table names mistakes, on the seeds of an audit: those that it knows, and each of them
/// as one that it does not know.
public struct DiagnosisScore: Sendable, Equatable {
  /// Runs of one file in which the mistake that was made was not named, all for one reason.
  public struct Miss: Sendable, Equatable {
    /// The file's name without folder and ending.
    public var file: String
    /// Those on which it was so.
    public var seeds: [UInt64]
    /// What was named instead, or why nothing was, as a sentence without its full stop.
    public var reason: String
    /// The mistake that was named instead; nil if none was.
    public var named: String?
  }

  /// What was named in some runs of each file.
  public struct Tally: Sendable, Equatable {
    /// Runs in which the mistake that was made was named, or another that says the same of it.
    public var right = 0
    /// Where another was, or where one was seen in a right solution.
    public var confused: [Miss] = []
    /// Where none was.
    public var silent: [Miss] = []

    var confusedRuns: Int { confused.reduce(0) { $0 + $1.seeds.count } }
    var silentRuns: Int { silent.reduce(0) { $0 + $1.seeds.count } }
  }

  /// The seeds that the table was made on.
  public var tableSeeds: [UInt64]
  /// Each file against the whole table, which knows the wrong solutions.
  public var known = Tally()
  /// Each wrong solution against a table without it.
  public var leftOut = Tally()
  /// As the two before, of a learner who has not begun the blocks after the mistake's.
  public var early = Tally()
  /// The same runs against a table without that wrong solution.
  public var earlyLeftOut = Tally()

  /// Holds the table against every run of the report but those of the starter.
  public init(_ table: DiagnosisTable, over report: AuditReport) {
    tableSeeds = table.seeds
    for file in report.files where file.role != .starter {
      var without = table
      without.mistakes.removeAll { $0.name == file.name }
      let later = Self.checksAfterBlock(of: file, in: report)
      for run in file.reports {
        var early = run
        early.unbegun.formUnion(later)
        add(run, of: file, table, report, to: \.known)
        guard file.role == .wrong else { continue }
        add(run, of: file, without, report, to: \.leftOut)
        add(early, of: file, table, report, to: \.early)
        add(early, of: file, without, report, to: \.earlyLeftOut)
      }
    }
  }

  /// The checks of the blocks after the one that the mistake belongs to: that of the first check that
  /// must catch it.
  private static func checksAfterBlock(of file: AuditedFile, in report: AuditReport) -> [String] {
    let first = report.wrongSolution(file)?.caughtBy.first
    let blocks = report.pack.blocks
    guard let own = blocks.firstIndex(where: { $0.checks.contains { $0.id == first } }) else {
      return []
    }
    return blocks[(own + 1)...].flatMap(\.checks).map(\.id)
  }

  private mutating func add(
    _ run: Report, of file: AuditedFile, _ table: DiagnosisTable, _ report: AuditReport,
    to tally: WritableKeyPath<DiagnosisScore, Tally>
  ) {
    switch table.recognition(of: run, pack: report.pack) {
    case .named(let diagnosis) where diagnosis.sentence == report.wrongSolution(file)?.diagnosis:
      self[keyPath: tally].right += 1
    // A right solution must not be told that it is wrong.
    case .named(let diagnosis):
      Self.add(
        Miss(
          file: file.name, seeds: [run.seed], reason: "it was taken for \(diagnosis.name)",
          named: diagnosis.name),
        to: &self[keyPath: tally].confused)
    case let seen where file.role == .wrong:
      Self.add(
        Miss(file: file.name, seeds: [run.seed], reason: Self.reason(seen), named: nil),
        to: &self[keyPath: tally].silent)
    case .alike, .unknown, .tooLittle, .nothingRed, .notBuilt: return
    }
  }

  private static func add(_ miss: Miss, to misses: inout [Miss]) {
    if let same = misses.firstIndex(where: { $0.file == miss.file && $0.reason == miss.reason }) {
      misses[same].seeds += miss.seeds
    } else {
      misses.append(miss)
    }
  }

  private static func reason(_ recognition: Recognition) -> String {
    switch recognition {
    case .named(let diagnosis): "it was taken for \(diagnosis.name)"
    case .alike(let names):
      "it fits \(names.dropLast().joined(separator: ", ")) and \(names.last ?? "") alike"
    case .unknown: "it fits no mistake of the table"
    case .tooLittle(let nearest): "it fits \(nearest), by one symptom that others may show as well"
    case .nothingRed: "no check is red"
    case .notBuilt: "it does not compile"
    }
  }

  /// The counts of each tally, then one line for each file and reason of those that matter: every wrong
  /// name, and every known mistake that is not named.
  var lines: [String] {
    let seeds = tableSeeds.map(String.init).joined(separator: ", ")
    return [Self.counts("Diagnoses made on seeds \(seeds)", known)]
      + known.confused.map { Self.line("another's", $0) }
      + known.silent.map { Self.line("silent", $0) }
      + [Self.counts("Each left out of the table", leftOut)]
      + leftOut.confused.map { Self.line("another's", $0) }
      + [Self.counts("Later blocks not begun", early)]
      + early.confused.map { Self.line("another's", $0) }
      + [Self.counts("Later blocks not begun, each left out", earlyLeftOut)]
      + earlyLeftOut.confused.map { Self.line("another's", $0) }
  }

  private static func counts(_ what: String, _ tally: Tally) -> String {
    let (others, none) = (tally.confusedRuns, tally.silentRuns)
    return "\(what), over \(tally.right + others + none) runs: \(tally.right) right, "
      + "\(others) another's, \(none) silent."
  }

  private static func line(_ kind: String, _ miss: Miss) -> String {
    "  \(kind): \(miss.file) on \(AuditText.seeds(miss.seeds)): \(miss.reason)"
  }
}
