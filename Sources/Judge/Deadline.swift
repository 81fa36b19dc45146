/// When the time that one file has for everything is up, on the clock of `LedgerFollower.now`.
struct Deadline: Sendable {
  /// What a file may take from the first compiler to the last check, in seconds. A right one takes
  /// one; a file whose every check runs into its limit takes no more than this.
  static let perFile = 45.0
  /// What is left for the checks at least, in seconds, however long the compilers took on a busy
  /// machine.
  private static let forChecks = 15.0

  var moment: Double
  /// As it is told.
  var seconds: Double

  static let never = Deadline(moment: .infinity, seconds: .infinity)

  /// Of a file whose compilers were started at `start`, and whose checks start now.
  init(start: Double, now: Double) {
    self.init(moment: max(start + Self.perFile, now + Self.forChecks), seconds: Self.perFile)
  }

  private init(moment: Double, seconds: Double) {
    self.moment = moment
    self.seconds = seconds
  }
}
