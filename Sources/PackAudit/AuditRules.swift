import LessonPacks
import Reports
import UntrustedText

/// What the verdicts on a pack's own files say about the pack. Pure.
struct AuditRules {
  let report: AuditReport

  var problems: [PackProblem] { report.files.flatMap(problems(in:)) + unkilled + undemanded }

  private var pack: Pack { report.pack }
  /// Of a pack's own file nothing is said that would help a student with theirs.
  private var wording: Wording {
    var wording = Wording(pack: pack)
    wording.isNamedFile = true
    return wording
  }

  private func problems(in file: AuditedFile) -> [PackProblem] {
    if let first = file.reports.first, let trouble = buildTrouble(first.build, file) {
      return [trouble]
    }
    switch file.role {
    case .starter: return earned(file)
    case .reference: return red(file) + unmeasured(file)
    case .alternative: return red(file)
    case .wrong: return escaped(file)
    }
  }

  private func buildTrouble(_ build: BuildOutcome, _ file: AuditedFile) -> PackProblem? {
    if case .built = build { return nil }
    // That a file is missing is said of the folder.
    if case .unreadable(let reason) = build, reason.isAway, file.role == .starter { return nil }
    return PackProblem(
      file: file.path, message: Wording.unstopped(wording.sentence(for: build)),
      hint: file.role == .wrong
        ? "A wrong solution compiles: what a compiler refuses needs no check" : nil)
  }

  /// Checks that are green before a student has written a line.
  private func earned(_ file: AuditedFile) -> [PackProblem] {
    pack.checks.filter { $0.kind != .strict && file.verdicts(on: $0.id).contains(.passed) }.map {
      PackProblem(
        file: file.path, message: "it passes `\($0.id)` before a line is written",
        hint: "Let the starter give a value that is plainly wrong, or ask for more")
    }
  }

  /// Checks that a right solution does not pass, the first seed of each.
  private func red(_ file: AuditedFile) -> [PackProblem] {
    pack.checks.compactMap { check in
      let failed = file.reports.first { report in
        report.results.contains { $0.id == check.id && $0.verdict != .passed }
      }
      guard let failed, let verdict = failed.results.first(where: { $0.id == check.id })?.verdict
      else { return nil }
      let why = wording.sentences(for: verdict).first.map { ": \(Wording.unstopped($0))" } ?? ""
      return PackProblem(
        file: file.path, message: "it does not pass `\(check.id)` on seed \(failed.seed)\(why)",
        hint: recorded(in: verdict)
          ?? (file.role == .alternative
            ? "The check asks for more than the lesson, or the file is no solution" : nil))
    }
  }

  /// Where a rule's name was not recorded: what was, and what was perhaps meant.
  private func recorded(in verdict: Verdict) -> String? {
    guard case .broken(.missingObservations(let missing, let recorded)) = verdict else {
      return nil
    }
    guard !recorded.isEmpty else { return "Its scenario records nothing" }
    let list = "Its scenario records " + FinaleAudit.list(recorded)
    let near = missing.first.flatMap { Spelling.nearest(to: $0, among: recorded) }
    return near.map { list + ". Did you mean `\(VisibleText.line($0, limit: 80))`?" } ?? list
  }

  private func unmeasured(_ file: AuditedFile) -> [PackProblem] {
    let measured = Set(file.reports.flatMap(\.measures).map(\.id))
    return pack.measures.filter { !measured.contains($0.id) }.map {
      PackProblem(
        file: "pack.yml", message: "the measure `\($0.id)` gets no value",
        hint: "Its check `\($0.check)` records no such name")
    }
  }

  private func escaped(_ file: AuditedFile) -> [PackProblem] {
    guard let wrong = report.wrongSolution(file) else { return [] }
    let missed = wrong.caughtBy.compactMap { check -> PackProblem? in
      let seeds = file.reports.filter { report in
        report.results.contains { $0.id == check && !$0.verdict.isRed }
      }.map { "\($0.seed)" }
      guard !seeds.isEmpty else { return nil }
      return PackProblem(
        file: file.path,
        message: "`\(check)` does not catch it on seed \(seeds.joined(separator: ", "))",
        hint: "Sharpen the check, or do not name it")
    }
    let touched = wrong.sparedBy.filter { check in
      file.verdicts(on: check).contains { $0 != .passed }
    }
    return missed
      + touched.map {
        PackProblem(
          file: file.path, message: "`\($0)` catches it, and should not mind",
          hint: "The check looks at more than it says")
      }
  }

  /// Demands whose checks let pass what breaks them. What stands without a check, or without a wrong
  /// solution, was said of the texts already.
  private var undemanded: [PackProblem] {
    report.demands.all.flatMap { demand -> [PackProblem] in
      guard !demand.checks.isEmpty else { return [] }
      return demand.brokenBy.compactMap { name in
        let file = report.files.first { $0.role == .wrong && $0.name == name }
        guard let file, !file.reports.isEmpty, !demand.checks.contains(where: file.isCaught)
        else { return nil }
        return PackProblem(
          file: file.path,
          message: "it breaks `\(demand.id)`, and no check that answers for it turns red",
          hint: "They are: " + demand.checks.map { "`\($0)`" }.joined(separator: ", "))
      }
    }
  }

  /// A check that no wrong solution names may as well not be there. One whose header cannot be read
  /// may name whatever it turns red, or anything if it was not judged.
  private var unkilled: [PackProblem] {
    let named = Set(report.wrongSolutions.flatMap(\.caughtBy))
    let unread = report.files.filter { $0.role == .wrong && report.unread.contains($0.name) }
    return pack.checks.filter { check in
      !named.contains(check.id)
        && !unread.contains { $0.isCaught(by: check.id) || !$0.isJudged(on: check.id) }
    }.map {
      PackProblem(
        file: "pack.yml", message: "nothing kills `\($0.id)`",
        hint: "Write a wrong solution that it must catch")
    }
  }
}
