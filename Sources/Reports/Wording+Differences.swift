import Foundation
import LessonPacks
import Observations

/// How far values are from what they should be, and how far they may be.
extension Wording {
  func differing(_ comparison: Comparison) -> String {
    let pair = NumberText.pair(
      comparison.yours.values[comparison.worst], comparison.expected.values[comparison.worst],
      in: language)
    let values = Phrase(
      en: "yours \(pair.0), expected \(pair.1).", es: "tuyo \(pair.0), esperado \(pair.1).")
    return
      ([differing(comparison, values[language])]
      + [comparison.pattern.map(pattern)].compactMap { $0 }).joined(separator: " ")
  }

  /// `values` are the two that differ most.
  private func differing(_ comparison: Comparison, _ values: String) -> String {
    let (count, all) = (comparison.differing, comparison.yours.values.count)
    let (name, other) = (comparison.name, against(comparison))
    let index = comparison.index(of: comparison.worst)
    if all == 1 {
      return Phrase(
        en: "`\(name)` differs from \(other): \(values)",
        es: "`\(name)` no coincide con \(other): \(values)")[language]
    }
    if count == 1 {
      return Phrase(
        en: "1 of \(all) values of `\(name)` differs from \(other), at \(index): \(values)",
        es: "1 de \(all) valores de `\(name)` no coincide con \(other), en \(index): \(values)")[
          language]
    }
    return Phrase(
      en: "\(count) of \(all) values of `\(name)` differ from \(other); the worst is \(index): "
        + values,
      es: "\(count) de \(all) valores de `\(name)` no coinciden con \(other); el peor es \(index): "
        + values)[language]
  }

  private func against(_ comparison: Comparison) -> String {
    switch comparison.against {
    case .reference: Phrase(en: "the reference", es: "la referencia")[language]
    case .observation(let name): "`\(name)`"
    case .constant(let value): number(value)
    }
  }

  /// How all values together stand to the expected ones.
  public func pattern(_ pattern: DifferencePattern) -> String {
    switch pattern {
    case .ratio(let ratio):
      let factor = NumberText.ratio(ratio, in: language)
      return Phrase(
        en: "Every value is \(factor) × the expected one.",
        es: "Cada valor es \(factor) × el esperado.")[language]
    case .transposed:
      return Phrase(
        en: "It is the expected matrix transposed.", es: "Es la matriz esperada, traspuesta.")[
          language]
    case .zero:
      return Phrase(en: "All your values are 0.", es: "Todos tus valores son 0.")[language]
    case .offset(let offset):
      let signed = (offset < 0 ? "− " : "+ ") + number(offset.magnitude)
      return Phrase(
        en: "Every value is the expected one \(signed).",
        es: "Cada valor es el esperado \(signed).")[language]
    }
  }

  /// A measured value that is a difference, with what it was measured against:
  /// `8.1e-06 (largest |after − before|; the limit is 1e-05)`. `limit` is the rule's that compares the
  /// two, nil if there is none.
  public func measured(
    difference: Double, of name: String, to other: String, limit: Double?
  ) -> String {
    let shown = NumberText.measured(difference, in: language)
    let what = Phrase(en: "largest |\(name) − \(other)|", es: "mayor |\(name) − \(other)|")[
      language]
    guard let limit else { return "\(shown) (\(what))" }
    let most = language.number(String(format: "%.2g", limit))
    return Phrase(
      en: "\(shown) (\(what); the limit is \(most))", es: "\(shown) (\(what); el límite es \(most))"
    )[
      language]
  }

  /// Where values are nearly right, how near and how near they must be; else nothing.
  func closeness(_ comparison: Comparison, _ tolerance: Tolerance) -> String {
    guard comparison.pattern == nil else { return "" }
    let worst = comparison.worst
    return closeness(
      comparison.yours.values[worst], comparison.expected.values[worst],
      allowance: tolerance.allowance(for: comparison.expected),
      isOne: comparison.yours.values.count == 1)
  }

  func closeness(
    _ yours: ObservedValue, _ expected: ObservedValue, _ tolerance: Tolerance
  ) -> String {
    guard case .number(let first) = yours, case .number(let second) = expected else { return "" }
    let allowance = tolerance.allowance(for: ObservedArray(shape: [], values: [second]))
    return closeness(first, second, allowance: allowance, isOne: true)
  }

  private func closeness(
    _ yours: Double, _ expected: Double, allowance: Double, isOne: Bool
  ) -> String {
    let distance = (yours - expected).magnitude
    guard distance.isFinite else { return "" }
    if allowance == 0 {
      guard distance <= 1e-4 * max(yours.magnitude, expected.magnitude) else { return "" }
      return " "
        + Phrase(
          en: "No difference is allowed here.", es: "Aquí no se permite ninguna diferencia.")[
          language]
    }
    guard distance <= 100 * allowance else { return "" }
    let (shown, most) = NumberText.pair(distance, allowance, in: language)
    let sentence =
      isOne
      ? Phrase(
        en: "The difference is \(shown); at most \(most) is allowed.",
        es: "La diferencia es \(shown); se permite como mucho \(most).")
      : Phrase(
        en: "The largest difference is \(shown); at most \(most) is allowed.",
        es: "La mayor diferencia es \(shown); se permite como mucho \(most).")
    return " " + sentence[language]
  }
}

extension Rule {
  /// How far apart the two sides of a comparison may lie; exact for a rule that compares nothing.
  var tolerance: Tolerance {
    switch self {
    case .reference(_, let within), .equal(_, _, let within), .exactly(_, _, let within): within
    case .bounded, .differs, .names, .rejects, .accepts: .exact
    }
  }
}
