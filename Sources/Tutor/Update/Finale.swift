import LessonPacks
import Progress
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
      notice = .finaleLocked(
        red: pack.checks.filter { progress.checks[$0.id]?.state != .passed }.map(\.id))
      return []
    }
    let isShown = overlay?.kind == .finale
    overlay = Overlay(.finale)
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
    if overlay?.kind == .finale { overlay = nil }
    notice = .finaleStopped
    return [.cancelFinale]
  }

  /// Takes in what a finale says, unless it is one that was stopped.
  mutating func hear(_ event: FinaleEvent, of number: Int, at now: Double) -> [Effect] {
    guard number == lastFinale, var show = finale else { return [] }
    if case .compiling = event { show = FinaleShow(start: now) }
    show.take(event, at: now)
    finale = show
    guard show.ending == .finished, !progress.hasWatchedFinale else { return [] }
    progress.hasWatchedFinale = true
    return [save()]
  }
}
