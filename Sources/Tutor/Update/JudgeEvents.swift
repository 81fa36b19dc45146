import LessonPacks
import Progress
import Reports

extension Model {
  /// Begins a run; one that is going is stopped, because it judges an older file.
  mutating func startRun() -> [Effect] {
    let stop: [Effect] = run.current == nil ? [] : [.cancelRun]
    lastRun += 1
    run = .running(Run(number: lastRun))
    fresh = []
    notice = nil
    if asking != .keys { overlay = nil }
    return stop + [.runChecks(run: lastRun)]
  }

  mutating func stopRun() -> [Effect] {
    guard run.current != nil else {
      notice = .notRunning
      return []
    }
    run = .idle
    notice = .stopped(judged: fresh.count, of: checkCount)
    return [.cancelRun]
  }

  /// Takes in what a run says, unless it is one that was stopped.
  mutating func hear(_ event: JudgeEvent, of number: Int) -> [Effect] {
    guard case .running(var current) = run, current.number == number else { return [] }
    switch event {
    case .compiling: current.isBuilt = false
    case .built(let outcome):
      build = outcome
      current.isBuilt = true
    case .started(let check): current.check = check
    case .finished(let result):
      take(result)
      if current.check == result.id { current.check = nil }
    case .completed(let report): return finish(report)
    }
    run = .running(current)
    return []
  }

  private mutating func take(_ result: CheckResult) {
    let before = selectedFinding?.array?.shape
    let selected = selectedCheck?.id
    results[result.id] = result
    resultRuns[result.id] = lastRun
    fresh.insert(result.id)
    if result.id == selected { settleDiff(lastShape: before) }
  }

  private mutating func finish(_ report: Report) -> [Effect] {
    var before = self
    before.results = settled
    run = .idle
    build = report.build
    self.report = report
    for result in report.results { take(result) }
    settled = results
    regressions = progress.regressions(in: report)
    progress.keepForPage(report, pack: pack)
    progress.record(report)
    progress.keepForPage(measured: toldMeasures)
    for block in pack.blocks { progress.settleGate(of: block, gate: pack.gate) }
    notice = outcome(of: report)
    if case .firstStart = before.notice, case .finished = notice, greenCount == 0 {
      notice = before.notice
    }
    moveFocus(after: report, since: before)
    showWhatIsDone(since: before)
    return [save()] + forTheSummary(writtenNotes)
  }

  /// What the summary waits for: the file, whose lines it counts, and then the notes.
  private func forTheSummary(_ notes: [Effect]) -> [Effect] {
    guard stopConditions.checksGreen else { return notes }
    return [.loadOwn] + (notes.isEmpty ? [.loadNotes] : notes)
  }

  /// A summary that was true before a save is closed when it is so no more.
  private mutating func showWhatIsDone(since before: Model) {
    if !stopConditions.checksGreen {
      if overlay?.kind == .finished { overlay = nil }
    } else if before.report?.isGreen != true, overlay == nil {
      place = .lesson
      overlay = Overlay(.finished)
    }
  }

  /// The one thing about a run that the student should read first.
  private func outcome(of report: Report) -> Notice {
    // What was not judged may be anything: nothing else that is said of the run is the whole of it.
    if let trouble = report.trouble { return .notJudged(trouble.phrase) }
    switch report.build {
    case .failed(let diagnostics):
      return .doesNotCompile(errors: diagnostics.count { $0.severity == .error })
    case .missingDeclarations(let missing): return .missingDeclarations(missing.map(\.name))
    case .unreadable: return .unreadable
    case .built: break
    }
    if let first = regressions.first, let check = pack.checks.first(where: { $0.id == first }) {
      return .regression(checks: regressions, block: check.block)
    }
    if stopConditions.checksGreen { return .everythingGreen }
    return .finished(passed: greenCount, of: checkCount, milliseconds: report.milliseconds)
  }
}

extension StudentProgress {
  /// The checks that were green and are red in `report`, where the block's code was changed since:
  /// what another block's fault breaks, and what a reset puts back, is nobody's step back.
  func regressions(in report: Report) -> [String] {
    report.results.filter { result in
      guard result.verdict.isRed, let record = checks[result.id], record.state == .passed,
        !report.unbegun.contains(result.id)
      else { return false }
      guard let then = record.part, let now = report.parts[result.block] else { return true }
      return then != now
    }.map(\.id)
  }
}
