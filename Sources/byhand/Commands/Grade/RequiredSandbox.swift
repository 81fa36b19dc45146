import Grading

/// `L0` to `L3`, in their order.
enum RequiredSandbox {
  /// Nil for what is no level.
  static func number(_ level: String) -> Int? {
    guard level.first?.uppercased() == "L", let number = Int(level.dropFirst()),
      (0...3).contains(number)
    else { return nil }
    return number
  }

  /// Throws `sandboxTooWeak` if `want` is more than this machine gives.
  static func require(_ want: String?, have: String) throws(GradingError) {
    guard let want, let wanted = number(want) else { return }
    if number(have) ?? 0 < wanted { throw .sandboxTooWeak(have: have, want: want.uppercased()) }
  }
}
