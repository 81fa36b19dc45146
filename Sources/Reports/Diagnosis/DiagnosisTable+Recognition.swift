import LessonPacks

/// A mistake is named where a run shows all of it and nothing else. To be silent costs a student a few
/// minutes; to be told of a mistake that they did not make costs them the evening.
extension DiagnosisTable {
  /// The mistake that a run looks like; nil if it looks like none, or like several.
  public func diagnosis(of report: Report, pack: Pack) -> Diagnosis? {
    guard case .named(let diagnosis) = recognition(of: report, pack: pack) else { return nil }
    return diagnosis
  }

  /// The mistake that a run looks like, or why none is named. What nobody has begun says nothing.
  public func recognition(of report: Report, pack: Pack) -> Recognition {
    guard case .built = report.build else { return .notBuilt }
    let seen = SymptomRecord(report, pack: pack)
    let speaking = report.speaking(of: pack)
    let red = Set(seen.red.keys).intersection(speaking)
    guard !red.isEmpty else { return .nothingRed }
    let blocks = Dictionary(pack.checks.map { ($0.id, $0.block) }, uniquingKeysWith: { $1 })
    let fitting = mistakes.compactMap { mistake -> (mistake: KnownMistake, fit: Fit)? in
      guard mistake.isJudged(by: speaking, blocks) else { return nil }
      return Fit(seen, to: mistake, among: speaking).map { (mistake, $0) }
    }
    let best = fitting.contains { $0.fit.isWhole } ? fitting.filter(\.fit.isWhole) : fitting
    guard let (mistake, fit) = best.first else { return .unknown }
    // Several that say the same are one: it is true whichever it was.
    guard Set(best.map(\.mistake.diagnosis)).count == 1 else {
      return .alike(best.map(\.mistake.name).sorted())
    }
    guard fit.isEnough else { return .tooLittle(nearest: mistake.name) }
    return .named(
      Diagnosis(
        name: mistake.name, sentence: mistake.sentence,
        confidence: fit.isWhole && fit.isSure ? .sure : .likely, explains: red,
        lead: Self.leading(red, of: mistake, in: pack)))
  }

  /// The first of the checks that must catch the mistake, of those that are red here.
  private static func leading(
    _ red: Set<String>, of mistake: KnownMistake, in pack: Pack
  ) -> String? {
    ((mistake.caughtBy ?? []) + pack.checks.map(\.id)).first(where: red.contains)
  }

  /// Whether a check does not hold on the starter, on some seeds at least.
  func isOpenInStarter(_ check: String) -> Bool {
    starter.red[check] != nil || starter.unsteady.contains(check)
  }

  /// Whether a check that does not hold comes out as it may on the starter. What the starter shows on
  /// some seeds only, or in another way on each, says nothing against it.
  func mayBeStarters(_ verdict: Verdict, of check: Check) -> Bool {
    if starter.unsteady.contains(check.id) { return true }
    guard let before = starter.red[check.id], let now = Symptom.of(verdict, in: check) else {
      return false
    }
    return CheckLikeness(now, before).fits
  }
}

extension Report {
  /// The checks that say something of what was written: they were run, they are begun, and the steps
  /// that they belong to and need are touched. Where a step's code stands under another's comment its
  /// checks may be silenced by that; a name that is not given costs less than a wrong one.
  fileprivate func speaking(of pack: Pack) -> Set<String> {
    let judged = Set(results.filter { $0.verdict.status != .notRun }.map(\.id))
    let begun = pack.checks.filter { check in
      guard let touchedSteps else { return true }
      return [check.step, check.needs].compactMap { $0 }
        .allSatisfy { touchedSteps.contains("\(check.block).\($0)") }
    }
    return judged.intersection(begun.map(\.id)).subtracting(unbegun)
  }
}

extension KnownMistake {
  /// Whether what must catch it in its own block has been begun: until then others may look the same.
  /// `blocks` are those of the checks.
  fileprivate func isJudged(by speaking: Set<String>, _ blocks: [String: String]) -> Bool {
    guard let own = caughtBy?.first.flatMap({ blocks[$0] }) else { return true }
    return (caughtBy ?? []).allSatisfy { blocks[$0] != own || speaking.contains($0) }
  }
}

/// How a run shows a known mistake, where it does.
private struct Fit {
  /// Every check that was begun comes out as it does with the mistake.
  var isWhole = true
  /// Symptoms that say something in particular, and those that only say where.
  var particular = 0
  var plain = 0

  /// Two say enough, or one that says something in particular.
  var isEnough: Bool { particular > 0 || plain > 1 }
  var isSure: Bool { particular > 0 }

  /// Nil if the run shows something that the mistake does not explain, or if a check that must catch the
  /// mistake does not come out as it does with it.
  init?(_ seen: SymptomRecord, to mistake: KnownMistake, among speaking: Set<String>) {
    let known = mistake.record
    let must = Set(mistake.caughtBy ?? [])
    var isCaught = false
    for check in speaking where !known.unsteady.contains(check) {
      switch (seen.red[check], known.red[check]) {
      case (nil, nil): continue
      case (_?, nil): return nil
      case (nil, _?):
        if must.contains(check) { return nil }
        isWhole = false
      case (let now?, let before?):
        let likeness = CheckLikeness(now, before)
        if likeness.fits {
          isCaught = isCaught || must.isEmpty || must.contains(check)
          particular += likeness.particular
          plain += likeness.plain
        } else if must.contains(check) {
          return nil
        } else {
          isWhole = false
        }
      }
    }
    guard isCaught else { return nil }
  }
}
