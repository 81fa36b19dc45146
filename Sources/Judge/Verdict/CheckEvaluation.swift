import LessonPacks
import Observations
import Reports

/// The verdicts of one run as they come in. Pure: scenarios' outcomes go in, check results come out.
struct CheckEvaluation: Sendable {
  private let pack: Pack
  private let checks: [Check]
  private var byID: [String: CheckResult] = [:]
  private var observed: [String: [Observation]] = [:]
  private(set) var build: BuildOutcome = .built(diagnostics: [])

  init(pack: Pack, checks: [Check]) {
    self.pack = pack
    self.checks = checks
  }

  /// One result a check, in the pack's order.
  var results: [CheckResult] {
    checks.map {
      byID[$0.id] ?? CheckResult(id: $0.id, block: $0.block, verdict: .notRun(.cancelled))
    }
  }

  var measures: [MeasuredValue] {
    let passed = byID.values.filter { $0.verdict == .passed }.map(\.id)
    return Measures.values(of: pack, from: observed, passed: Set(passed))
  }

  mutating func unreadable(_ reason: UnreadableSource) {
    build = .unreadable(reason)
    for check in checks { put(check, .notRun(.unreadable(reason))) }
  }

  /// Takes the build in and returns the verdicts that it settles by itself.
  mutating func take(_ product: Build.Product) -> [CheckResult] {
    build = product.outcome
    var settled: [CheckResult] = []
    for check in checks {
      if case .failed = product.outcome {
        settled.append(put(check, .notRun(.doesNotCompile)))
      } else if check.kind == .strict {
        settled.append(put(check, strictVerdict(product.strictComplaints)))
      } else if product.library == nil {
        settled.append(put(check, .notRun(.missingDeclarations(missing ?? []))))
      }
    }
    return settled
  }

  /// Takes a scenario's outcome in and returns the verdict on it.
  mutating func take(_ outcome: ScenarioOutcome, expected: [Observation]) -> CheckResult? {
    guard let check = checks.first(where: { $0.id == outcome.id }),
      case .probe(let rules) = check.kind
    else { return nil }
    let verdict: Verdict
    if let reason = outcome.notRun {
      verdict = .notRun(reason)
    } else if outcome.isUndeclared, let missing {
      verdict = .notRun(.missingDeclarations(missing))
    } else if let breakage = outcome.breakage {
      verdict = .broken(breakage)
    } else {
      observed[outcome.id] = outcome.observations
      verdict = RuleEvaluator.judge(rules, student: outcome.observations, reference: expected)
    }
    let result = CheckResult(
      id: check.id, block: check.block, verdict: verdict, milliseconds: outcome.milliseconds,
      output: outcome.output)
    byID[check.id] = result
    return result
  }

  private func strictVerdict(_ complaints: [Diagnostic]) -> Verdict {
    complaints.isEmpty ? .passed : .wrong([Finding(rule: nil, kind: .notStrict(complaints))])
  }

  /// What the probe files that were left out call in vain; nil if none was left out.
  private var missing: [String]? {
    guard case .missingDeclarations(let declarations) = build else { return nil }
    return declarations.map(\.signature)
  }

  @discardableResult
  private mutating func put(_ check: Check, _ verdict: Verdict) -> CheckResult {
    let result = CheckResult(id: check.id, block: check.block, verdict: verdict)
    byID[check.id] = result
    return result
  }
}
