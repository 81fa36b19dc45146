import LessonPacks

/// Why a block's solution is open.
public enum GateOpening: String, Sendable, Equatable, Codable {
  /// Every check of the block passed.
  case passed
  /// A check stayed red through the gate's active time.
  case time
  /// An instructor's key.
  case instructor
}

/// Where a block's gate stands.
public enum GateState: Sendable, Equatable {
  case open(GateOpening)
  /// `remaining` active seconds until it opens by time, counted on the check that has been red the
  /// longest; `check` is nil while none is red, and then the clock stands still.
  case closed(remaining: Double, check: String?)
}

extension StudentProgress {
  /// The longest stretch that one tick may add, in seconds: a machine that slept, or a clock that
  /// jumped, is not time in which somebody worked.
  public static let longestTick = 5.0
  /// After this many seconds without a key or a save nobody is taken to be there.
  public static let idleAfter = 180.0

  /// Counts active time in all, and on every red check of `block` that was begun, and opens its gate
  /// when one is due.
  ///
  /// `seconds` come from a clock that only runs forward; more than `longest` at once, or less than
  /// nothing, is cut.
  public mutating func addActiveTime(
    _ seconds: Double, in block: Block, gate: Gate, longest: Double = StudentProgress.longestTick
  ) {
    let step = min(max(seconds, 0), longest)
    guard step > 0 else { return }
    activeSeconds += step
    for check in block.checks where hasBegun(check) {
      guard var record = checks[check.id], record.state == .failed else { continue }
      record.redSeconds += step
      checks[check.id] = record
    }
    settleGate(of: block, gate: gate)
  }

  /// Opens the gate of `block` if a pass or the time has earned it. Call after `record` and ticks.
  public mutating func settleGate(of block: Block, gate: Gate) {
    var record = blocks[block.id] ?? BlockRecord()
    guard record.solution == nil else { return }
    if passes(block) {
      record.solution = .passed
    } else if longestRed(in: block).map({ $0.seconds >= gate.minutes * 60 }) ?? false {
      record.solution = .time
    } else {
      return
    }
    blocks[block.id] = record
  }

  /// Opens a block's solution for good; the first opening is the one that is kept.
  public mutating func openGate(of block: Block, by opening: GateOpening) {
    var record = blocks[block.id] ?? BlockRecord()
    if record.solution == nil { record.solution = opening }
    blocks[block.id] = record
  }

  /// Whether a block's solution is open; if not, which check has been red for longest, and for how
  /// many seconds more it must be.
  public func gateState(of block: Block, gate: Gate) -> GateState {
    if let opening = blocks[block.id]?.solution { return .open(opening) }
    let red = longestRed(in: block)
    return .closed(
      remaining: max(0, gate.minutes * 60 - (red?.seconds ?? 0)), check: red?.check)
  }

  private func longestRed(in block: Block) -> (check: String, seconds: Double)? {
    var longest: (check: String, seconds: Double)?
    for check in block.checks where hasBegun(check) {
      guard let record = checks[check.id], record.state == .failed else { continue }
      if record.redSeconds > (longest?.seconds ?? -1) {
        longest = (check.id, record.redSeconds)
      }
    }
    return longest
  }
}
