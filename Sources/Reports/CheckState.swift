/// What is known of a check, as a person is shown it: four states, and each has a sign of its own.
public enum CheckState: String, Sendable, Equatable, CaseIterable {
  case holds
  case wrong
  /// It crashed, was stopped, or was not run at all.
  case couldNotRun
  /// It comes out as it does on the starter, where nobody has written anything yet.
  case notBegun

  /// The sign in front of a check, different in shape as well as in colour.
  public var sign: String {
    switch self {
    case .holds: "✔"
    case .wrong: "✘"
    case .couldNotRun: "⚠"
    case .notBegun: "○"
    }
  }
}

extension Report {
  /// How a check is shown: not begun where the report says so, else by its verdict.
  public func state(of result: CheckResult) -> CheckState {
    if unbegun.contains(result.id) { return .notBegun }
    return switch result.verdict {
    case .passed: .holds
    case .wrong: .wrong
    case .broken, .notRun: .couldNotRun
    }
  }

  /// How many checks are in each state; 0 for a state that none is in.
  public var tally: CheckTally {
    results.reduce(into: CheckTally()) { $0[state(of: $1)] += 1 }
  }
}

/// How many checks are in each state.
public struct CheckTally: Sendable, Equatable {
  private var counts: [CheckState: Int] = [:]

  /// No check in any state.
  public init() {}

  /// How many checks are in a state; 0 where none is.
  public subscript(_ state: CheckState) -> Int {
    get { counts[state] ?? 0 }
    set { counts[state] = newValue }
  }
}
