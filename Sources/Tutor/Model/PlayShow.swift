import Reports

/// What the playground did when it was last run.
public struct PlayShow: Equatable, Sendable {
  public internal(set) var events: [PlayEvent] = []

  var isRunning: Bool {
    switch events.last {
    case nil, .compiling, .output: true
    case .failed, .unreadable, .ended: false
    }
  }
}
