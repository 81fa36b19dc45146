import Observations

extension Wording {
  /// The first parameter whose gradient is not as it should be, and how many more there are.
  func gradients(
    _ name: String, _ yours: [GradientRow], _ expected: [GradientRow], _ differing: [String]
  ) -> String {
    guard let first = differing.first else { return "" }
    let shown = VisibleText.line(first)
    let sentence: String
    switch (yours.first { $0.name == first }, expected.first { $0.name == first }) {
    case (let mine?, let wanted?):
      sentence = text(
        "`\(shown)` is \(state(mine)), and should be \(state(wanted)).",
        "`\(shown)` está \(state(mine)), y debería estar \(state(wanted)).")
    case (nil, _):
      sentence = text("`\(shown)` is not registered.", "`\(shown)` no está registrado.")
    case (_, nil):
      sentence = text("`\(shown)` should not be there.", "`\(shown)` sobra.")
    }
    guard differing.count > 1 else { return sentence }
    let more = differing.count - 1
    return sentence + " "
      + text("\(more) more in `\(name)` differ.", "Otros \(more) de `\(name)` no coinciden.")
  }

  /// `A: 0 · B: 33.6 · base: none`
  func norms(of rows: [GradientRow]) -> String {
    rows.map { row in
      let norm = row.norm.map(NumberText.short) ?? text("none", "ninguno")
      return "\(VisibleText.line(row.name)): \(norm)"
    }.joined(separator: " · ")
  }

  /// `trainable with a gradient of norm 3.2`, `frozen without a gradient`.
  public func state(_ row: GradientRow) -> String {
    let frozen = row.isTrainable ? text("trainable", "entrenable") : text("frozen", "congelado")
    guard let norm = row.norm else {
      return text("\(frozen) without a gradient", "\(frozen) sin gradiente")
    }
    let number = NumberText.short(norm)
    return text(
      "\(frozen) with a gradient of norm \(number)", "\(frozen) con un gradiente de norma \(number)"
    )
  }
}
