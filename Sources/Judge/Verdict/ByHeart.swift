import LessonPacks
import Observations
import Reports

extension ReferenceValues {
  /// The checks of a pack that can be answered without computing anything: those that pass with what was
  /// recorded on another seed, and the one that the starter passes. Empty where there are fewer than
  /// two seeds to compare.
  ///
  /// Each seed's recordings are held against the rules on every other one, as if a student's program
  /// had sent them: whoever sits in the channel and knows the answer once could. One pair of seeds on
  /// which they fit is enough.
  public func answeredByHeart(in pack: Pack) -> Set<String> {
    guard bySeed.count > 1 else { return [] }
    let ids = pack.checks.filter { check in
      guard case .probe(let rules) = check.kind else { return true }
      return bySeed.contains { asked in
        bySeed.contains { known in
          known.seed != asked.seed
            && RuleEvaluator.judge(
              rules, student: known.recorded[check.id] ?? [],
              reference: asked.recorded[check.id] ?? []) == .passed
        }
      }
    }
    return Set(ids.map(\.id))
  }
}
