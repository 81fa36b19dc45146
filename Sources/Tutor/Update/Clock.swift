import Progress

extension Model {
  /// Active seconds after which the progress is saved even if nothing else happens.
  private static let saveEvery = 30.0

  /// Lets time pass: it counts for the gate only while somebody is there.
  mutating func pass(_ seconds: Double) -> [Effect] {
    guard seconds.isFinite, seconds > 0 else { return [] }
    if case .running(var current) = run {
      current.elapsed += seconds
      run = .running(current)
    }
    idleSeconds += seconds
    guard idleSeconds < Progress.idleAfter, let block = selectedBlock else { return [] }
    let wasOpen = isOpen(block.id)
    let before = progress
    progress.addActiveTime(seconds, in: block, gate: pack.gate)
    guard progress != before else { return [] }
    unsavedSeconds += min(seconds, Progress.longestTick)
    if !wasOpen, isOpen(block.id) {
      notice = .gateOpened(block: block.id)
      return [save()]
    }
    return unsavedSeconds >= Self.saveEvery ? [save()] : []
  }

  func isOpen(_ block: String) -> Bool { progress.blocks[block]?.solution != nil }
}
