import LessonPacks
import Observations
import Testing

@testable import Reports

/// Which parameter a gradient reached, held against the reference.
@Suite struct GradientTests {
  private static let good = [
    GradientRow(name: "base.weight", isTrainable: false, norm: nil),
    GradientRow(name: "lora_A", isTrainable: true, norm: 0),
    GradientRow(name: "lora_B", isTrainable: true, norm: 4),
  ]

  private func differing(_ rows: [GradientRow], relative: Double = 1e-3) -> [String]? {
    let rule = Rule.reference(of: "g", within: Tolerance(relative: relative))
    let verdict = RuleEvaluator.judge(
      [rule], student: [Observation(name: "g", value: .gradients(rows))],
      reference: [Observation(name: "g", value: .gradients(Self.good))])
    guard case .wrong(let findings) = verdict,
      case .gradients(_, _, _, let names) = findings[0].kind
    else { return verdict == .passed ? nil : ["?"] }
    return names
  }

  private func changed(_ name: String, _ change: (inout GradientRow) -> Void) -> [GradientRow] {
    Self.good.map { row in
      var row = row
      if row.name == name { change(&row) }
      return row
    }
  }

  @Test func theSameTableInAnyOrderHolds() {
    #expect(differing(Self.good) == nil)
    #expect(differing(Self.good.reversed()) == nil)
    #expect(differing(changed("lora_B") { $0.norm = 4.001 }) == nil)
  }

  @Test func everyDifferenceIsNamed() {
    #expect(differing(changed("lora_B") { $0.norm = 4.1 }) == ["lora_B"])
    #expect(differing(changed("lora_B") { $0.norm = .nan }) == ["lora_B"])
    #expect(differing(changed("lora_A") { $0.norm = nil }) == ["lora_A"])
    #expect(differing(changed("base.weight") { $0.isTrainable = true }) == ["base.weight"])
    #expect(differing(changed("base.weight") { $0.norm = 1 }) == ["base.weight"])
    #expect(differing(Array(Self.good.dropFirst())) == ["base.weight"])
    let more = Self.good + [GradientRow(name: "bias", isTrainable: true, norm: 1)]
    #expect(differing(more) == ["bias"])
  }

  @Test func anotherKindOfValueIsNoTable() {
    let rule = Rule.reference(of: "g", within: .exact)
    let verdict = RuleEvaluator.judge(
      [rule], student: [Observation(name: "g", value: .number(1))],
      reference: [Observation(name: "g", value: .gradients(Self.good))])
    #expect(verdict != .passed)
  }

  @Test func theSentenceNamesTheFirst() {
    let words = Wording(.en, file: "F.swift")
    let kind = FindingKind.gradients(
      name: "g",
      yours: changed("base.weight") {
        $0 = GradientRow(name: $0.name, isTrainable: true, norm: 2.5)
      },
      expected: Self.good, differing: ["base.weight", "lora_B"])
    #expect(
      words.sentence(for: kind)
        == "`base.weight` is trainable and has a gradient of norm 2.5; expected: frozen, without a "
        + "gradient. Also different: `lora_B`.")
    #expect(
      Wording(.es, file: "F.swift").sentence(for: kind)
        == "`base.weight` es entrenable y tiene un gradiente de norma 2,5; se esperaba: congelado, "
        + "sin gradiente. Tampoco coinciden: `lora_B`.")
    let dead = FindingKind.gradients(
      name: "g", yours: changed("lora_A") { $0.norm = nil }, expected: Self.good,
      differing: ["lora_A"])
    #expect(
      words.sentence(for: dead).hasPrefix("`lora_A` is trainable but has no gradient; expected: "))
    let missing = FindingKind.gradients(
      name: "g", yours: [], expected: Self.good, differing: ["lora_A"])
    #expect(Wording(.es, file: "F.swift").sentence(for: missing) == "`lora_A` no está registrado.")
  }
}
