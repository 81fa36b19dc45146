import LessonPacks
import Reports

/// Checks that one file turns red without a value to show, all for one cause.
public struct BrokenChecks: Sendable, Equatable {
  /// The file's path, as in `AuditedFile`.
  public var file: String
  /// By id, in the pack's order.
  public var checks: [String]
  /// Those on which it was so.
  public var seeds: [UInt64]
  /// What a student would be told, on the first of the seeds.
  public var cause: String
}

extension AuditReport {
  /// Checks that did not come to their end on some seed: all of the starter's, and of a wrong solution
  /// those that it names. In the order of the files, then of the checks.
  public var broken: [BrokenChecks] {
    files.flatMap { file -> [BrokenChecks] in
      switch file.role {
      case .starter: brokenChecks(of: file, among: pack.checks.map(\.id))
      case .wrong: brokenChecks(of: file, among: wrongSolution(file)?.caughtBy ?? [])
      case .reference, .alternative: []
      }
    }
  }

  private func brokenChecks(of file: AuditedFile, among concerned: [String]) -> [BrokenChecks] {
    var found: [BrokenChecks] = []
    for check in pack.checks.map(\.id) where concerned.contains(check) {
      let breakages = file.reports.compactMap { report -> (seed: UInt64, breakage: Breakage)? in
        let result = report.results.first { $0.id == check }
        guard case .broken(let breakage)? = result?.verdict else { return nil }
        return (report.seed, breakage)
      }
      guard let first = breakages.first else { continue }
      let cause = Wording(pack: pack).sentence(for: first.breakage)
      let seeds = breakages.map(\.seed)
      if let same = found.firstIndex(where: { $0.cause == cause && $0.seeds == seeds }) {
        found[same].checks.append(check)
      } else {
        found.append(BrokenChecks(file: file.path, checks: [check], seeds: seeds, cause: cause))
      }
    }
    return found
  }
}

extension Wording {
  /// For a pack's author: in the pack's first language.
  init(pack: Pack) { self.init(pack.languages.first ?? .en, pack: pack) }
}
