import LessonPacks
import Progress
import Reports

/// Where the selection goes by itself after a run: on when a step turned green, and to the cause when
/// a known mistake is found. Else it stays where the student put it.
extension Model {
  mutating func moveFocus(after report: Report, since before: Model) {
    justPassed = nil
    guard case .built = report.build, let block = selectedBlock else { return }
    if let passed = stepPassed(in: block, since: before) {
      return goOn(from: passed, in: block, since: before)
    }
    if hasPassed(block, since: before) { return leave(block) }
    if let lead = report.diagnosis?.lead, report.diagnosis?.name != before.report?.diagnosis?.name {
      return select(checkNamed: lead)
    }
    if selectionNeedsNoAttention { followRed() }
  }

  /// The step that the student was at, if this run turned it green.
  private func stepPassed(in block: Block, since before: Model) -> Int? {
    guard let step = before.currentStep else { return nil }
    let checks = block.checks.filter { $0.step == step }
    // A file that did not compile took nothing back, so that one that does again brings nothing.
    let turned = mark(of: checks) == .passed && !checks.allSatisfy(before.isGreen)
    return turned && (asking == .commands || before.hasReportedStep(checks)) ? step : nil
  }

  /// Before the first run of a sitting nothing turns green: it is only found to be. Of two commands
  /// the progress knows what was there before.
  private func hasReportedStep(_ checks: [Check]) -> Bool {
    checks.contains { results[$0.id] != nil }
  }

  /// Whether this run made the block pass, at whatever step of it the student is.
  private func hasPassed(_ block: Block, since before: Model) -> Bool {
    progress.passes(block) && !before.progress.passes(block)
      && (asking == .commands || before.report != nil)
  }

  private mutating func goOn(from step: Int, in block: Block, since before: Model) {
    justPassed = StepMark(block: block.id, step: step)
    if progress.passes(block) { return leave(block) }
    let following = firstOpenStep(of: block)
    var next: Int?
    if case .step(let number) = following { next = number }
    if case .finished = notice {
      notice = .stepPassed(block: block.id, step: step, next: next)
    }
    if let following { settle(on: following) }
    if let red = report?.diagnosis?.lead, case .step(let number) = selection,
      selectedBlock?.checks.contains(where: { $0.id == red && $0.step == number }) == true
    {
      settle(on: .check(red))
    }
  }

  /// From a block that passes to the next that does not.
  private mutating func leave(_ block: Block) {
    let next = pack.blocks.firstIndex { !progress.passes($0) }
    if !stopConditions.checksGreen {
      notice = .blockPassed(block: block.id, next: next.map { pack.blocks[$0].id })
      askBeforeTheNotesTell(block)
    }
    if let next, overlay == nil { select(block: next) }
  }

  /// A block that passes puts its measured values into the notes: what they would give away is asked
  /// just before.
  private mutating func askBeforeTheNotesTell(_ block: Block) {
    // A command asks nothing.
    guard asking != .commands, overlay == nil, selectedBlock?.id == block.id,
      block.questions.contains(where: { answer(to: $0) == nil })
    else { return }
    openQuestion()
  }

  /// Green, or the page of a block that was begun.
  private var selectionNeedsNoAttention: Bool {
    guard let block = selectedBlock else { return false }
    switch selection {
    case .page: return hasBegun(block)
    case .step(let number): return mark(of: block.checks.filter { $0.step == number }) == .passed
    case .check(let id): return block.checks.first { $0.id == id }.map(isGreen) ?? true
    }
  }

  /// To the mistake that explains the most, else the first red check, else the first open step.
  private mutating func followRed() {
    guard let block = selectedBlock else { return }
    if let lead = report?.diagnosis?.lead, block.checks.contains(where: { $0.id == lead }) {
      return settle(on: .check(lead))
    }
    if let red = firstRed(of: block) { return settle(on: .check(red.id)) }
    if let open = firstOpenStep(of: block) { settle(on: open) }
  }
}
