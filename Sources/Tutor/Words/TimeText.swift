import Reports

/// Times of a clock, as they are shown; `NumberText.time` shows how long something took.
enum TimeText {
  /// Whole seconds that have gone by.
  static func seconds(_ time: Double) -> String { String(Int(min(max(0, time), 1e9))) }

  /// Minutes that are left, rounded up; nil within the last one, which is counted in seconds.
  static func minutes(left seconds: Double) -> Int? {
    seconds > 60 ? Int((min(seconds, 1e9) / 60).rounded(.up)) : nil
  }

  /// `14 min`, and within the last minute `42 s`.
  static func left(_ seconds: Double) -> String {
    Self.minutes(left: seconds).map { "\($0) min" } ?? "\(Self.seconds(seconds)) s"
  }

  /// Time that was spent: `40 min`, `3 h 12 min`; less than a minute is one.
  static func spent(_ seconds: Double) -> String {
    NumberText.time(minutes: max(1, Int((min(max(0, seconds), 1e9) / 60).rounded())))
  }
}
