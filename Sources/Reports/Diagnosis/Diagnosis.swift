import LessonPacks

/// A known mistake that a student's run looks like.
public struct Diagnosis: Sendable, Equatable {
  /// How sure it is.
  public enum Confidence: String, Sendable, Equatable, Codable {
    /// The same checks are red, in the same way.
    case sure
    /// Most of it is the same.
    case likely
  }

  /// The known mistake's name.
  public var name: String
  public var sentence: LocalizedText
  public var confidence: Confidence
  /// The red checks that the mistake accounts for.
  public var explains: Set<String>
  /// The check that the mistake is named after: the first of those that must catch it, of the red ones.
  public var lead: String?

  public init(
    name: String, sentence: LocalizedText, confidence: Confidence, explains: Set<String> = [],
    lead: String? = nil
  ) {
    self.lead = lead
    self.explains = explains
    self.name = name
    self.sentence = sentence
    self.confidence = confidence
  }
}

/// What a table of known mistakes makes of a run.
public enum Recognition: Sendable, Equatable {
  case named(Diagnosis)
  /// These fit alike, so that none of them is named.
  case alike([String])
  /// None fits well enough; the one that fits best, if any does at all.
  case tooWeak(nearest: String?)
  /// What is red looks as it does before a line is written.
  case asInStarter
  case nothingRed
  case notBuilt
}

extension DiagnosisTable {
  /// From how much alike a run and a mistake are on, of 1, it is named, and named as sure.
  static let likely = 0.75
  static let sure = 0.95
  /// By how much the first must be ahead of the second: of two that fit alike, neither is named.
  static let lead = 0.04

  /// The mistake that a run looks like; nil if it looks like none, or like several.
  public func diagnosis(of report: Report, pack: Pack) -> Diagnosis? {
    guard case .named(let diagnosis) = recognition(of: report, pack: pack) else { return nil }
    return diagnosis
  }

  /// The mistake that a run looks like, or why none is named.
  public func recognition(of report: Report, pack: Pack) -> Recognition {
    guard case .built = report.build else { return .notBuilt }
    let seen = SymptomRecord(report, pack: pack)
    guard !seen.red.isEmpty else { return .nothingRed }
    let judged = Set(report.results.filter { $0.verdict.status != "notRun" }.map(\.id))
    // What looks as it does before a line is written was not written yet: it says nothing.
    let speaking = judged.filter { seen.red[$0] == nil || !isAsInStarter(seen, $0) }
    guard speaking.contains(where: { seen.red[$0] != nil }) else { return .asInStarter }
    let ranked = mistakes.map { ($0, likeness(of: seen, to: $0.record, among: speaking)) }
      .sorted { $0.1 > $1.1 }
    guard let (mistake, score) = ranked.first, score >= Self.likely else {
      return .tooWeak(nearest: ranked.first.flatMap { $0.1 > 0 ? $0.0.name : nil })
    }
    let alike = ranked.filter { score - $0.1 < Self.lead }.map(\.0.name)
    guard alike.count == 1 else { return .alike(alike.sorted()) }
    let explained = Set(seen.red.keys).intersection(mistake.record.red.keys)
    return .named(
      Diagnosis(
        name: mistake.name, sentence: mistake.sentence,
        confidence: score >= Self.sure ? .sure : .likely, explains: explained,
        lead: leading(explained, of: mistake, among: speaking, in: pack)))
  }

  /// The first of the checks that must catch the mistake, of those that it explains here. What looks
  /// as it does before a line is written leads only where nothing else does.
  private func leading(
    _ explained: Set<String>, of mistake: KnownMistake, among speaking: Set<String>, in pack: Pack
  ) -> String? {
    let inOrder = (mistake.caughtBy ?? []) + pack.checks.map(\.id)
    let candidates = inOrder.filter(explained.contains)
    return candidates.first(where: speaking.contains) ?? candidates.first
  }

  private func isAsInStarter(_ seen: SymptomRecord, _ check: String) -> Bool {
    guard let before = starter.red[check], let now = seen.red[check] else { return false }
    return Self.likeness(of: now, to: before) == 1
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
    return Set(before.map(\.place)) == Set(now.map(\.place))
      && before.allSatisfy { known in
        known.detail == nil || now.contains { $0 == known }
      }
  }

  /// From 0 to 1: the mean over the checks that are red in one or the other.
  private func likeness(
    of seen: SymptomRecord, to known: SymptomRecord, among speaking: Set<String>
  ) -> Double {
    let unsteady = Set(known.unsteady)
    let concerned = speaking.filter {
      !unsteady.contains($0) && (seen.red[$0] != nil || known.red[$0] != nil)
    }
    guard !concerned.isEmpty else { return 0 }
    let sum = concerned.reduce(0.0) { sum, check in
      guard let now = seen.red[check], let before = known.red[check] else { return sum }
      return sum + Self.likeness(of: now, to: before)
    }
    return sum / Double(concerned.count)
  }

  /// Half for the same places, half for what was seen there.
  private static func likeness(of seen: [Symptom], to known: [Symptom]) -> Double {
    let places = Set(seen.map(\.place)).union(known.map(\.place))
    guard !places.isEmpty else { return 1 }
    let sum = places.reduce(0.0) { sum, place in
      guard let now = seen.first(where: { $0.place == place }),
        let before = known.first(where: { $0.place == place })
      else { return sum }
      // Nothing in particular fits anything, but not as well as the very thing.
      return sum + (before.detail == now.detail ? 1 : before.detail == nil ? 0.9 : 0.5)
    }
    return sum / Double(places.count)
  }
}
