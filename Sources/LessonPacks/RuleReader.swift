/// The kinds of rules, by the words of `pack.yml`.
enum RuleName: String, CaseIterable {
  case reference, equal, exactly, bounded, differs, names, rejects, accepts
}

/// Reads rules and tolerances of a check.
struct RuleReader {
  let texts: LocalizedTextReader

  /// What stands in one item of `rules`.
  struct Reading {
    /// Nil after the reason was reported.
    var rule: Rule?
    /// What to look at next where this rule does not hold.
    var advice: LocalizedText?
    var isAdviceBroken = false
  }

  /// A rule is a mapping with one key, the rule's name, and beside it an `advice` if it has its own.
  func rule(_ value: YamlValue) -> Reading {
    guard let mapping = value.anyMapping() else { return Reading() }
    let stated = mapping.optional("advice")
    let advice = stated.flatMap(texts.text)
    return Reading(
      rule: Self.rule(value, mapping), advice: advice,
      isAdviceBroken: (stated == nil) != (advice == nil))
  }

  private static func rule(_ value: YamlValue, _ mapping: YamlMapping) -> Rule? {
    let keys = mapping.keys.filter { $0.name != "advice" }
    guard keys.count == 1, let key = keys.first, let body = mapping.optional(key.name) else {
      value.report("`\(value.path)` should name one rule, and names \(keys.count)")
      return nil
    }
    switch RuleName(rawValue: key.name) {
    case .reference: return reference(body)
    case .equal: return equal(body)
    case .exactly: return exactly(body)
    case .bounded: return bounded(body)
    case .differs: return differs(body)
    case .names: return names(body)
    case .rejects: return call(body).map { .rejects(of: $0) }
    case .accepts: return call(body).map { .accepts(of: $0) }
    case nil:
      value.report(
        "unknown rule `\(key.name)`",
        hint: Spelling.suggestion(
          for: key.name, among: RuleName.allCases.map(\.rawValue), noun: "rules"))
      return nil
    }
  }

  /// The name under which a call was recorded.
  private static func call(_ value: YamlValue) -> String? {
    value.mapping(PackKeys.rule(.rejects))?.required("of")?.text()
  }

  private static func reference(_ value: YamlValue) -> Rule? {
    guard let mapping = value.mapping(PackKeys.rule(.reference)) else { return nil }
    let of = mapping.required("of")?.text()
    let within = tolerance(mapping.optional("within"))
    guard let of, let within else { return nil }
    return .reference(of: of, within: within)
  }

  private static func equal(_ value: YamlValue) -> Rule? {
    guard let mapping = value.mapping(PackKeys.rule(.equal)) else { return nil }
    let of = mapping.required("of")?.text()
    let to = mapping.required("to")?.text()
    let within = tolerance(mapping.optional("within"))
    guard let of, let to, let within, apart(of, to, value) else { return nil }
    return .equal(of: of, to: to, within: within)
  }

  private static func exactly(_ value: YamlValue) -> Rule? {
    guard let mapping = value.mapping(PackKeys.rule(.exactly)) else { return nil }
    let of = mapping.required("of")?.text()
    let literal: Literal?
    switch (mapping.optional("value"), mapping.optional("everywhere")) {
    case (let stated?, nil): literal = self.literal(stated)
    case (nil, let stated?): literal = stated.number().map(Literal.everywhere)
    default:
      value.report("`\(value.path)` should have one of `value` and `everywhere`")
      literal = nil
    }
    let within = tolerance(mapping.optional("within"))
    guard let of, let literal, let within else { return nil }
    switch literal {
    case .text, .names:
      guard within == .exact else {
        value.report(
          "`\(value.path)` has `within`, and its value is no number",
          hint: "Texts and lists are the same or not")
        return nil
      }
    case .number, .everywhere: break
    }
    return .exactly(of: of, value: literal, within: within)
  }

  /// A truth value is recorded as 1 or 0, so it is read as that number.
  private static func literal(_ value: YamlValue) -> Literal? {
    if let number = value.plainNumber { return .number(number) }
    if let flag = value.plainFlag { return .number(flag ? 1 : 0) }
    if value.isList { return value.texts().map(Literal.names) }
    return value.text().map(Literal.text)
  }

  private static func bounded(_ value: YamlValue) -> Rule? {
    guard let mapping = value.mapping(PackKeys.rule(.bounded)) else { return nil }
    let of = mapping.required("of")?.text()
    let stated = (low: mapping.optional("low"), high: mapping.optional("high"))
    let low = stated.low?.number()
    let high = stated.high?.number()
    if stated.low == nil, stated.high == nil {
      value.report("`\(value.path)` should have `low`, `high` or both")
      return nil
    }
    guard let of, (stated.low == nil) == (low == nil), (stated.high == nil) == (high == nil)
    else { return nil }
    if let low, let high, low > high {
      value.report("`\(value.path)` can never hold: its `low` is above its `high`")
      return nil
    }
    return .bounded(of: of, low: low, high: high)
  }

  private static func differs(_ value: YamlValue) -> Rule? {
    guard let mapping = value.mapping(PackKeys.rule(.differs)) else { return nil }
    let of = mapping.required("of")?.text()
    let from = mapping.required("from")?.text()
    let stated = mapping.optional("by")
    let by = stated == nil ? 0 : stated?.number(minimum: 0)
    guard let of, let from, let by, apart(of, from, value) else { return nil }
    return .differs(of: of, from: from, by: by)
  }

  private static func names(_ value: YamlValue) -> Rule? {
    guard let mapping = value.mapping(PackKeys.rule(.names)) else { return nil }
    let of = mapping.required("of")?.text()
    let stated = mapping.optional("are")
    let are = stated?.texts()
    guard let of, (stated == nil) == (are == nil) else { return nil }
    return .names(of: of, are: are)
  }

  private static func apart(_ of: String, _ other: String, _ value: YamlValue) -> Bool {
    guard of == other else { return true }
    value.report("`\(value.path)` compares `\(of)` with itself")
    return false
  }

  /// Exact where nothing is stated; a bare number is an absolute tolerance.
  private static func tolerance(_ value: YamlValue?) -> Tolerance? {
    guard let value else { return .exact }
    guard value.isMapping else {
      return value.number(minimum: 0).map { Tolerance(absolute: $0) }
    }
    guard let mapping = value.mapping(PackKeys.tolerance) else { return nil }
    let stated = (mapping.optional("absolute"), mapping.optional("relative"))
    let absolute = stated.0 == nil ? 0 : stated.0?.number(minimum: 0)
    let relative = stated.1 == nil ? 0 : stated.1?.number(minimum: 0)
    guard let absolute, let relative else { return nil }
    return Tolerance(absolute: absolute, relative: relative)
  }
}
