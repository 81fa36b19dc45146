import Containment
import Foundation
import LessonPacks
import Observations
import Reports

/// One run of a pack's checks over one version of the student's file, on one seed.
struct CheckRun: Sendable {
  let seed: UInt64
  /// The scenarios to run, in the pack's order.
  let scenarios: [String]
  /// With no result in it yet.
  let evaluation: CheckEvaluation
  private let pack: Pack
  private let source: StudentSource
  /// The pack's own, by check, in seconds.
  let limits: [String: Double]
  private let level: SandboxLevel
  private let start = ProcessInfo.processInfo.systemUptime

  init(
    _ pack: Pack, _ source: StudentSource, only: Set<String>?, seed: UInt64, level: SandboxLevel
  ) {
    let checks = pack.checks.filter { only?.contains($0.id) ?? true }
    self.pack = pack
    self.source = source
    self.seed = seed
    scenarios = checks.filter { $0.kind != .strict }.map(\.id)
    evaluation = CheckEvaluation(pack: pack, checks: checks)
    limits = Dictionary(checks.map { ($0.id, $0.timeout / .seconds(1)) }, uniquingKeysWith: max)
    self.level = level
  }

  func report(_ evaluation: CheckEvaluation) -> Report {
    Report(
      packID: pack.id, sourceHash: source.hash, seed: seed, build: evaluation.build,
      results: evaluation.results, measures: evaluation.measures, sandbox: level.rawValue,
      milliseconds: (ProcessInfo.processInfo.systemUptime - start) * 1000)
  }

  /// The verdicts that the build decides by itself.
  func settled(by product: Build.Product, _ onEvent: (JudgeEvent) -> Void) -> CheckEvaluation {
    var evaluation = evaluation
    let results = evaluation.take(product)
    onEvent(.built(product.outcome))
    for result in results { onEvent(.finished(result)) }
    return evaluation
  }

  /// The report on a file that is no source at all.
  func unreadable(_ onEvent: (JudgeEvent) -> Void) -> Report {
    var evaluation = evaluation
    evaluation.unreadable(source.unreadable ?? .missing)
    onEvent(.built(evaluation.build))
    for result in evaluation.results { onEvent(.finished(result)) }
    return report(evaluation)
  }
}
