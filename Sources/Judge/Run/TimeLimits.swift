import LessonPacks

/// How long each check of one run may take. Pure.
struct TimeLimits: Sendable {
  /// The pack's own limits by check, in seconds.
  var packs: [String: Double]
  /// The limit of a check that the pack does not speak of, in seconds.
  var otherwise = Check.defaultTimeout / .seconds(1)
  /// What the reference took for each in this run, in milliseconds.
  var reference: [String: Double] = [:]
  var policy: TimeoutPolicy?
  var pace: ReferencePace?

  /// A check's whole time, in seconds.
  func whole(_ check: String) -> Double {
    let packs = packs[check] ?? otherwise
    return pace?.limit(packs, reference: reference[check]) ?? packs
  }

  /// What is left of it after so many time-outs.
  func limit(_ check: String, after timeouts: Int) -> Double {
    let whole = whole(check)
    if let pace { return pace.limit(whole, after: timeouts) }
    return policy?.limit(
      whole, after: timeouts, reference: (reference[check] ?? 0) / 1000) ?? whole
  }

  /// Whether a check that was stopped after so many seconds should be run again.
  func isTooShort(_ seconds: Double, for check: String) -> Bool {
    pace != nil && seconds < whole(check)
  }

  /// How many times the reference's own time a check had before it was stopped.
  func generosity(_ seconds: Double, for check: String) -> Double {
    seconds / max(reference[check] ?? 0, 1e-6)
  }
}
