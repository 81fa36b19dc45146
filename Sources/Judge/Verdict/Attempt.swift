import Foundation
import LessonPacks
import Observations
import Reports

/// One run of a pack's checks over one version of the student's file, on one seed.
struct Attempt: Sendable {
  let seed: UInt64
  /// The scenarios to run, in the pack's order.
  let scenarios: [String]
  /// With no result in it yet.
  let verdicts: Verdicts
  private let pack: Pack
  private let source: StudentSource
  /// The pack's own, by check, in seconds.
  let limits: [String: Double]
  private let sandbox: String
  private let start = ProcessInfo.processInfo.systemUptime

  init(
    _ pack: Pack, _ source: StudentSource, only: Set<String>?, seed: UInt64, _ toolchain: Toolchain
  ) {
    let checks = pack.checks.filter { only?.contains($0.id) ?? true }
    self.pack = pack
    self.source = source
    self.seed = seed
    scenarios = checks.filter { $0.kind != .strict }.map(\.id)
    verdicts = Verdicts(pack: pack, checks: checks)
    limits = Dictionary(checks.map { ($0.id, $0.secondsLimit) }, uniquingKeysWith: max)
    sandbox = toolchain.sandboxLevel
  }

  func report(_ verdicts: Verdicts) -> Report {
    Report(
      packID: pack.id, sourceHash: source.hash, seed: seed, build: verdicts.build,
      results: verdicts.results, measures: verdicts.measures, sandbox: sandbox,
      milliseconds: (ProcessInfo.processInfo.systemUptime - start) * 1000)
  }

  /// The verdicts that the build decides by itself.
  func settled(by product: Build.Product, _ onEvent: (JudgeEvent) -> Void) -> Verdicts {
    var verdicts = verdicts
    let results = verdicts.take(product)
    onEvent(.built(product.outcome))
    for result in results { onEvent(.finished(result)) }
    return verdicts
  }

  /// The report on a file that is no source at all.
  func unreadable(_ onEvent: (JudgeEvent) -> Void) -> Report {
    var verdicts = verdicts
    verdicts.unreadable(source.unreadable ?? .missing)
    onEvent(.built(verdicts.build))
    for result in verdicts.results { onEvent(.finished(result)) }
    return report(verdicts)
  }
}

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
