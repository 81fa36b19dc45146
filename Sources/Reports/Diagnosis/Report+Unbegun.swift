import LessonPacks

extension Report {
  /// The checks that nobody has begun: they do not hold, they come out as they do on the pack's
  /// starter, and their step's part of the file is the starter's still. Where a check was not run, or
  /// there is no table to say how the starter comes out, the text decides alone.
  ///
  /// `starter` and `student` are the two files' texts. A check without a step is begun with its block.
  public func unbegun(
    of pack: Pack, starter: String, student: String, table: DiagnosisTable?
  ) -> Set<String> {
    if case .unreadable = build { return [] }
    let open = results.filter { $0.verdict != .passed }
    guard !open.isEmpty else { return [] }
    let touch = StepTouch(starter: starter, student: student)
    let unbegun = open.filter { result in
      guard let check = pack.checks.first(where: { $0.id == result.id }) else { return false }
      let isTouched =
        check.step.map { touch.isTouched(step: $0, of: check.block) }
        ?? touch.isTouched(block: check.block)
      guard !isTouched else { return false }
      switch result.verdict {
      case .passed: return false
      case .notRun: return true
      case .wrong, .broken: return table?.mayBeStarters(result.verdict, of: check) ?? true
      }
    }
    return Set(unbegun.map(\.id))
  }
}
