import LessonPacks
import Reports

/// How often a pack's table names its wrong solutions, on the seeds of an audit.
public struct DiagnosisScore: Sendable, Equatable {
  /// Runs of one file in which the mistake that was made was not named, all for one reason.
  public struct Miss: Sendable, Equatable {
    /// The file's name without folder and ending.
    public var file: String
    public var seeds: [UInt64]
    /// What was named instead, or why nothing was, as a sentence without its full stop.
    public var reason: String
    /// The mistake that was named instead; nil if none was.
    public var named: String?
  }

  /// The seeds that the table was made on.
  public var tableSeeds: [UInt64]
  /// Runs in which the mistake that was made was named.
  public var right = 0
  /// Where another was, or where one was seen in a right solution.
  public var confused: [Miss] = []
  /// Where none was.
  public var silent: [Miss] = []

  public init(_ table: DiagnosisTable, over report: AuditReport) {
    tableSeeds = table.seeds
    let known = Set(table.mistakes.map(\.name))
    for file in report.files {
      for run in file.reports {
        let seen = table.recognition(of: run, pack: report.pack)
        switch (file.role, seen) {
        case (.wrong, .named(let diagnosis)) where diagnosis.name == file.name: right += 1
        case (.starter, _): continue
        // A right solution must not be told that it is wrong.
        case (_, .named(let diagnosis)):
          add(
            file.name, run.seed, "it was taken for \(diagnosis.name)", named: diagnosis.name,
            to: &confused)
        case (.wrong, _):
          let reason = known.contains(file.name) ? Self.reason(seen) : "the table does not know it"
          add(file.name, run.seed, reason, to: &silent)
        default: continue
        }
      }
    }
  }

  private func add(
    _ file: String, _ seed: UInt64, _ reason: String, named: String? = nil, to misses: inout [Miss]
  ) {
    if let same = misses.firstIndex(where: { $0.file == file && $0.reason == reason }) {
      misses[same].seeds.append(seed)
    } else {
      misses.append(Miss(file: file, seeds: [seed], reason: reason, named: named))
    }
  }

  private static func reason(_ recognition: Recognition) -> String {
    switch recognition {
    case .named(let diagnosis): "it was taken for \(diagnosis.name)"
    case .alike(let names):
      "it fits \(names.dropLast().joined(separator: ", ")) and \(names.last ?? "") alike"
    case .tooWeak(let nearest?): "too weak: it fits nothing well, and \(nearest) best"
    case .tooWeak(nil): "too weak: it fits nothing at all"
    case .asInStarter: "what is red looks as in the starter, which says nothing"
    case .nothingRed: "no check is red"
    case .notBuilt: "it does not compile"
    }
  }

  /// The counts, then one line for each file and reason.
  var lines: [String] {
    let seeds = tableSeeds.map(String.init).joined(separator: ", ")
    let (others, none) = (Self.runs(confused), Self.runs(silent))
    return [
      "Diagnoses made on seeds \(seeds), over \(right + others + none) runs: \(right) right, "
        + "\(others) another's, \(none) silent."
    ] + confused.map { Self.line("another's", $0) } + silent.map { Self.line("silent", $0) }
  }

  private static func runs(_ misses: [Miss]) -> Int { misses.reduce(0) { $0 + $1.seeds.count } }

  private static func line(_ kind: String, _ miss: Miss) -> String {
    "  \(kind): \(miss.file) on \(AuditText.seeds(miss.seeds)): \(miss.reason)"
  }
}
