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

  /// All that a tick can change on the screen: while it stays the same, there is nothing to draw.
  public var clockFace: ClockFace {
    var seconds: Double?
    if case .closed(let remaining, _)? = gateState { seconds = remaining }
    return ClockFace(
      minutesLeft: seconds.flatMap(TimeText.minutes),
      secondsLeft: seconds.map { $0 > 60 ? "" : TimeText.seconds($0) },
      running: (run.current?.elapsed).map(TimeText.seconds), notice: notice)
  }
}

/// The numbers on the screen that move by themselves.
public struct ClockFace: Equatable, Sendable {
  var minutesLeft: Int?
  var secondsLeft: String?
  var running: String?
  var notice: Notice?
}
