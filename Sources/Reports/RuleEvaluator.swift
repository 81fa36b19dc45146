import LessonPacks
import Observations

/// Holds a check's rules against what was recorded. Pure, and never in the student's process.
public enum RuleEvaluator {
  /// Passed if every rule holds; `broken` if something that a rule speaks of was never recorded.
  ///
  /// A NaN passes only where the reference recorded a NaN in the same place, and an array without
  /// elements only where the reference recorded one.
  public static func judge(
    _ rules: [Rule], student: [Observation], reference: [Observation]
  ) -> Verdict {
    let yours = Recordings(student)
    let expected = Recordings(reference)
    let missing = unique(rules.flatMap(\.names).filter { yours[$0] == nil })
    guard missing.isEmpty else {
      return .broken(.missingObservations(missing, recorded: unique(student.map(\.name))))
    }
    if let unknown = rules.compactMap(\.nameInReference).first(where: { expected[$0] == nil }) {
      return .broken(.protocolViolation("the reference solution recorded no `\(unknown)`"))
    }
    let findings = rules.compactMap { rule in
      finding(of: rule, yours, expected).map { Finding(rule: rule, kind: $0) }
    }
    return findings.isEmpty ? .passed : .wrong(findings)
  }

  private static func finding(
    of rule: Rule, _ yours: Recordings, _ expected: Recordings
  ) -> FindingKind? {
    switch rule {
    case .reference(let of, let within):
      compare(of, yours[of], with: expected[of], against: .reference, within)
    case .equal(let of, let to, let within):
      compare(
        of, yours[of], with: yours[to], against: .observation(to), within, matchingNaNs: false)
    case .exactly(let of, let literal, let within): exactly(of, yours[of], literal, within)
    case .bounded(let of, let low, let high): bounded(of, yours[of], low, high)
    case .differs(let of, let from, let by): differs(of, yours[of], from, yours[from], by)
    case .names(let of, let are): names(of, yours[of], are ?? expected[of]?.names ?? [])
    case .rejects(let of): rejects(of, yours[of])
    case .accepts(let of): accepts(of, yours[of])
    }
  }

  private static func compare(
    _ name: String, _ yours: ObservedValue?, with expected: ObservedValue?,
    against: Comparison.Counterpart, _ tolerance: Tolerance, matchingNaNs: Bool = true
  ) -> FindingKind? {
    guard let yours, let expected else { return nil }
    let different = FindingKind.value(name: name, yours: yours, expected: expected)
    switch (yours, expected) {
    case (.array(let left), .array(let right)):
      guard left.shape == right.shape, left.elementType == right.elementType else {
        return .shapes(name: name, yours: left, expected: right)
      }
      // Two recordings of the student's own agree on nothing if there is nothing in them.
      if !matchingNaNs, left.values.isEmpty { return different }
      return Comparison.between(
        left, right, name: name, against: against, within: tolerance, matchingNaNs: matchingNaNs
      ).map(FindingKind.values)
    case (.number(let left), .number(let right)):
      if !matchingNaNs, left.isNaN { return different }
      let allowance = tolerance.allowance(for: ObservedArray(shape: [], values: [right]))
      return Comparison.distance(left, right) <= allowance ? nil : different
    case (.gradients(let left), .gradients(let right)):
      let differing = GradientComparison.differing(left, right, within: tolerance)
      guard !differing.isEmpty else { return nil }
      return .gradients(name: name, yours: left, expected: right, differing: differing)
    case (.rejection(let left), .rejection(let right)):
      if left == nil, right != nil { return .accepted(name: name) }
      return (left == nil) == (right == nil) ? nil : different
    case (.names(let left), .names(let right)):
      // Which of them differ says more than two long lists; only their order is left to those.
      if left == right { return nil }
      return names(name, yours, right) ?? different
    case (.array, _), (.number, _), (.text, _), (.names, _), (.rejection, _), (.gradients, _):
      return yours == expected ? nil : different
    }
  }

  private static func exactly(
    _ name: String, _ yours: ObservedValue?, _ literal: Literal, _ tolerance: Tolerance
  ) -> FindingKind? {
    guard let yours else { return nil }
    func isClose(_ got: Double, to want: Double) -> Bool {
      let allowance = tolerance.allowance(for: ObservedArray(shape: [], values: [want]))
      // A NaN is close to nothing, and infinity to itself alone.
      return got == want || (got - want).magnitude <= allowance
    }
    switch (literal, yours) {
    case (.number(let want), .number(let got)) where isClose(got, to: want): return nil
    case (.number(let want), .array(let array))
    where array.values.count == 1 && isClose(array.values[0], to: want): return nil
    case (.text(let want), .text(let got)) where want == got: return nil
    case (.names(let want), .names(let got)) where want == got: return nil
    case (.everywhere(let want), .array(let array)) where !array.values.isEmpty:
      let expected = ObservedArray(
        shape: array.shape, elementType: array.elementType,
        values: [Double](repeating: want, count: array.values.count))
      return Comparison.between(
        array, expected, name: name, against: .constant(want), within: tolerance
      ).map(FindingKind.values)
    case (.number, _), (.text, _), (.names, _), (.everywhere, _):
      return .value(name: name, yours: yours, expected: literal.observed)
    }
  }

  private static func bounded(
    _ name: String, _ yours: ObservedValue?, _ low: Double?, _ high: Double?
  ) -> FindingKind? {
    guard let yours else { return nil }
    guard let array = yours.asArray, !array.values.isEmpty else {
      return .value(name: name, yours: yours, expected: .number(low ?? high ?? 0))
    }
    // Written so that a NaN lies outside.
    let outside = array.values.count { !($0 >= low ?? -.infinity && $0 <= high ?? .infinity) }
    guard outside > 0 else { return nil }
    return .outOfBounds(name: name, array: array, low: low, high: high, outside: outside)
  }

  private static func differs(
    _ name: String, _ yours: ObservedValue?, _ from: String, _ other: ObservedValue?, _ by: Double
  ) -> FindingKind? {
    guard let yours, let other else { return nil }
    guard let left = yours.asArray, let right = other.asArray else {
      if yours == other { return .same(name: name, as: from) }
      return yours.kind == other.kind ? nil : .value(name: name, yours: yours, expected: other)
    }
    guard left.shape == right.shape, left.elementType == right.elementType else {
      return .shapes(name: name, yours: left, expected: right)
    }
    // Something that is not finite is no proof that anything was learned or applied.
    for (name, array) in [(name, left), (from, right)] {
      let outside = array.values.count { !$0.isFinite }
      guard outside == 0 else {
        return .outOfBounds(name: name, array: array, low: nil, high: nil, outside: outside)
      }
    }
    let differ = zip(left.values, right.values).contains { ($0 - $1).magnitude > by }
    return differ ? nil : .same(name: name, as: from)
  }

  private static func names(
    _ name: String, _ yours: ObservedValue?, _ want: [String]
  ) -> FindingKind? {
    guard let got = yours?.names else {
      return yours.map { .value(name: name, yours: $0, expected: .names(want)) }
    }
    guard got.sorted() != want.sorted() else { return nil }
    return .names(
      name: name, missing: surplus(of: want, over: got), unexpected: surplus(of: got, over: want))
  }

  private static func rejects(_ name: String, _ yours: ObservedValue?) -> FindingKind? {
    switch yours {
    case .rejection(.some), nil: nil
    case .rejection(nil): .accepted(name: name)
    case let other?: .value(name: name, yours: other, expected: .rejection(""))
    }
  }

  private static func accepts(_ name: String, _ yours: ObservedValue?) -> FindingKind? {
    switch yours {
    case .rejection(nil), nil: nil
    case .rejection(let message?): .threw(name: name, message: message)
    case let other?: .value(name: name, yours: other, expected: .rejection(nil))
    }
  }

  /// What `first` holds more often than `second`, so that a name given twice counts.
  private static func surplus(of first: [String], over second: [String]) -> [String] {
    var left = second
    return first.filter { name in
      guard let at = left.firstIndex(of: name) else { return true }
      left.remove(at: at)
      return false
    }
  }

  private static func unique(_ names: [String]) -> [String] {
    names.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}
