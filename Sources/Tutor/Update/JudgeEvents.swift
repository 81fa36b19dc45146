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
    results[result.id] = result
    resultRuns[result.id] = lastRun
    fresh.insert(result.id)
    if result.id == selectedCheck?.id { settleDiff(lastShape: before) }
  }

  private mutating func finish(_ report: Report) -> [Effect] {
    let wasGreen = self.report?.isGreen ?? false
    let before = progress
    run = .idle
    build = report.build
    self.report = report
    for result in report.results { take(result) }
    progress.record(report)
    for block in pack.blocks { progress.settleGate(of: block, gate: pack.gate) }
    regressions = report.results.filter {
      $0.verdict.isRed && before.checks[$0.id]?.state == .passed
    }.map(\.id)
    notice = outcome(of: report, before: before)
    if stopConditions.checksGreen, !wasGreen, overlay == nil { overlay = .finished }
    if selectedResult?.verdict.isRed != true { selectFirstRed() }
    return [save()] + (report.measures.isEmpty ? [] : [.writeNotes(report.measures)])
  }

  /// The one thing about a run that the student should read first.
  private func outcome(of report: Report, before: Progress) -> Notice {
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
    if let block = selectedBlock, progress.passes(block), !before.passes(block) {
      let next = pack.blocks.firstIndex { !progress.passes($0) }
      return .blockPassed(block: block.id, next: next.map { pack.blocks[$0].id })
    }
    return .finished(
      passed: report.passedCount, of: report.results.count, milliseconds: report.milliseconds)
  }
}
