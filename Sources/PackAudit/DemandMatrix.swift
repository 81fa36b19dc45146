import LessonPacks

/// What the text demands, as lines of text: a row a demand, with where the text says it, the checks that
/// answer for it and the wrong solutions that they catch.
struct DemandMatrix {
  let report: AuditReport

  struct Row: Equatable {
    var demand: Demand
    /// Of the wrong solutions that break it, those that one of its checks turns red on every seed.
    var caught: [String]

    /// Whether text, check and wrong solution are all there.
    var isComplete: Bool { !demand.checks.isEmpty && !caught.isEmpty }
  }

  var rows: [Row] {
    report.demands.all.map { demand in
      let wrong = report.files.filter { $0.role == .wrong && demand.brokenBy.contains($0.name) }
      return Row(
        demand: demand,
        caught: wrong.filter { demand.checks.contains(where: $0.isCaught) }.map(\.name))
    }
  }

  /// Ends with an empty line. A pack without a mark is told so: silence would look like proof.
  var lines: [String] {
    let rows = rows
    guard !rows.isEmpty else { return ["No sentence of the text is marked as a demand.", ""] }
    return [summary(rows)] + rows.map(line) + excused + [""]
  }

  private func summary(_ rows: [Row]) -> String {
    let complete = rows.count(where: \.isComplete)
    return
      "Demands: \(report.demands.sentenceCount) sentences of the text say \(rows.count) demands; "
      + "\(complete) of \(rows.count) have a check and a wrong solution that it catches."
  }

  private func line(_ row: Row) -> String {
    let place = row.demand.places.first.map { "\($0)" } ?? ""
    let checks = row.demand.checks.isEmpty ? "no check" : row.demand.checks.joined(separator: ", ")
    let caught = row.caught.isEmpty ? "nothing caught" : row.caught.joined(separator: ", ")
    let start = Demand.start(of: row.demand.sentence)
    return
      "  \(row.isComplete ? "●" : "?") \(row.demand.id)  \(place) “\(start)” → \(checks) → \(caught)"
  }

  private var excused: [String] {
    report.demands.excused.map {
      "  no demand  \($0.place) “\(Demand.start(of: $0.sentence))”: \($0.why)"
    }
  }
}
