import LessonPacks
import Observations
import UntrustedText

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
          en: "`\(shown)` \(found(mine)); expected: \(state(wanted)).",
          es: "`\(shown)` \(found(mine)); se esperaba: \(state(wanted)).")
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

  /// `trainable, with a gradient of norm 3.2`, `frozen, without a gradient`.
  public func state(_ row: GradientRow) -> String {
    let kind =
      row.isTrainable
      ? Phrase(en: "trainable", es: "entrenable") : Phrase(en: "frozen", es: "congelado")
    let gradient =
      row.norm.map(number).map {
        Phrase(en: "with a gradient of norm \($0)", es: "con un gradiente de norma \($0)")
      } ?? Phrase(en: "without a gradient", es: "sin gradiente")
    return "\(kind[language]), \(gradient[language])"
  }

  /// The student's row, where the one half may contradict the other.
  private func found(_ row: GradientRow) -> String {
    switch (row.isTrainable, row.norm.map(number)) {
    case (true, nil):
      Phrase(en: "is trainable but has no gradient", es: "es entrenable, pero no tiene gradiente")[
        language]
    case (true, let norm?):
      Phrase(
        en: "is trainable and has a gradient of norm \(norm)",
        es: "es entrenable y tiene un gradiente de norma \(norm)")[language]
    case (false, nil):
      Phrase(en: "is frozen and has no gradient", es: "está congelado y no tiene gradiente")[
        language]
    case (false, let norm?):
      Phrase(
        en: "is frozen but has a gradient of norm \(norm)",
        es: "está congelado, pero tiene un gradiente de norma \(norm)")[language]
    }
  }
}
