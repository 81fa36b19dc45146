import LessonPacks
import Reports

/// An audit as lines for a terminal.
public enum AuditText {
  /// What was judged, the kill matrix, what broke instead of being wrong, each check's column, its
  /// time and its kills, what the finale did, what is only remarked, then every problem. Where nothing could be judged there are no tables. Without a line end after the last line.
  public static func render(_ report: AuditReport) -> String {
    let tables =
      report.files.isEmpty
      ? []
      : matrix(report) + broken(report) + checks(report) + [""] + DemandMatrix(report: report).lines
    return (head(report) + [""] + tables + verdict(report)).joined(separator: "\n")
  }

  private static func head(_ report: AuditReport) -> [String] {
    let counts = AuditedFile.Role.allCases.compactMap { role in
      let count = report.files.count { $0.role == role }
      return count == 0 ? nil : "\(count) \(role.rawValue)"
    }
    let judged = counts.isEmpty ? ["no file was judged"] : counts
    let seeds = report.seeds.map(String.init).joined(separator: ", ")
    return [
      "\(report.pack.id): \(report.pack.checks.count) check\(report.pack.checks.count == 1 ? "" : "s"), "
        + judged.joined(separator: ", ") + "; seeds \(seeds)"
    ]
  }

  private static func matrix(_ report: AuditReport) -> [String] {
    let lines = KillMatrix(report: report).lines
    guard !lines.isEmpty else { return [] }
    return lines + [
      "", "● named and wrong · ! named and broken · ? named and not caught · ○ caught as well", "",
    ]
  }

  private static func broken(_ report: AuditReport) -> [String] {
    let lines = report.broken.map { broken in
      let checks = broken.checks.map { "`\($0)`" }.joined(separator: ", ")
      return "! \(broken.file) in \(checks) (\(seeds(broken.seeds))): \(broken.cause)"
    }
    return lines.isEmpty ? [] : lines + [""]
  }

  /// `seed 1`, `seeds 1, 2`
  static func seeds(_ seeds: [UInt64]) -> String {
    (seeds.count == 1 ? "seed " : "seeds ") + seeds.map(String.init).joined(separator: ", ")
  }

  private static func checks(_ report: AuditReport) -> [String] {
    let column = (report.pack.checks.map(\.id.count).max() ?? 0) + 2
    let named = report.wrongSolutions.flatMap(\.caughtBy)
    return report.pack.checks.enumerated().map { index, check in
      let number = String(index + 1)
      let name = check.id + String(repeating: " ", count: column - check.id.count)
      let milliseconds = Int(report.milliseconds(of: check.id).rounded())
      return String(repeating: " ", count: max(0, 3 - number.count)) + number + "  " + name
        + "kills \(report.caught(by: check.id).count), named by \(named.count { $0 == check.id })"
        + ", \(milliseconds) ms"
    }
  }

  private static func verdict(_ report: AuditReport) -> [String] {
    let naming = report.naming.map { $0.lines + [""] } ?? []
    return naming + byHeart(report) + finale(report) + remarks(report) + outcome(report)
  }

  /// The checks that whoever knows the answers can send without computing them, with their marks.
  private static func byHeart(_ report: AuditReport) -> [String] {
    let checks = report.pack.checks.filter { report.byHeart.contains($0.id) }
    guard !checks.isEmpty else { return [] }
    let all = report.pack.checks.reduce(0) { $0 + $1.weight }
    let share = all > 0 ? checks.reduce(0) { $0 + $1.weight } / all : 0
    let blocks = Dictionary(grouping: report.pack.checks, by: \.block)
    let open = report.pack.blocks.map(\.id).filter { id in
      (blocks[id] ?? []).allSatisfy { report.byHeart.contains($0.id) || $0.weight == 0 }
    }
    let warning =
      open.isEmpty
      ? [] : ["  In block \(open.joined(separator: ", ")) there is no other check to count with."]
    return [
      "By heart: \(checks.count) of \(report.pack.checks.count) checks, "
        + "\(Int((100 * share).rounded())) % of the weights, pass with what another seed records; each "
        + "counts in full only where half of its block's other checks hold:",
      "  " + checks.map(\.id).joined(separator: ", "),
    ] + warning + [""]
  }

  private static func finale(_ report: AuditReport) -> [String] {
    guard let finale = report.pack.finale, let show = report.finale else { return [] }
    return [show.line(finale), ""]
  }

  /// What makes no pack red.
  private static func remarks(_ report: AuditReport) -> [String] {
    guard !report.remarks.isEmpty else { return [] }
    let count = report.remarks.count
    return ["\(count) \(count == 1 ? "remark" : "remarks"), which keep nothing from being shipped:"]
      + report.remarks.map { "  \($0)" } + [""]
  }

  private static func outcome(_ report: AuditReport) -> [String] {
    let seconds = (report.milliseconds / 100).rounded() / 10
    if report.isGreen { return ["Proved, in \(seconds) s."] }
    let count = report.problems.count
    return report.problems.map { "✘ \($0)" }
      + ["", "\(count) \(count == 1 ? "problem" : "problems"), in \(seconds) s."]
  }
}
