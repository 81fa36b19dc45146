import Observations

/// What a reference solution recorded, seed by seed.
public struct ReferenceValues: Sendable {
  /// What it recorded on one seed.
  struct Run: Sendable {
    var seed: UInt64
    var recorded: [String: [Observation]] = [:]
    /// How long each scenario took.
    var milliseconds: [String: Double] = [:]
    /// The build that recorded it.
    var library: String?
  }

  var bySeed: [Run] = []
  /// Names what they were made from.
  var content = ""

  /// Those that there are values for, in the order they were asked for.
  public var seeds: [UInt64] { bySeed.map(\.seed) }
}
