import LessonPacks
import Observations

/// What one red check showed, coarse enough to be the same on every seed.
///
/// Written as `2 values: ratio 8.00`: the rule that did not hold, counted from 0, what was seen, and
/// how it stands to what was expected.
public struct Symptom: Sendable, Hashable {
  /// The rule and the kind of finding, or how the check broke.
  public var place: String
  /// What was seen in particular; nil where it is another thing on every seed.
  public var detail: String?

  public init(place: String, detail: String?) {
    self.place = place
    self.detail = detail
  }

  /// The symptoms of a verdict; nil for a check that is not red.
  public static func of(_ verdict: Verdict, in check: Check) -> [Symptom]? {
    switch verdict {
    case .passed, .notRun: nil
    case .broken(let breakage):
      [Symptom(place: "broken \(verdict.reason ?? "")", detail: detail(of: breakage))]
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
    let (kind, detail) = described(finding.kind)
    return Symptom(place: "\(place) \(kind)", detail: detail)
  }

  private static func detail(of breakage: Breakage) -> String? {
    switch breakage {
    case .threw(let message): String(message.prefix(80))
    case .missingObservations(let names): names.joined(separator: ", ")
    default: nil
    }
  }

  private static func described(_ kind: FindingKind) -> (kind: String, detail: String?) {
    switch kind {
    case .values(let comparison): ("values", comparison.pattern.map(pattern))
    case .shapes(_, let yours, _): ("shapes", "\(yours.shape)")
    case .names(_, let missing, let unexpected):
      ("names", (missing.map { "-" + $0 } + unexpected.map { "+" + $0 }).joined(separator: " "))
    case .value(_, let yours, _): ("value", value(yours))
    case .outOfBounds(_, let array, let low, let high, _):
      ("outOfBounds", direction(array, low: low, high: high))
    case .gradients(_, let yours, _, let differing):
      (
        "gradients",
        differing.map { name in
          let row = yours.first { $0.name == name }
          return "\(name) \(row.map(state) ?? "missing")"
        }.joined(separator: ", ")
      )
    case .same(_, let other): ("same", other)
    case .accepted(let name): ("accepted", name)
    case .notStrict(let diagnostics): ("notStrict", diagnostics.first?.severity.rawValue)
    }
  }

  private static func pattern(_ pattern: DifferencePattern) -> String {
    switch pattern {
    case .ratio(let ratio): "ratio \(NumberText.ratio(ratio))"
    case .transposed: "transposed"
    case .zero: "zero"
    case .offset: "offset"
    }
  }

  private static func state(_ row: GradientRow) -> String {
    (row.isTrainable ? "trainable" : "frozen") + (row.norm.map { $0 == 0 ? " 0" : " some" } ?? "")
  }

  private static func value(_ value: ObservedValue) -> String? {
    switch value {
    case .number(let number): NumberText.short(number)
    case .text(let text): String(text.prefix(80))
    case .names(let names): names.joined(separator: " ")
    case .rejection(let message): message == nil ? "accepted" : "rejected"
    case .array(let array): "\(array.shape)"
    case .gradients(let rows): rows.map(\.name).joined(separator: " ")
    }
  }

  private static func direction(_ array: ObservedArray, low: Double?, high: Double?) -> String {
    if array.values.contains(where: { !$0.isFinite }) { return "not finite" }
    if array.values.count == 1, let high, high > 0, array.values[0] > high {
      let ratio = (array.values[0] / high * 10).rounded() / 10
      return "above, ratio \(NumberText.short(ratio))"
    }
    let below = array.values.contains { $0 < low ?? -.infinity }
    let above = array.values.contains { $0 > high ?? .infinity }
    return below && above ? "both" : below ? "below" : "above"
  }
}

extension Symptom: Codable {
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let colon = text.firstRange(of: ": ") else {
      self.init(place: text, detail: nil)
      return
    }
    self.init(
      place: String(text[..<colon.lowerBound]), detail: String(text[colon.upperBound...]))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(detail.map { "\(place): \($0)" } ?? place)
  }
}
