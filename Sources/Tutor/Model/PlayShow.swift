import Reports

/// What the playground did when it was last run.
public struct PlayShow: Equatable, Sendable {
  /// Everything that was said of the run, in its order.
  public internal(set) var events: [PlayEvent] = []

  var isRunning: Bool {
    switch events.last {
    case nil, .compiling, .output: true
    case .failed, .unreadable, .ended: false
    }
  }
}
