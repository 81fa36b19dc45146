import LessonPacks
import Reports

/// How often a pack's table names its wrong solutions, on the seeds of an audit.
public struct DiagnosisScore: Sendable, Equatable {
  /// The seeds that the table was made on.
  public var tableSeeds: [UInt64]
  /// Runs in which the mistake that was made was named.
  public var right = 0
  /// Runs in which another was, as `made → named`.
  public var confused: [String] = []
  /// Runs in which none was.
  public var silent = 0

  public init(_ table: DiagnosisTable, over report: AuditReport) {
    tableSeeds = table.seeds
    for file in report.files where file.role == .wrong {
      for run in file.reports {
        switch table.diagnosis(of: run, pack: report.pack)?.name {
        case nil: silent += 1
        case file.name: right += 1
        case let other?: confused.append("\(file.name) → \(other)")
        }
      }
    }
    // A right solution must not be told that it is wrong.
    for file in report.files where file.role == .reference || file.role == .alternative {
      for run in file.reports {
        if let named = table.diagnosis(of: run, pack: report.pack)?.name {
          confused.append("\(file.name) → \(named)")
        }
      }
    }
  }

  var line: String {
    let seeds = tableSeeds.map(String.init).joined(separator: ", ")
    let total = right + confused.count + silent
    return "Diagnoses made on seeds \(seeds), over \(total) runs: \(right) right, "
      + "\(confused.count) another's, \(silent) silent."
      + (confused.isEmpty ? "" : " " + Set(confused).sorted().joined(separator: "; "))
  }
}
