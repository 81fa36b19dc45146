import LessonPacks
import Progress
import Reports

/// What stands before a check in the list.
public enum CheckMark: Equatable, Sendable, CaseIterable {
  case passed, wrong, broken, notRun, waiting, running
}

extension Verdict {
  var checkMark: CheckMark {
    switch self {
    case .passed: .passed
    case .wrong: .wrong
    case .broken: .broken
    case .notRun: .notRun
    }
  }

  /// Wrong or broken.
  public var isRed: Bool { checkMark == .wrong || checkMark == .broken }
}

extension Model {
  /// What is known of a check for the version of the file that is being looked at: a result of an
  /// earlier run says nothing about it.
  public func mark(of check: Check) -> CheckMark {
    if let run = run.current, run.check == check.id { return .running }
    guard fresh.contains(check.id), let result = results[check.id] else { return .waiting }
    return result.verdict.checkMark
  }

  /// Whether a check is green, as far as is known: by this run, or else by the last that judged it.
  public func isGreen(_ check: Check) -> Bool {
    switch mark(of: check) {
    case .passed: true
    case .wrong, .broken: false
    case .notRun, .waiting, .running: progress.checks[check.id]?.state == .passed
    }
  }

  public func greenCount(of block: Block) -> Int { block.checks.count(where: isGreen) }
  public var greenCount: Int { pack.blocks.reduce(0) { $0 + greenCount(of: $1) } }
  public var checkCount: Int { pack.blocks.reduce(0) { $0 + $1.checks.count } }
}

/// When the lesson is done: three conditions, always in sight.
public struct StopConditions: Equatable, Sendable {
  public var checksGreen: Bool
  public var strictGreen: Bool
  public var notesMeasured: Bool

  public var allMet: Bool { checksGreen && strictGreen && notesMeasured }
}

extension Model {
  /// Judged by the last complete run: what was green before an edit proves nothing after it.
  public var stopConditions: StopConditions {
    let passed = Set((report?.results ?? []).filter { $0.verdict == .passed }.map(\.id))
    let strict = pack.checks.filter { $0.kind == .strict }
    return StopConditions(
      checksGreen: !pack.checks.isEmpty && pack.checks.allSatisfy { passed.contains($0.id) },
      strictGreen: !strict.isEmpty && strict.allSatisfy { passed.contains($0.id) },
      notesMeasured: notesComplete)
  }
}
