import LessonPacks

/// What a student has begun. A check of a step that nobody has begun is neither wrong nor earned.
extension StudentProgress {
  /// Whether the step of a check was begun; for a check without a step, whether its block was.
  ///
  /// A check that passes counts as soon as its block was begun: a step can be written in another one's
  /// place.
  public func hasBegun(_ check: Check) -> Bool {
    guard let begunSteps else { return true }
    let prefix = "\(check.block)."
    guard begunSteps.contains(where: { $0.hasPrefix(prefix) }) else { return false }
    guard checks[check.id]?.state == .failed else { return true }
    return [check.step, check.needs].allSatisfy { step in
      step.map { begunSteps.contains("\(prefix)\($0)") } ?? true
    }
  }

  /// The later step that a check waits for: its own is begun, and that one is not. Nil for a check that
  /// waits for nothing.
  public func awaitedStep(of check: Check) -> Int? {
    guard let begunSteps, let needs = check.needs, checks[check.id]?.state != .passed else {
      return nil
    }
    let isOwnBegun = check.step.map { begunSteps.contains("\(check.block).\($0)") } ?? true
    return isOwnBegun && !begunSteps.contains("\(check.block).\(needs)") ? needs : nil
  }

  /// Nothing is begun any more: the starter is back.
  public mutating func beginAnew() {
    if begunSteps != nil { begunSteps = [] }
    for (id, record) in checks where record.state == .passed {
      checks[id] = CheckRecord(state: .failed, everPassed: record.everPassed)
    }
  }

  /// The block the student is at: the one last chosen while it is not green, else the first that is
  /// not, else the last. In every face of the tutor.
  public func currentBlockIndex(of pack: Pack) -> Int {
    let open = pack.blocks.indices.filter { !passes(pack.blocks[$0]) }
    return open.first { pack.blocks[$0].id == selectedBlock } ?? open.first
      ?? max(0, pack.blocks.count - 1)
  }
}
