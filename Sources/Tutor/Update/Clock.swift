import Progress

extension Model {
  /// Active seconds after which the progress is saved even if nothing else happens.
  private static let saveEvery = 30.0

  /// Lets time pass: it counts for the solution only while somebody is there.
  mutating func pass(_ seconds: Double) -> [Effect] {
    guard seconds.isFinite, seconds > 0 else { return [] }
    if case .running(var current) = run {
      current.elapsed += seconds
      run = .running(current)
    }
    idleSeconds += seconds
    guard idleSeconds < StudentProgress.idleAfter, place != .home else { return [] }
    return count(seconds, longest: StudentProgress.longestTick)
  }

  /// A student who works with commands is taken to have been at work between two of them, for as long
  /// as one may sit without a key.
  mutating func comeBack(after seconds: Double) -> [Effect] {
    guard seconds.isFinite, seconds > 0 else { return [] }
    return count(min(seconds, StudentProgress.idleAfter), longest: StudentProgress.idleAfter)
  }

  private mutating func count(_ seconds: Double, longest: Double) -> [Effect] {
    guard let block = selectedBlock else { return [] }
    let wasOpen = isOpen(block.id)
    let before = progress
    progress.addActiveTime(seconds, in: block, gate: pack.gate, longest: longest)
    guard progress != before else { return [] }
    unsavedSeconds += min(seconds, longest)
    if !wasOpen, isOpen(block.id) {
      notice = .gateOpened(block: block.id)
      return [save()]
    }
    return unsavedSeconds >= Self.saveEvery ? [save()] : []
  }

  func isOpen(_ block: String) -> Bool { progress.blocks[block]?.solution != nil }

  /// All that a tick can change on the screen: while it stays the same, there is nothing to draw.
  public var clockFace: ClockFace {
    var left: String?
    if case .closed(let remaining, _)? = gateState { left = TimeText.left(remaining) }
    return ClockFace(
      left: left, running: (run.current?.elapsed).map(TimeText.seconds), notice: notice)
  }
}

/// The numbers on the screen that move by themselves.
public struct ClockFace: Equatable, Sendable {
  var left: String?
  var running: String?
  var notice: Notice?
}
