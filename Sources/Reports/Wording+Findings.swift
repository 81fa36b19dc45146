import LessonPacks
import Observations
import UntrustedText

extension Wording {
  /// What was seen where a rule did not hold, and what it was held against.
  public func sentence(for finding: Finding) -> String {
    switch (finding.kind, finding.rule) {
    case (.value(let name, let yours, _), .bounded(_, let low, let high)?):
      let wanted = range(low, high)
      return Phrase(
        en: "`\(name)` is \(described(yours)); expected numbers: \(wanted).",
        es: "`\(name)` es \(described(yours)); se esperaban números: \(wanted).")[language]
    case (.value(let name, let yours, let expected), let rule?):
      return value(name, yours, expected, of: source(rule))
        + closeness(yours, expected, rule.tolerance)
    case (.values(let comparison), let rule?):
      return differing(comparison) + closeness(comparison, rule.tolerance)
    case (.same(let name, let other), .differs(_, _, let by)?) where by > 0:
      let least = number(by)
      return Phrase(
        en: "`\(name)` and `\(other)` differ by at most \(least); they should differ by more.",
        es: "`\(name)` y `\(other)` difieren en \(least) como mucho; deberían diferir más.")[
          language]
    case (.values, _), (.shapes, _), (.names, _), (.value, _), (.gradients, _), (.outOfBounds, _),
      (.same, _), (.accepted, _), (.threw, _), (.notStrict, _):
      return sentence(for: finding.kind)
    }
  }

  /// The same without the rule: what it allows, and where its value comes from, is not said.
  public func sentence(for kind: FindingKind) -> String {
    switch kind {
    case .values(let comparison): differing(comparison)
    case .shapes(let name, let yours, let expected): shapes(name, yours, expected)
    case .names(let name, let missing, let unexpected): names(name, missing, unexpected)
    case .value(let name, let yours, let expected): value(name, yours, expected, of: nil)
    case .gradients(let name, let yours, let expected, let differing):
      gradients(name, yours, expected, differing)
    case .outOfBounds(let name, let array, let low, let high, let outside):
      outOfBounds(name, array, low, high, outside)
    case .same(let name, let other):
      Phrase(
        en: "`\(name)` is the same as `\(other)`; they should differ.",
        es: "`\(name)` es igual que `\(other)`; deberían ser distintos.")[language]
    case .accepted(let name):
      Phrase(
        en: "The call `\(name)` returned normally; it should have thrown an error.",
        es: "La llamada `\(name)` no lanzó ningún error, y debía.")[language]
    case .threw(let name, let message): threw(name, message)
    case .notStrict(let diagnostics): notStrict(diagnostics)
    }
  }

  private func threw(_ name: String, _ message: String) -> String {
    let said = VisibleText.line(message)
    let end = said.isEmpty ? "." : ": " + ended(said)
    return Phrase(
      en: "The call `\(name)` should have returned normally, and threw an error\(end)",
      es: "La llamada `\(name)` no debía lanzar ningún error, y lanzó uno\(end)")[language]
  }

  private func shapes(
    _ name: String, _ yours: ObservedArray, _ expected: ObservedArray
  ) -> String {
    guard yours.shape != expected.shape else {
      return Phrase(
        en: "The element types of `\(name)` differ: yours \(yours.elementType), "
          + "expected \(expected.elementType).",
        es: "Los tipos de los elementos de `\(name)` difieren: tuyo \(yours.elementType), "
          + "esperado \(expected.elementType).")[language]
    }
    let sentence = Phrase(
      en: "The shapes of `\(name)` differ: yours \(yours.shape), expected \(expected.shape).",
      es: "Las formas de `\(name)` difieren: tuya \(yours.shape), esperada \(expected.shape).")[
        language]
    guard yours.shape.count == 2, yours.shape == expected.shape.reversed() else { return sentence }
    return sentence + " "
      + Phrase(en: "Yours is transposed.", es: "La tuya está traspuesta.")[language]
  }

  private func names(_ name: String, _ missing: [String], _ unexpected: [String]) -> String {
    var sentences: [Phrase] = []
    if !missing.isEmpty {
      let verb = missing.count == 1 ? "Falta" : "Faltan"
      sentences.append(
        Phrase(
          en: "Missing from `\(name)`: \(list(missing)).",
          es: "\(verb) en `\(name)`: \(list(missing))."))
    }
    if !unexpected.isEmpty {
      let verb = unexpected.count == 1 ? "Sobra" : "Sobran"
      sentences.append(
        Phrase(
          en: "Not expected in `\(name)`: \(list(unexpected)).",
          es: "\(verb) en `\(name)`: \(list(unexpected))."))
    }
    return sentences.map { $0[language] }.joined(separator: " ")
  }

  /// `source` says where the expected value comes from: ` (the reference's value)`.
  private func value(
    _ name: String, _ yours: ObservedValue, _ expected: ObservedValue, of source: Phrase?
  ) -> String {
    let source = source?[language] ?? ""
    if case .array(let mine) = yours, case .array(let other) = expected, mine.values.isEmpty,
      other.values.isEmpty
    {
      // Two of the same shape: nothing in them differs, and nothing was shown to be right.
      return Phrase(
        en:
          "`\(name)` is \(described(yours)), and so is what it is compared with\(source): there is "
          + "nothing to compare, so nothing is shown.",
        es:
          "`\(name)` es \(described(yours)), igual que aquello con lo que se compara\(source): no "
          + "hay nada que comparar, así que nada queda demostrado.")[language]
    }
    var shown = (described(yours), described(expected))
    if case .number(let first) = yours, case .number(let second) = expected {
      shown = NumberText.pair(first, second, in: language)
    }
    return Phrase(
      en: "`\(name)` is \(shown.0); expected \(shown.1)\(source).",
      es: "`\(name)` es \(shown.0); se esperaba \(shown.1)\(source).")[language]
  }

  private func source(_ rule: Rule) -> Phrase? {
    switch rule {
    case .reference: Phrase(en: " (the reference's value)", es: " (el valor de la referencia)")
    case .equal(_, let to, _): Phrase(en: " (the value of `\(to)`)", es: " (el valor de `\(to)`)")
    case .exactly, .bounded, .differs, .names, .rejects, .accepts: nil
    }
  }

  private func described(_ value: ObservedValue) -> String {
    switch value {
    case .array(let array) where array.values.isEmpty:
      Phrase(
        en: "an array without elements (shape \(array.shape))",
        es: "un tensor sin elementos (forma \(array.shape))")[language]
    case .array(let array):
      Phrase(
        en: "an array of shape \(array.shape)", es: "un tensor de forma \(array.shape)")[language]
    case .names(let names) where names.isEmpty:
      Phrase(en: "an empty list of names", es: "una lista de nombres vacía")[language]
    case .names(let names):
      Phrase(en: "the names \(list(names))", es: "la lista \(list(names))")[language]
    case .number(let number):
      Phrase(
        en: "the number \(self.number(number))", es: "el número \(self.number(number))")[language]
    case .text(let string):
      Phrase(
        en: "the text “\(VisibleText.line(string))”", es: "el texto «\(VisibleText.line(string))»")[
          language]
    case .gradients(let rows):
      Phrase(
        en: "the gradients of \(rows.count) parameters",
        es: "los gradientes de \(rows.count) parámetros")[language]
    case .rejection(nil):
      Phrase(
        en: "a call that returned normally", es: "una llamada que no lanzó ningún error")[language]
    case .rejection:
      Phrase(en: "a call that throws", es: "una llamada que lanza un error")[language]
    }
  }

  private func outOfBounds(
    _ name: String, _ array: ObservedArray, _ low: Double?, _ high: Double?, _ outside: Int
  ) -> String {
    let all = array.values.count
    if all == 1, low != nil || high != nil {
      let (value, wanted) = (number(array.values[0]), range(low, high))
      return Phrase(
        en: "`\(name)` is \(value); expected \(wanted).",
        es: "`\(name)` es \(value); se esperaba \(wanted).")[language]
    }
    let (isOne, isFinite) = (outside == 1, low == nil && high == nil)
    let count = Phrase(
      en: "\(outside) of \(all) values of `\(name)` \(isOne ? "is" : "are") ",
      es: "\(outside) de \(all) valores de `\(name)` ")
    let isOutside: (Double) -> Bool = { value in
      isFinite ? !value.isFinite : !(value >= low ?? -.infinity && value <= high ?? .infinity)
    }
    let what =
      count[language] + (isFinite ? notFinite(isOne) : outOfRange(isOne, low, high))[language]
    guard let first = array.values.firstIndex(where: isOutside) else { return what + "." }
    let index = Comparison.index(of: first, in: array.shape)
    let place = (index.isEmpty ? "" : "\(index): ") + number(array.values[first])
    return what
      + Phrase(
        en: isOne ? "; it is \(place)." : "; the first is \(place).",
        es: isOne ? "; es \(place)." : "; el primero es \(place).")[language]
  }

  private func notFinite(_ isOne: Bool) -> Phrase {
    Phrase(en: "not finite", es: isOne ? "no es finito" : "no son finitos")
  }

  private func outOfRange(_ isOne: Bool, _ low: Double?, _ high: Double?) -> Phrase {
    let wanted = range(low, high)
    return Phrase(
      en: "out of range (expected \(wanted))",
      es: "\(isOne ? "está" : "están") fuera de rango (se esperaba \(wanted))")
  }

  private func range(_ low: Double?, _ high: Double?) -> String {
    switch (low.map(number), high.map(number)) {
    case (let low?, let high?):
      Phrase(en: "\(low) to \(high)", es: "entre \(low) y \(high)")[language]
    case (let low?, nil): "≥ \(low)"
    case (nil, let high?): "≤ \(high)"
    case (nil, nil): Phrase(en: "finite", es: "finitos")[language]
    }
  }

  private func notStrict(_ diagnostics: [Diagnostic]) -> String {
    guard let first = diagnostics.first else {
      return Phrase(
        en: "Strict mode reports a problem.", es: "El modo estricto señala un problema.")[language]
    }
    let said = ended(VisibleText.line(first.message) + moreMessages(diagnostics.count - 1))
    return Phrase(
      en: "Strict mode reports a problem at \(place(first)): \(said)",
      es: "El modo estricto señala un problema en \(place(first)): \(said)")[language]
  }
}
