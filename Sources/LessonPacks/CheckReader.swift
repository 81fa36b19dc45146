/// Reads one check of a block.
struct CheckReader {
  static let keys = [
    "id", "step", "needs", "demands", "statement", "advice", "weight", "visibility", "seconds",
    "rules",
    "compiles",
  ]
  /// A run longer than this would not be waited for.
  static let longestRun = 600.0

  let block: String
  let texts: LocalizedTextReader

  func check(_ value: YamlValue) -> Check? {
    guard let mapping = value.mapping(Self.keys) else { return nil }
    let id = mapping.required("id").flatMap(PackNames.name)
    let statement = mapping.required("statement").flatMap(texts.text)
    let advice = mapping.required("advice").flatMap(texts.text)
    let step = mapping.optional("step")?.wholeNumber(minimum: 1)
    let needs = mapping.optional("needs")?.wholeNumber(minimum: 1)
    if let value = mapping.optional("needs"), let needs, needs <= step ?? 0 {
      value.report(
        "`needs` is \(needs), and the check belongs to step \(step ?? 0)",
        hint: "It names a later step of the block, without which the check cannot hold")
      return nil
    }
    let demands = mapping.optional("demands").map { $0.texts() } ?? []
    let weight = mapping.optional("weight").map { $0.number(minimum: 0) } ?? 1
    let visibility = mapping.optional("visibility").map(visibility) ?? .visible
    let seconds = mapping.optional("seconds").map(seconds) ?? Check.defaultTimeout / .seconds(1)
    var ruleAdvice: [Int: LocalizedText] = [:]
    let kind = kind(mapping, &ruleAdvice)
    guard let id, let demands, let statement, let advice, let weight, let visibility, let seconds,
      let kind
    else { return nil }
    return Check(
      id: id, block: block, step: step, needs: needs, demands: demands, statement: statement,
      advice: advice, ruleAdvice: ruleAdvice, weight: weight, visibility: visibility,
      timeout: .seconds(seconds), kind: kind)
  }

  private func visibility(_ value: YamlValue) -> Visibility? {
    guard let word = value.text() else { return nil }
    if let visibility = Visibility(rawValue: word) { return visibility }
    value.report(
      "unknown visibility `\(word)`",
      hint: Spelling.suggestion(
        for: word, among: Visibility.allCases.map(\.rawValue), noun: "visibilities"))
    return nil
  }

  private func seconds(_ value: YamlValue) -> Double? {
    guard let seconds = value.number(minimum: 0) else { return nil }
    guard seconds > 0, seconds <= Self.longestRun else {
      value.report("`\(value.path)` must be above 0 and at most \(Int(Self.longestRun))")
      return nil
    }
    return seconds
  }

  private func kind(
    _ mapping: YamlMapping, _ advice: inout [Int: LocalizedText]
  ) -> CheckKind? {
    switch (mapping.optional("rules"), mapping.optional("compiles")) {
    case (let rules?, nil):
      guard let list = rules.list() else { return nil }
      if list.isEmpty {
        rules.report("`\(rules.path)` is empty", hint: "A check without a rule cannot fail")
        return nil
      }
      var rules: [Rule] = []
      for value in list {
        let reading = RuleReader(texts: texts).rule(value)
        guard let rule = reading.rule, !reading.isAdviceBroken else { continue }
        advice[rules.count] = reading.advice
        rules.append(rule)
      }
      return rules.count == list.count ? .probe(rules) : nil
    case (nil, let compiles?):
      guard let word = compiles.text() else { return nil }
      if word == "strict" { return .strict }
      compiles.report("unknown way to compile `\(word)`", hint: "The only one is `strict`")
      return nil
    case (_?, _?):
      mapping.value.report("`\(mapping.value.path)` has both `rules` and `compiles`")
    case (nil, nil):
      mapping.value.report(
        "`\(mapping.value.path)` has neither `rules` nor `compiles`",
        hint: "Say what must hold, or `compiles: strict`")
    }
    return nil
  }
}
