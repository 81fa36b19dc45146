import LessonPacks

extension Report {
  /// The checks that nobody has begun: they do not hold, nor do they on the pack's starter, and their
  /// step's part of the file is the starter's still.
  ///
  /// Nobody can have begun a step whose whole declaration is untouched, and it may well come out
  /// otherwise than on the starter, since what it calls is being written: merge() throws at first, and
  /// adds nothing as soon as there are matrices to add. Where another step of the same declaration is
  /// touched, code for this one may stand under its comment: it is unbegun only if the outcome is the
  /// starter's too. Where a check was not run, or no table says how the starter comes out, the text
  /// decides alone. A check that needs a later step is unbegun while that one's part is untouched.
  ///
  /// A check without a step is begun with its block.
  public func unbegun(of pack: Pack, touch: StepTouch, table: DiagnosisTable?) -> Set<String> {
    if case .unreadable = build { return [] }
    let open = results.filter { $0.verdict != .passed }
    guard !open.isEmpty else { return [] }
    let checks = Dictionary(
      pack.checks.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let unbegun = open.filter { result in
      checks[result.id].map { Self.isUnbegun($0, result.verdict, touch, table) } ?? false
    }
    return Set(unbegun.map(\.id))
  }

  /// The values that were measured by checks whose declaration, or block, somebody has touched: a
  /// merge() that is empty yet changes nothing, and that is no measurement of a merge.
  public func begunMeasures(of pack: Pack, touch: StepTouch) -> [MeasuredValue] {
    measures.filter { value in
      guard let measure = pack.measures.first(where: { $0.id == value.id }),
        let check = pack.checks.first(where: { $0.id == measure.check })
      else { return false }
      return Self.mayBeWritten(check, touch)
    }
  }

  private static func isUnbegun(
    _ check: Check, _ verdict: Verdict, _ touch: StepTouch, _ table: DiagnosisTable?
  ) -> Bool {
    let isTouched =
      check.step.map { touch.isTouched(step: $0, of: check.block) }
      ?? touch.isTouched(block: check.block)
    let isWaiting = check.needs.map { !touch.isTouched(step: $0, of: check.block) } ?? false
    guard !isTouched || isWaiting else { return false }
    switch verdict {
    case .passed: return false
    case .notRun: return true
    case .wrong, .broken:
      guard let table, !isWaiting else { return true }
      return mayBeWritten(check, touch)
        ? table.mayBeStarters(verdict, of: check) : table.isOpenInStarter(check.id)
    }
  }

  private static func mayBeWritten(_ check: Check, _ touch: StepTouch) -> Bool {
    check.step.map { touch.isTouched(aroundStep: $0, of: check.block) }
      ?? touch.isTouched(block: check.block)
  }
}
