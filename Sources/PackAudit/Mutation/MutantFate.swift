import Mutants
import Reports

/// What became of a mutant.
public enum MutantFate: Sendable, Equatable {
  /// A compiler refuses it, or the checks cannot call it any more: no check had to.
  case notCompiled
  /// Caught by these checks, in the pack's order.
  case killed(Kill)
  /// Green in every check on every seed.
  case survived
  /// The judge itself had trouble, which says nothing of the mutant.
  case notJudged(String)

  /// How a mutant was caught.
  public struct Kill: Sendable, Equatable {
    /// Those that turned red, by id.
    public var checks: [String]
    /// Nothing but a warning of the compiler gave it away.
    public var isByStrictAlone: Bool
    /// It gave no wrong value; it took too long.
    public var isByTimeAlone: Bool

    /// A kill by these checks; neither by the compiler's warning nor by time alone, unless it is
    /// said.
    public init(checks: [String], isByStrictAlone: Bool = false, isByTimeAlone: Bool = false) {
      self.checks = checks
      self.isByStrictAlone = isByStrictAlone
      self.isByTimeAlone = isByTimeAlone
    }
  }

  /// What the verdicts on some seeds say; `strict` are the checks that the compiler decides.
  init(_ reports: [Report], strict: Set<String>) {
    guard let build = reports.first?.build, case .built = build else {
      self = .notCompiled
      return
    }
    let results = reports.flatMap(\.results)
    let red = results.filter(\.verdict.isRed)
    if red.isEmpty {
      let idle = results.first { $0.verdict != .passed }
      self = idle.map { .notJudged("the check `\($0.id)` was not run") } ?? .survived
      return
    }
    var checks: [String] = []
    for result in red where !checks.contains(result.id) { checks.append(result.id) }
    self = .killed(
      Kill(
        checks: checks, isByStrictAlone: checks.allSatisfy(strict.contains),
        isByTimeAlone: red.allSatisfy(\.verdict.isTimeOut)))
  }
}

extension Verdict {
  fileprivate var isTimeOut: Bool {
    if case .broken(.timedOut) = self { return true }
    return false
  }
}

/// A mutant and what became of it.
public struct JudgedMutant: Sendable, Equatable {
  /// What was tried.
  public var mutant: Mutant
  /// What came of it.
  public var fate: MutantFate

  /// A mutant that was tried.
  public init(mutant: Mutant, fate: MutantFate) {
    self.mutant = mutant
    self.fate = fate
  }
}
