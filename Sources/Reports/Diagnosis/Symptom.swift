import LessonPacks
import Observations

/// What one red check showed, coarse enough to be the same on every seed.
///
/// Written as `2 values: ratio = 8`: the rule that did not hold, counted from 0, what was seen, and
/// how it stands to what was expected.
public struct Symptom: Sendable, Hashable {
  /// The rule and the kind of finding, or how the check broke.
  public var place: String
  /// What was seen in particular.
  public var detail: Detail

  /// What a symptom says beyond its place.
  public enum Detail: Sendable, Hashable {
    /// Nothing in particular was seen. It is no wildcard: a pattern that was seen is something else.
    case plain
    case words(String)
    /// A number, or the numbers that several seeds gave.
    case measured(String, ClosedRange<Double>)
    /// Something else on every seed.
    case varying
    /// The symptom itself was seen on some seeds only.
    case sometimes
  }

  /// `place` is written as in `2 values`: the rule's number and the kind of finding.
  public init(place: String, detail: Detail) {
    self.place = place
    self.detail = detail
  }

  /// The symptoms of a verdict; nil for a check that is not red.
  public static func of(_ verdict: Verdict, in check: Check) -> [Symptom]? {
    switch verdict {
    case .passed, .notRun: nil
    case .broken(let breakage):
      [Symptom(place: "broken \(breakage.word.rawValue)", detail: detail(of: breakage))]
    case .wrong(let findings): findings.map { of($0, in: check) }
    }
  }

  private static func of(_ finding: Finding, in check: Check) -> Symptom {
    var place = "strict"
    if case .probe(let rules) = check.kind, let rule = finding.rule,
      let index = rules.firstIndex(of: rule)
    {
      place = String(index)
    }
    return Symptom(
      place: "\(place) \(finding.kind.word.rawValue)", detail: detail(of: finding.kind))
  }

  /// The words of a crash or an error without their numbers and names, which are the student's.
  private static func detail(of breakage: Breakage) -> Detail {
    switch breakage {
    case .threw(let message): .words(general(message))
    case .crashed(let signal, let message, _, _): .words("\(signal) " + general(message))
    case .missingObservations(let names, _): .words(names.joined(separator: ", "))
    case .exited, .timedOut, .outputLimitExceeded, .protocolViolation: .plain
    }
  }

  private static func detail(of kind: FindingKind) -> Detail {
    switch kind {
    case .values(let comparison): values(comparison)
    case .shapes(_, let yours, _): .words("\(yours.shape) \(yours.elementType)")
    case .names(_, let missing, let unexpected):
      .words((missing.map { "-" + $0 } + unexpected.map { "+" + $0 }).joined(separator: " "))
    case .value(_, let yours, _): value(yours)
    case .outOfBounds(_, let array, let low, let high, _): outside(array, low: low, high: high)
    case .gradients(_, let yours, _, let differing):
      .words(
        differing.map { name in
          let row = yours.first { $0.name == name }
          return "\(name) \(row.map(state) ?? "missing")"
        }.joined(separator: ", "))
    case .same(_, let other): .words(other)
    case .accepted(let name): .words(name)
    case .threw(_, let message): .words(general(message))
    case .notStrict(let diagnostics):
      diagnostics.first.map { .words("\($0.severity.rawValue) " + general($0.message)) } ?? .plain
    }
  }

  private static func values(_ comparison: Comparison) -> Detail {
    switch comparison.pattern {
    case .ratio(let ratio): .measured("ratio", ratio...ratio)
    case .transposed: .words("transposed")
    case .zero: .words("zero")
    case .offset: .words("offset")
    case nil: .plain
    }
  }

  /// What an author or a compiler wrote, without what is quoted in it and without its numbers.
  private static func general(_ message: String) -> String {
    var text = ""
    var closing: Character?
    for character in message {
      if let end = closing {
        if character == end { closing = nil }
      } else if let end: Character = ["'": "'", "\"": "\"", "`": "`", "“": "”"][character] {
        closing = end
        text += "…"
      } else if character.isNumber {
        if text.last != "#" { text += "#" }
      } else {
        text.append(character)
      }
    }
    return String(text.prefix(80))
  }

  private static func state(_ row: GradientRow) -> String {
    (row.isTrainable ? "trainable" : "frozen") + (row.norm.map { $0 == 0 ? " 0" : " some" } ?? "")
  }

  private static func value(_ value: ObservedValue) -> Detail {
    switch value {
    case .number(let number): number.isFinite ? .measured("", number...number) : .words("\(number)")
    case .text(let text): .words(String(text.prefix(80)))
    case .names(let names): .words(names.joined(separator: " "))
    case .rejection(let message): .words(message == nil ? "accepted" : "rejected")
    case .array(let array): .words("\(array.shape)")
    case .gradients(let rows): .words(rows.map(\.name).joined(separator: " "))
    }
  }

  private static func outside(_ array: ObservedArray, low: Double?, high: Double?) -> Detail {
    if array.values.contains(where: { !$0.isFinite }) { return .words("not finite") }
    if array.values.count == 1, let value = array.values.first {
      return .measured("", value...value)
    }
    let below = array.values.contains { $0 < low ?? -.infinity }
    let above = array.values.contains { $0 > high ?? .infinity }
    return .words(below && above ? "both" : below ? "below" : "above")
  }
}
