import LessonPacks
import Observations

extension Wording {
  /// The first parameter whose gradient is not as it should be, and the names of the others.
  func gradients(
    _ name: String, _ yours: [GradientRow], _ expected: [GradientRow], _ differing: [String]
  ) -> String {
    guard let first = differing.first else { return "" }
    let shown = VisibleText.line(first)
    let sentence =
      switch (yours.first { $0.name == first }, expected.first { $0.name == first }) {
      case (let mine?, let wanted?):
        Phrase(
          en: "`\(shown)` is \(state(mine)); expected: \(state(wanted)).",
          es: "`\(shown)`: \(state(mine)); se esperaba: \(state(wanted)).")
      case (nil, _):
        Phrase(en: "`\(shown)` is not registered.", es: "`\(shown)` no está registrado.")
      case (_, nil): Phrase(en: "`\(shown)` should not be there.", es: "`\(shown)` sobra.")
      }
    guard differing.count > 1 else { return sentence[language] }
    let others = list(Array(differing.dropFirst()))
    return sentence[language] + " "
      + Phrase(en: "Also different: \(others).", es: "Tampoco coinciden: \(others).")[language]
  }

  /// `A: 0 · B: 33.6 · base: none`
  func norms(of rows: [GradientRow]) -> String {
    rows.map { row in
      let norm = row.norm.map(number) ?? Phrase(en: "none", es: "ninguno")[language]
      return "\(VisibleText.line(row.name)): \(norm)"
    }.joined(separator: " · ")
  }

  /// `trainable and has a gradient of norm 3.2`, `frozen and has no gradient`.
  public func state(_ row: GradientRow) -> String {
    let norm = row.norm.map(number)
    let phrase =
      switch (row.isTrainable, norm) {
      case (true, nil):
        Phrase(en: "trainable but has no gradient", es: "entrenable, pero sin gradiente")
      case (false, nil): Phrase(en: "frozen and has no gradient", es: "congelado y sin gradiente")
      case (true, let norm?):
        Phrase(
          en: "trainable and has a gradient of norm \(norm)",
          es: "entrenable y con un gradiente de norma \(norm)")
      case (false, let norm?):
        Phrase(
          en: "frozen but has a gradient of norm \(norm)",
          es: "congelado, pero con un gradiente de norma \(norm)")
      }
    return phrase[language]
  }
}
