import LessonPacks
import Observations

/// Holds a check's rules against what was recorded. Pure, and never in the student's process.
public enum RuleJudge {
  /// Passed if every rule holds; `broken` if something that a rule speaks of was never recorded.
  public static func judge(
    _ rules: [Rule], student: [Observation], reference: [Observation]
  ) -> Verdict {
    let yours = Recordings(student)
    let expected = Recordings(reference)
    let missing = unique(rules.flatMap(\.names).filter { yours[$0] == nil })
    guard missing.isEmpty else { return .broken(.missingObservations(missing)) }
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
      compare(of, yours[of], with: expected[of], against: "reference", within)
    case .equal(let of, let to, let within):
      compare(of, yours[of], with: yours[to], against: to, within)
    case .exactly(let of, let literal): exactly(of, yours[of], literal)
    case .bounded(let of, let low, let high): bounded(of, yours[of], low, high)
    case .differs(let of, let from, let by): differs(of, yours[of], from, yours[from], by)
    case .names(let of, let are): names(of, yours[of], are ?? expected[of]?.names)
    case .rejects(let of):
      if case .rejection(.some) = yours[of] { nil } else { .accepted(name: of) }
    }
  }

  private static func compare(
    _ name: String, _ yours: ObservedValue?, with expected: ObservedValue?, against: String,
    _ tolerance: Tolerance
  ) -> FindingKind? {
    guard let yours, let expected else { return .accepted(name: name) }
    switch (yours, expected) {
    case (.array(let left), .array(let right)):
      guard left.shape == right.shape, left.elementType == right.elementType else {
        return .shapes(name: name, yours: left, expected: right)
      }
      return Comparison.between(left, right, name: name, against: against, within: tolerance)
        .map(FindingKind.values)
    case (.number(let left), .number(let right)):
      let allowance = tolerance.absolute + tolerance.relative * max(1, right.magnitude)
      return Comparison.distance(left, right) <= allowance
        ? nil : .value(name: name, yours: yours, expected: expected)
    case (.names(let left), .names(let right)):
      return left == right ? nil : .value(name: name, yours: yours, expected: expected)
    case (.text(let left), .text(let right)):
      return left == right ? nil : .value(name: name, yours: yours, expected: expected)
    case (.rejection(let left), .rejection(let right)):
      return (left == nil) == (right == nil) ? nil : .accepted(name: name)
    default: return .value(name: name, yours: yours, expected: expected)
    }
  }

  private static func exactly(
    _ name: String, _ yours: ObservedValue?, _ literal: Literal
  ) -> FindingKind? {
    guard let yours else { return .accepted(name: name) }
    switch (literal, yours) {
    case (.number(let want), .number(let got)) where want == got: return nil
    case (.number(let want), .array(let array)) where array.values == [want]: return nil
    case (.text(let want), .text(let got)) where want == got: return nil
    case (.names(let want), .names(let got)) where want == got: return nil
    case (.everywhere(let want), .array(let array)):
      let expected = ObservedArray(
        shape: array.shape, elementType: array.elementType,
        values: [Double](repeating: want, count: array.values.count))
      return Comparison.between(
        array, expected, name: name, against: shown(want), within: .exact
      ).map(FindingKind.values)
    default: return .value(name: name, yours: yours, expected: literal.observed)
    }
  }

  private static func bounded(
    _ name: String, _ yours: ObservedValue?, _ low: Double?, _ high: Double?
  ) -> FindingKind? {
    guard let yours, let array = yours.asArray else { return .accepted(name: name) }
    // Written so that a NaN lies outside.
    let outside = array.values.count { !($0 >= low ?? -.infinity && $0 <= high ?? .infinity) }
    guard outside > 0 else { return nil }
    return .outOfBounds(name: name, array: array, low: low, high: high, outside: outside)
  }

  private static func differs(
    _ name: String, _ yours: ObservedValue?, _ from: String, _ other: ObservedValue?, _ by: Double
  ) -> FindingKind? {
    guard let left = yours?.asArray, let right = other?.asArray else {
      return yours == other ? .same(name: name, as: from) : nil
    }
    guard left.shape == right.shape else {
      return .shapes(name: name, yours: left, expected: right)
    }
    let differ = left.values.indices.contains { index in
      let distance = (left.values[index] - right.values[index]).magnitude
      return distance.isFinite && distance > by
    }
    return differ ? nil : .same(name: name, as: from)
  }

  private static func names(
    _ name: String, _ yours: ObservedValue?, _ want: [String]?
  ) -> FindingKind? {
    guard let got = yours?.names, let want else {
      return .value(name: name, yours: yours ?? .names([]), expected: .names(want ?? []))
    }
    guard got.sorted() != want.sorted() else { return nil }
    return .names(
      name: name, missing: surplus(of: want, over: got), unexpected: surplus(of: got, over: want))
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

  private static func shown(_ number: Double) -> String { NumberText.short(number) }
}

/// Observations by name; of two with one name the last counts, and none is lost by it.
private struct Recordings {
  private var byName: [String: ObservedValue] = [:]

  init(_ observations: [Observation]) {
    for observation in observations { byName[observation.name] = observation.value }
  }

  subscript(_ name: String) -> ObservedValue? { byName[name] }
}

extension Rule {
  /// The student's recordings that the rule speaks of.
  public var names: [String] {
    switch self {
    case .reference(let of, _), .exactly(let of, _), .bounded(let of, _, _), .names(let of, _),
      .rejects(let of):
      [of]
    case .equal(let of, let to, _): [of, to]
    case .differs(let of, let from, _): [of, from]
    }
  }
}

extension Literal {
  var observed: ObservedValue {
    switch self {
    case .number(let number), .everywhere(let number): .number(number)
    case .text(let text): .text(text)
    case .names(let names): .names(names)
    }
  }
}

extension ObservedValue {
  /// A number counts as an array without dimensions.
  var asArray: ObservedArray? {
    switch self {
    case .array(let array): array
    case .number(let number):
      ObservedArray(shape: [], elementType: .float64, values: [number])
    default: nil
    }
  }

  var names: [String]? {
    if case .names(let names) = self { return names }
    return nil
  }
}
