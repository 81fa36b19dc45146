import LessonPacks
import Mutants

/// A run over mutants as lines for a terminal.
public enum MutationText {
  /// What was made and tried, by kind and by file; what each check caught; what nobody judged; each
  /// survivor; each equivalent with its reason; problems; the score; and last, always, a line
  /// `killed K of N, E equivalent`. Without a line end after it.
  public static func render(_ report: MutationReport) -> String {
    let parts = [
      head(report), kinds(report), checks(report), notJudged(report), survivors(report),
      excused(report), problems(report), verdict(report),
    ]
    return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }
      .joined(separator: "\n\n")
  }

  /// `98.7`, never rounded up to a score that was not reached.
  static func percent(_ score: Double) -> String {
    let tenths = Int((score * 10 + 1e-9).rounded(.down))
    return "\(tenths / 10).\(tenths % 10)"
  }

  private static func head(_ report: MutationReport) -> [String] {
    let files = Set(report.made.map(\.file)).count
    let further = report.furtherSeeds.map(String.init).joined(separator: ", ")
    let sampled =
      report.tried.count < report.made.count
      ? "\(report.tried.count) tried, sample \(report.sample) (`--all` tries all)" : "all tried"
    return [
      "\(report.pack.id): \(report.made.count) mutants made of \(files) "
        + "file\(files == 1 ? "" : "s"), \(sampled)",
      AuditText.seeds(report.seeds)
        + (further.isEmpty ? "" : "; what survives is tried on \(further) as well"),
    ]
  }

  private static func kinds(_ report: MutationReport) -> [String] {
    let files = report.made.map(\.file).uniqued
    let rows =
      MutantKind.allCases.map { kind in row(kind.rawValue, report) { $0.kind == kind } }
      + [[]] + files.map { file in row(file, report) { $0.file == file } }
    guard !report.made.isEmpty else { return [] }
    return table([["", "made", "tried", "no compile", "killed", "survived"]] + rows)
  }

  private static func row(
    _ name: String, _ report: MutationReport, _ belongs: (Mutant) -> Bool
  ) -> [String] {
    let fates = report.tried.filter { belongs($0.mutant) }.map(\.fate)
    let killed = fates.count { if case .killed = $0 { true } else { false } }
    let counts = [
      report.made.count(where: belongs), fates.count, fates.count { $0 == .notCompiled }, killed,
      fates.count { $0 == .survived },
    ]
    return [name] + counts.map(String.init)
  }

  private static func checks(_ report: MutationReport) -> [String] {
    guard report.judged > 0 else { return [] }
    return table(
      [["check", "killed", "alone"]]
        + report.pack.checks.map { check in
          let kills = report.kills(by: check.id)
          return [check.id, "\(kills.all)", "\(kills.alone)"]
        })
  }

  private static func notJudged(_ report: MutationReport) -> [String] {
    guard !report.notJudged.isEmpty else { return [] }
    return ["Not judged:"] + report.notJudged.flatMap { lines($0.mutant) + ["    " + $0.reason] }
  }

  private static func survivors(_ report: MutationReport) -> [String] {
    guard !report.survivors.isEmpty else { return [] }
    return ["Survivors:"] + report.survivors.flatMap(lines)
  }

  private static func excused(_ report: MutationReport) -> [String] {
    guard !report.excused.isEmpty else { return [] }
    return ["Equivalent:"] + report.excused.flatMap { lines($0.mutant) + ["    = " + $0.why] }
  }

  private static func lines(_ mutant: Mutant) -> [String] {
    let place = mutant.function.isEmpty ? "" : ", in \(mutant.function)"
    return [
      "  \(mutant.file):\(mutant.line)  \(mutant.kind.rawValue)\(place)", "    - \(mutant.before)",
      "    + \(mutant.after)",
    ]
  }

  private static func problems(_ report: MutationReport) -> [String] {
    guard !report.problems.isEmpty else { return [] }
    let count = report.problems.count
    return ["\(count) problem\(count == 1 ? "" : "s"):"] + report.problems.map { "  \($0)" }
  }

  private static func verdict(_ report: MutationReport) -> [String] {
    let kills = report.kills
    let seconds = Int((report.milliseconds / 1000).rounded())
    let score = report.score.map { "score \(percent($0)) %" } ?? "no score: no mutant was judged"
    return [
      "\(report.notCompiled) did not compile, \(report.notJudged.count) not judged; of the killed, "
        + "\(kills.count(where: \.isByStrictAlone)) by strict mode alone and "
        + "\(kills.count(where: \.isByTimeAlone)) by a time limit alone",
      "\(score), \(percent(report.threshold)) asked for; \(seconds) s",
      "killed \(kills.count) of \(report.judged), \(report.excused.count) equivalent",
    ]
  }

  /// The first column to the left, numbers to the right.
  private static func table(_ rows: [[String]]) -> [String] {
    let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      row.enumerated().map { column, cell in
        let pad = String(repeating: " ", count: widths[column] - cell.count)
        return column == 0 ? cell + pad : pad + cell
      }.joined(separator: "  ")
    }
  }
}

extension [String] {
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
