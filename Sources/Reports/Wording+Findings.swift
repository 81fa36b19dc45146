import LessonPacks
import Observations

extension Wording {
  /// What was seen where a rule did not hold.
  public func sentence(for finding: Finding) -> String {
    if case .value(let name, let yours, _) = finding.kind,
      case .bounded(_, let low, let high) = finding.rule
    {
      return text(
        "`\(name)` is \(described(yours)); expected numbers \(range(low, high)).",
        "`\(name)` es \(described(yours)); se esperaban números \(range(low, high)).")
    }
    return sentence(for: finding.kind)
  }

  public func sentence(for kind: FindingKind) -> String {
    switch kind {
    case .values(let comparison): differing(comparison)
    case .shapes(let name, let yours, let expected): shapes(name, yours, expected)
    case .names(let name, let missing, let unexpected): names(name, missing, unexpected)
    case .value(let name, let yours, let expected): value(name, yours, expected)
    case .gradients(let name, let yours, let expected, let differing):
      gradients(name, yours, expected, differing)
    case .outOfBounds(let name, let array, let low, let high, let outside):
      outOfBounds(name, array, low, high, outside)
    case .same(let name, let other):
      text(
        "`\(name)` is the same as `\(other)`, and should differ.",
        "`\(name)` es igual que `\(other)`, y debería ser distinto.")
    case .accepted(let name):
      text(
        "The call `\(name)` went through, and should have thrown an error.",
        "La llamada `\(name)` se aceptó, y debería haber lanzado un error.")
    case .notStrict(let diagnostics): notStrict(diagnostics)
    }
  }

  private func differing(_ comparison: Comparison) -> String {
    let sentence = text(
      "\(count(comparison)) differ from \(against(comparison)); the worst is ",
      "\(count(comparison)) no coinciden con \(against(comparison)); el peor es ")
    let index = comparison.index(of: comparison.worst)
    let place = index.isEmpty ? "" : "\(index): "
    let pair = NumberText.pair(
      comparison.yours.values[comparison.worst], comparison.expected.values[comparison.worst])
    let worst = text(
      "\(place)yours \(pair.0), expected \(pair.1).", "\(place)tuyo \(pair.0), esperado \(pair.1).")
    return ([sentence + worst] + [comparison.pattern.map(pattern)].compactMap { $0 })
      .joined(separator: " ")
  }

  private func count(_ comparison: Comparison) -> String {
    let all = comparison.yours.values.count
    let name = comparison.name
    return text(
      "\(comparison.differing) of \(all) values of `\(name)`",
      "\(comparison.differing) de \(all) valores de `\(name)`")
  }

  private func against(_ comparison: Comparison) -> String {
    if comparison.against == "reference" { return text("the reference", "la referencia") }
    return Double(comparison.against) == nil ? "`\(comparison.against)`" : comparison.against
  }

  /// How all values together stand to the expected ones.
  public func pattern(_ pattern: DifferencePattern) -> String {
    switch pattern {
    case .ratio(let ratio):
      text(
        "Every value is \(NumberText.ratio(ratio)) × the expected one.",
        "Cada valor es \(NumberText.ratio(ratio)) × el esperado.")
    case .transposed:
      text("It is the expected matrix transposed.", "Es la matriz esperada, transpuesta.")
    case .zero:
      text("Every value of yours is 0.", "Todos los valores tuyos son 0.")
    case .offset(let offset):
      text(
        "Every value is the expected one \(signed(offset)).",
        "Cada valor es el esperado \(signed(offset)).")
    }
  }

  private func signed(_ number: Double) -> String {
    (number < 0 ? "− " : "+ ") + NumberText.short(number.magnitude)
  }

  private func shapes(
    _ name: String, _ yours: ObservedArray, _ expected: ObservedArray
  ) -> String {
    guard yours.shape != expected.shape else {
      return text(
        "The element types of `\(name)` differ: yours \(yours.elementType), "
          + "expected \(expected.elementType).",
        "Los tipos de los elementos de `\(name)` difieren: tuyo \(yours.elementType), "
          + "esperado \(expected.elementType).")
    }
    let sentence = text(
      "The shapes of `\(name)` differ: yours \(yours.shape), expected \(expected.shape).",
      "Las formas de `\(name)` difieren: tuya \(yours.shape), esperada \(expected.shape).")
    guard yours.shape.count == 2, yours.shape == expected.shape.reversed() else { return sentence }
    return sentence + " "
      + text("Yours is transposed.", "La tuya está transpuesta.")
  }

  private func names(_ name: String, _ missing: [String], _ unexpected: [String]) -> String {
    var sentences: [String] = []
    if !missing.isEmpty {
      sentences.append(
        text("Missing from `\(name)`: \(list(missing)).", "Faltan en `\(name)`: \(list(missing))."))
    }
    if !unexpected.isEmpty {
      sentences.append(
        text(
          "Not expected in `\(name)`: \(list(unexpected)).",
          "Sobran en `\(name)`: \(list(unexpected))."))
    }
    return sentences.joined(separator: " ")
  }

  private func value(
    _ name: String, _ yours: ObservedValue, _ expected: ObservedValue
  ) -> String {
    if case .number(let first) = yours, case .number(let second) = expected {
      let pair = NumberText.pair(first, second)
      return text(
        "`\(name)` is \(pair.0); expected \(pair.1).",
        "`\(name)` es \(pair.0); se esperaba \(pair.1).")
    }
    return text(
      "`\(name)` is \(described(yours)); expected \(described(expected)).",
      "`\(name)` es \(described(yours)); se esperaba \(described(expected)).")
  }

  private func described(_ value: ObservedValue) -> String {
    switch value {
    case .array(let array) where array.values.isEmpty:
      text("an array without elements", "un tensor sin elementos")
    case .array(let array):
      text("an array of shape \(array.shape)", "un tensor de forma \(array.shape)")
    case .names(let names):
      names.isEmpty
        ? text("an empty list of names", "una lista de nombres vacía")
        : text("the names \(list(names))", "la lista \(list(names))")
    case .number(let number):
      text("the number \(NumberText.short(number))", "el número \(NumberText.short(number))")
    case .text(let string):
      text("the text “\(VisibleText.line(string))”", "el texto «\(VisibleText.line(string))»")
    case .gradients(let rows):
      text(
        "the gradients of \(rows.count) parameters", "los gradientes de \(rows.count) parámetros")
    case .rejection(nil): text("a call that went through", "una llamada aceptada")
    case .rejection: text("a call that throws", "una llamada que lanza un error")
    }
  }

  private func outOfBounds(
    _ name: String, _ array: ObservedArray, _ low: Double?, _ high: Double?, _ outside: Int
  ) -> String {
    let isOutside: (Double) -> Bool = { value in
      guard low != nil || high != nil else { return !value.isFinite }
      return !(value >= low ?? -.infinity && value <= high ?? .infinity)
    }
    if array.values.count == 1, low != nil || high != nil {
      let value = NumberText.short(array.values[0])
      return text(
        "`\(name)` is \(value), and should lie \(range(low, high)).",
        "`\(name)` es \(value), y debería estar \(range(low, high)).")
    }
    let count = text(
      "\(outside) of \(array.values.count) values of `\(name)`",
      "\(outside) de \(array.values.count) valores de `\(name)`")
    let what =
      low == nil && high == nil
      ? text("are not finite", "no son finitos")
      : text("do not lie \(range(low, high))", "no están \(range(low, high))")
    guard let first = array.values.firstIndex(where: isOutside) else { return "\(count) \(what)." }
    let index = Comparison.index(of: first, in: array.shape)
    let place = index.isEmpty ? "" : "\(index): "
    return "\(count) \(what); "
      + text("the first is ", "el primero es ") + place + NumberText.short(array.values[first])
      + "."
  }

  private func range(_ low: Double?, _ high: Double?) -> String {
    switch (low.map(NumberText.short), high.map(NumberText.short)) {
    case (let low?, let high?): text("from \(low) to \(high)", "entre \(low) y \(high)")
    case (let low?, nil): text("at \(low) or above", "en \(low) o más")
    case (nil, let high?): text("at \(high) or below", "en \(high) o menos")
    case (nil, nil): text("that are finite", "finitos")
    }
  }

  private func notStrict(_ diagnostics: [Diagnostic]) -> String {
    guard let first = diagnostics.first else {
      return text("The strict compile complains.", "La compilación estricta se queja.")
    }
    let more = diagnostics.count - 1
    let rest = more > 0 ? text(" (\(more) more)", " (\(more) más)") : ""
    return text(
      "The strict compile complains at \(place(first)): \(ended(first.message + rest))",
      "La compilación estricta se queja en \(place(first)): \(ended(first.message + rest))")
  }

  func place(_ diagnostic: Diagnostic) -> String {
    "\(diagnostic.file):\(diagnostic.line):\(diagnostic.column)"
  }
}
