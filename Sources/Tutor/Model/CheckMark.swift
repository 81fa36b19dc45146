import LessonPacks
import Progress
import Reports

/// What stands before a check or a step: four states, and the one that is running.
public enum CheckMark: Equatable, Sendable, CaseIterable {
  case passed, wrong, broken, notBegun, running
}

extension Verdict {
  /// Wrong or broken.
  public var isRed: Bool {
    switch self {
    case .wrong, .broken: true
    case .passed, .notRun: false
    }
  }
}

extension Model {
  /// The state of a check by what is known of it.
  ///
  /// While a run goes on, the last result stands until the new one is there: a save repaints rows in
  /// place. What belongs to a step that nobody has begun is never a reproach, and never a merit.
  public func mark(of check: Check) -> CheckMark {
    if let run = run.current, run.check == check.id { return .running }
    guard progress.hasBegun(check) else { return .notBegun }
    switch results[check.id]?.verdict {
    case .passed: return .passed
    case .wrong: return .wrong
    case .broken, .notRun(.doesNotCompile), .notRun(.missingDeclarations), .notRun(.unreadable),
      .notRun(.outOfTime):
      return .broken
    case .notRun(.cancelled), .notRun(.notJudged), nil: break
    }
    switch progress.checks[check.id]?.state {
    case .passed: return .passed
    case .failed: return .wrong
    case nil: return .notBegun
    }
  }

  /// Whether a check holds, as far as is known: by the last run that judged it. A file that does not
  /// compile takes nothing back.
  public func isGreen(_ check: Check) -> Bool {
    guard progress.hasBegun(check) else { return false }
    switch results[check.id]?.verdict {
    case .passed: return true
    case .wrong, .broken: return false
    case .notRun, nil: return progress.checks[check.id]?.state == .passed
    }
  }

  /// Whether the check itself was run and does not hold. What a file that does not compile keeps from
  /// being run is none of it.
  func isRed(_ check: Check) -> Bool {
    guard progress.hasBegun(check), let verdict = results[check.id]?.verdict else {
      return mark(of: check) == .wrong
    }
    return verdict.isRed
  }

  /// How many checks of a block are green.
  public func greenCount(of block: Block) -> Int { block.checks.count(where: isGreen) }
  /// How many checks of the pack are green.
  public var greenCount: Int { pack.blocks.reduce(0) { $0 + greenCount(of: $1) } }
  /// How many checks the pack has.
  public var checkCount: Int { pack.blocks.reduce(0) { $0 + $1.checks.count } }

  /// The last run as a report for a reader: what was not begun is said to be so.
  public var reportAsShown: Report? {
    guard var report else { return nil }
    report.unbegun = Set(pack.checks.filter { !progress.hasBegun($0) }.map(\.id))
    return report
  }
}

/// When the lesson is done: three conditions, always in sight.
public struct StopConditions: Equatable, Sendable {
  var checksGreen: Bool
  var strictGreen: Bool
  /// Of the pack's measures, those that a green check measured on this very file and that stand in
  /// the notes.
  public var measured: Int
  /// How many measures the pack asks for.
  public var measures: Int

  var notesMeasured: Bool { measured == measures }
  var allMet: Bool { checksGreen && strictGreen && notesMeasured }
}

extension Model {
  /// Judged by the last complete run: what was green before an edit says nothing after it.
  public var stopConditions: StopConditions {
    let passed = Set((report?.results ?? []).filter { $0.verdict == .passed }.map(\.id))
      .intersection(pack.checks.filter { progress.hasBegun($0) }.map(\.id))
    let strict = pack.checks.filter { $0.kind == .strict }
    let measured = Set((report?.measures ?? []).map(\.id)).subtracting(withheldMeasures)
    let inNotes =
      notesComplete ? measured.count : min(measured.count, max(0, pack.measures.count - 1))
    return StopConditions(
      checksGreen: !pack.checks.isEmpty && pack.checks.allSatisfy { passed.contains($0.id) },
      strictGreen: strict.allSatisfy { passed.contains($0.id) } && !passed.isEmpty,
      measured: pack.measures.isEmpty ? 0 : inNotes, measures: pack.measures.count)
  }

  /// What the notes do not tell yet: the measures of a block whose predictions are still to be made.
  /// A block that passes holds nothing back.
  var withheldMeasures: Set<String> {
    let asking = pack.blocks.filter { block in
      !progress.passes(block)
        && block.questions.contains { progress.blocks[block.id]?.answers[$0.id] == nil }
    }
    let checks = Set(asking.flatMap(\.checks).map(\.id))
    return Set(pack.measures.filter { checks.contains($0.check) }.map(\.id))
  }
}
