import LessonPacks
import Observations
import Testing

@testable import Reports

func array(_ name: String, _ values: Double...) -> Observation {
  Observation(name: name, value: .array(ObservedArray(shape: [values.count], values: values)))
}

func number(_ name: String, _ number: Double) -> Observation {
  Observation(name: name, value: .number(number))
}

func names(_ name: String, _ names: String...) -> Observation {
  Observation(name: name, value: .names(names))
}

private func judge(
  _ rule: Rule, _ student: Observation..., reference: [Observation] = []
) -> Verdict {
  RuleEvaluator.judge([rule], student: student, reference: reference)
}

extension Verdict {
  /// The kind of the only finding.
  fileprivate var kind: FindingKind? {
    guard case .wrong(let findings) = self, findings.count == 1 else { return nil }
    return findings[0].kind
  }

  fileprivate var differing: Int? {
    guard case .values(let comparison) = kind else { return nil }
    return comparison.differing
  }
}

struct ReferenceRuleTests {
  private let rule = Rule.reference(of: "y", within: Tolerance(absolute: 0.1))

  @Test func holdsWithinTheTolerance() {
    #expect(judge(rule, array("y", 1, 2), reference: [array("y", 1.05, 2)]) == .passed)
    #expect(judge(rule, number("y", 1), reference: [number("y", 1.05)]) == .passed)
    #expect(judge(rule, names("y", "a"), reference: [names("y", "a")]) == .passed)
  }

  @Test func doesNotHoldBeyondIt() throws {
    let verdict = judge(rule, array("y", 1, 2), reference: [array("y", 1.2, 2)])
    guard case .values(let comparison) = verdict.kind else {
      Issue.record("\(verdict)")
      return
    }
    #expect(comparison.differing == 1)
    #expect(comparison.against == .reference)
    #expect(
      judge(rule, number("y", 1), reference: [number("y", 1.2)]).kind
        == .value(name: "y", yours: .number(1), expected: .number(1.2)))
    #expect(
      judge(rule, names("y", "a", "b"), reference: [names("y", "b", "a")]).kind
        == .value(name: "y", yours: .names(["a", "b"]), expected: .names(["b", "a"])))
  }

  @Test func aNaNOfTheStudentDoesNotHold() {
    #expect(judge(rule, array("y", .nan, 2), reference: [array("y", 1, 2)]).differing == 1)
    #expect(judge(rule, number("y", .nan), reference: [number("y", 1)]).kind != nil)
  }

  @Test func anotherShapeOrElementTypeDoesNotHold() {
    let flat = ObservedArray(shape: [2], values: [1, 2])
    let column = ObservedArray(shape: [2, 1], values: [1, 2])
    let double = ObservedArray(shape: [2], elementType: .float64, values: [1, 2])
    let empty = ObservedArray(shape: [0], values: [])
    for other in [column, double, empty] {
      let verdict = judge(
        rule, Observation(name: "y", value: .array(other)), reference: [array("y", 1, 2)])
      #expect(verdict.kind == .shapes(name: "y", yours: other, expected: flat))
    }
  }

  @Test func anotherKindOfObservationDoesNotHold() {
    let expected = array("y", 1)
    #expect(
      judge(rule, number("y", 1), reference: [expected]).kind
        == .value(name: "y", yours: .number(1), expected: expected.value))
  }

  @Test func rejectionsAreComparedByWhetherTheyThrew() {
    let threw = Observation(name: "y", value: .rejection("mine"))
    let other = Observation(name: "y", value: .rejection("other"))
    let through = Observation(name: "y", value: .rejection(nil))
    #expect(judge(rule, threw, reference: [other]) == .passed)
    #expect(judge(rule, through, reference: [through]) == .passed)
    #expect(judge(rule, through, reference: [threw]).kind == .accepted(name: "y"))
    #expect(
      judge(rule, threw, reference: [through]).kind
        == .value(name: "y", yours: .rejection("mine"), expected: .rejection(nil)))
  }

  @Test func aReferenceThatRecordedNothingIsNotTheStudentsFault() {
    guard case .broken(.protocolViolation(let what)) = judge(rule, array("y", 1)) else {
      Issue.record("a missing reference was judged")
      return
    }
    #expect(what == "the reference solution recorded no `y`")
  }
}

struct EqualRuleTests {
  private let rule = Rule.equal(of: "y", to: "base", within: .exact)

  @Test func holdsForEqualRecordings() {
    #expect(judge(rule, array("y", 1, -0.0), array("base", 1, 0)) == .passed)
    #expect(judge(rule, number("y", 1), number("base", 1)) == .passed)
  }

  @Test func doesNotHoldForOthers() {
    let verdict = judge(rule, array("y", 1, 2.nextUp), array("base", 1, 2))
    guard case .values(let comparison) = verdict.kind else {
      Issue.record("\(verdict)")
      return
    }
    #expect(comparison.against == .observation("base"))
    #expect(judge(rule, number("y", 1), number("base", 2)).kind != nil)
    #expect(judge(rule, number("y", 1), names("base", "1")).kind != nil)
  }

  /// A pack may call an observation what it likes: it is said as a name, and is neither the reference
  /// nor a number.
  @Test(arguments: ["reference", "0", "inf", "nan"])
  func anObservationIsNamedWhateverItIsCalled(_ name: String) throws {
    let rule = Rule.equal(of: "y", to: name, within: .exact)
    let kind = try #require(judge(rule, array("y", 1, 2), array(name, 1, 3)).kind)
    let english = Wording(.en, file: "LoRA.swift").sentence(for: kind)
    #expect(
      english.hasPrefix("1 of 2 values of `y` differs from `\(name)`, at [1]: "), "\(english)")
    let spanish = Wording(.es, file: "LoRA.swift").sentence(for: kind)
    #expect(spanish.hasPrefix("1 de 2 valores de `y` no coincide con `\(name)`, "), "\(spanish)")
  }

  @Test func twoNaNAgreeOnNothing() {
    #expect(judge(rule, array("y", .nan, 1), array("base", .nan, 1)).differing == 1)
    #expect(judge(rule, number("y", .nan), number("base", .nan)).kind != nil)
  }

  @Test func nothingEqualsAnything() {
    #expect(judge(rule, array("y"), array("base", 1)).kind != nil)
    #expect(judge(rule, array("y"), array("base")).kind != nil)
  }
}

struct ExactlyRuleTests {
  private func rule(_ value: Literal) -> Rule { .exactly(of: "y", value: value) }

  @Test func numbers() {
    #expect(judge(rule(.number(1024)), number("y", 1024)) == .passed)
    #expect(judge(rule(.number(1024)), array("y", 1024)) == .passed)
    #expect(
      judge(rule(.number(1024)), number("y", 1025)).kind
        == .value(name: "y", yours: .number(1025), expected: .number(1024)))
    #expect(judge(rule(.number(0)), number("y", .nan)).kind != nil)
    #expect(judge(rule(.number(1)), array("y", 1, 1)).kind != nil)
  }

  @Test func numbersWithinATolerance() {
    func near(_ want: Literal, _ tolerance: Tolerance) -> Rule {
      .exactly(of: "y", value: want, within: tolerance)
    }
    let half = near(.number(4), Tolerance(absolute: 0.5))
    #expect(judge(half, number("y", 4.5)) == .passed)
    #expect(judge(half, array("y", 3.5)) == .passed)
    #expect(
      judge(half, number("y", 4.75)).kind
        == .value(name: "y", yours: .number(4.75), expected: .number(4)))
    for other in [Double.nan, .infinity] {
      #expect(judge(half, number("y", other)).kind != nil)
    }
    let tenth = near(.number(40), Tolerance(relative: 0.125))
    #expect(judge(tenth, number("y", 45)) == .passed)
    #expect(judge(tenth, number("y", 45.5)).kind != nil)
    let all = near(.everywhere(1), Tolerance(absolute: 0.25))
    #expect(judge(all, array("y", 0.75, 1.25)) == .passed)
    #expect(judge(all, array("y", 0.75, 1.5)).differing == 1)
    #expect(judge(all, array("y", .nan)).differing == 1)
  }

  @Test func texts() {
    let text = Observation(name: "y", value: .text("a"))
    #expect(judge(rule(.text("a")), text) == .passed)
    #expect(
      judge(rule(.text("b")), text).kind
        == .value(name: "y", yours: .text("a"), expected: .text("b")))
    #expect(judge(rule(.text("1")), number("y", 1)).kind != nil)
  }

  @Test func namesInTheirOrder() {
    #expect(judge(rule(.names(["a", "b"])), names("y", "a", "b")) == .passed)
    #expect(judge(rule(.names(["b", "a"])), names("y", "a", "b")).kind != nil)
  }

  @Test func everywhere() {
    #expect(judge(rule(.everywhere(0)), array("y", 0, -0.0)) == .passed)
    #expect(judge(rule(.everywhere(0)), array("y", 0, 1e-30)).differing == 1)
    #expect(judge(rule(.everywhere(0)), array("y", .nan)).differing == 1)
    #expect(
      judge(rule(.everywhere(0)), array("y")).kind
        == .value(
          name: "y", yours: .array(ObservedArray(shape: [0], values: [])), expected: .number(0)))
    #expect(judge(rule(.everywhere(0)), number("y", 0)).kind != nil)
  }
}

struct BoundedRuleTests {
  private let rule = Rule.bounded(of: "y", low: -1, high: 1)

  @Test func holdsUpToTheBounds() {
    #expect(judge(rule, array("y", -1, 0, 1)) == .passed)
    #expect(judge(rule, number("y", 0.5)) == .passed)
    #expect(judge(.bounded(of: "y", low: 0, high: nil), array("y", .infinity)) == .passed)
    #expect(judge(.bounded(of: "y", low: nil, high: 0), array("y", -1e300)) == .passed)
  }

  @Test func countsWhatLiesOutside() {
    let verdict = judge(rule, array("y", -1.001, 0, 1.001, .nan))
    guard case .outOfBounds(let name, _, let low, let high, let outside) = verdict.kind else {
      Issue.record("\(verdict)")
      return
    }
    #expect(name == "y")
    #expect(low == -1)
    #expect(high == 1)
    #expect(outside == 3)
    #expect(judge(rule, number("y", 2)).kind != nil)
  }

  @Test func nothingAndOtherKindsLieOutside() {
    #expect(judge(rule, array("y")).kind != nil)
    #expect(
      judge(rule, names("y", "a")).kind
        == .value(name: "y", yours: .names(["a"]), expected: .number(-1)))
  }
}

struct DiffersRuleTests {
  private let rule = Rule.differs(of: "y", from: "x", by: 0.5)

  @Test func holdsIfTheyDifferSomewhereByMore() {
    #expect(judge(rule, array("y", 1, 2.6), array("x", 1, 2)) == .passed)
    #expect(judge(rule, number("y", 1), number("x", 2)) == .passed)
    #expect(judge(rule, names("y", "a"), names("x", "b")) == .passed)
  }

  @Test func doesNotHoldIfTheyDoNot() {
    #expect(
      judge(rule, array("y", 1, 2.5), array("x", 1, 2)).kind == .same(name: "y", as: "x"))
    #expect(judge(rule, array("y"), array("x")).kind == .same(name: "y", as: "x"))
    #expect(judge(rule, names("y", "a"), names("x", "a")).kind == .same(name: "y", as: "x"))
  }

  @Test(arguments: [Double.nan, .infinity])
  func whatIsNotFiniteIsNoDifference(_ value: Double) {
    guard
      case .outOfBounds("y", _, nil, nil, 1) = judge(
        rule, array("y", value, 9), array("x", 1, 2)
      ).kind
    else {
      Issue.record("\(value) was taken for a difference")
      return
    }
    guard
      case .outOfBounds("x", _, nil, nil, 1) = judge(
        rule, array("y", 1, 9), array("x", value, 2)
      ).kind
    else {
      Issue.record("\(value) was taken for a difference")
      return
    }
  }

  @Test func whatCannotBeComparedIsNoDifference() {
    #expect(judge(rule, array("y", 1, 2), array("x", 1)).kind != nil)
    #expect(judge(rule, names("y", "a"), number("x", 1)).kind != nil)
  }
}

struct NamesRuleTests {
  private let rule = Rule.names(of: "y", are: ["a", "b"])

  @Test func holdsInAnyOrder() {
    #expect(judge(rule, names("y", "b", "a")) == .passed)
    #expect(
      judge(.names(of: "y", are: nil), names("y", "b", "a"), reference: [names("y", "a", "b")])
        == .passed)
  }

  @Test func saysWhatIsMissingAndWhatIsTooMuch() {
    #expect(
      judge(rule, names("y", "a", "c")).kind
        == .names(name: "y", missing: ["b"], unexpected: ["c"]))
    #expect(
      judge(.names(of: "y", are: nil), names("y"), reference: [names("y", "a")]).kind
        == .names(name: "y", missing: ["a"], unexpected: []))
  }

  @Test func aNameGivenTwiceIsOneTooMany() {
    #expect(
      judge(rule, names("y", "a", "b", "a")).kind
        == .names(name: "y", missing: [], unexpected: ["a"]))
  }

  @Test func anotherKindOfObservationDoesNotHold() {
    #expect(
      judge(rule, number("y", 2)).kind
        == .value(name: "y", yours: .number(2), expected: .names(["a", "b"])))
  }

  @Test func aReferenceWithoutTheNamesIsNotTheStudentsFault() {
    guard case .broken(.protocolViolation) = judge(.names(of: "y", are: nil), names("y")) else {
      Issue.record("a missing reference was judged")
      return
    }
  }
}

struct RejectsRuleTests {
  private let rule = Rule.rejects(of: "call")

  @Test func holdsIfTheCallThrew() {
    #expect(judge(rule, Observation(name: "call", value: .rejection(""))) == .passed)
  }

  @Test func doesNotHoldIfItWentThrough() {
    #expect(
      judge(rule, Observation(name: "call", value: .rejection(nil))).kind
        == .accepted(name: "call"))
    #expect(judge(rule, number("call", 1)).kind != nil)
  }
}

struct AcceptsRuleTests {
  private let rule = Rule.accepts(of: "call")

  @Test func holdsIfTheCallWentThrough() {
    #expect(judge(rule, Observation(name: "call", value: .rejection(nil))) == .passed)
  }

  /// The finding keeps the error's words: they are what the student looks for.
  @Test func doesNotHoldIfItThrew() {
    #expect(
      judge(rule, Observation(name: "call", value: .rejection("no rank"))).kind
        == .threw(name: "call", message: "no rank"))
    #expect(
      judge(rule, number("call", 1)).kind
        == .value(name: "call", yours: .number(1), expected: .rejection(nil)))
  }

  @Test func whatWasNotRecordedBreaksTheCheck() {
    #expect(
      judge(rule, number("other", 1))
        == .broken(.missingObservations(["call"], recorded: ["other"])))
  }
}

struct RuleEvaluatorTests {
  @Test func everyRuleThatDoesNotHoldIsFound() {
    let rules: [Rule] = [
      .exactly(of: "a", value: .number(1)), .exactly(of: "b", value: .number(2)),
      .exactly(of: "c", value: .number(3)),
    ]
    let verdict = RuleEvaluator.judge(
      rules, student: [number("a", 0), number("b", 2), number("c", 0)], reference: [])
    guard case .wrong(let findings) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(findings.map(\.rule) == [rules[0], rules[2]])
  }

  @Test func whatWasNotRecordedBreaksTheCheck() {
    let rules: [Rule] = [
      .equal(of: "a", to: "b", within: .exact), .differs(of: "b", from: "c", by: 0),
      .reference(of: "d", within: .exact),
    ]
    let verdict = RuleEvaluator.judge(
      rules, student: [number("a", 0)], reference: [number("d", 1)])
    guard case .broken(.missingObservations(let missing, _)) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(missing == ["b", "c", "d"])
  }

  @Test func ofTwoRecordingsTheLastCounts() {
    let rule = Rule.exactly(of: "a", value: .number(2))
    #expect(judge(rule, number("a", 1), number("a", 2)) == .passed)
    #expect(judge(rule, number("a", 2), number("a", 1)).kind != nil)
  }
}
