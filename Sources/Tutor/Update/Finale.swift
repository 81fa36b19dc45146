import LessonPacks
import Reports

extension Model {
  /// The finale opens when every block passes.
  public var isFinaleOpen: Bool { pack.finale != nil && pack.blocks.allSatisfy(progress.passes) }

  /// Asked for and not at its end.
  var isFinaleRunning: Bool { finale.map { $0.ending == nil } ?? false }

  /// Shows the finale, and runs it unless it is running or was just seen to its end.
  mutating func openFinale() -> [Effect] {
    guard pack.finale != nil else {
      notice = .noFinale
      return []
    }
    guard isFinaleOpen else {
      notice = .finaleLocked(remaining: checkCount - greenCount)
      return []
    }
    let isShown = overlay.map { if case .finale = $0 { true } else { false } } ?? false
    overlay = .finale(scroll: 0)
    return finale == nil || (isShown && !isFinaleRunning) ? startFinale() : []
  }

  private mutating func startFinale() -> [Effect] {
    lastFinale += 1
    finale = FinaleShow(start: 0)
    return [.startFinale(run: lastFinale)]
  }

  mutating func stopFinale() -> [Effect] {
    finale = nil
    lastFinale += 1
    if case .finale = overlay { overlay = nil }
    notice = .finaleStopped
    return [.cancelFinale]
  }

  /// Takes in what a finale says, unless it is one that was stopped.
  mutating func hear(_ event: FinaleEvent, of number: Int, at now: Double) {
    guard number == lastFinale, var show = finale else { return }
    if case .compiling = event { show = FinaleShow(start: now) }
    show.take(event, at: now)
    finale = show
  }
}
