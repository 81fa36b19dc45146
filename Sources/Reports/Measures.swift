import LessonPacks
import Observations

/// The values for `notes.md`, from what the checks' scenarios recorded.
public enum Measures {
  /// One value for each measure whose check passed, in the pack's order: what a check that does not
  /// hold has recorded is no measurement of anything, and nor is a merge that does nothing exact.
  public static func values(
    of pack: Pack, from observations: [String: [Observation]], passed: Set<String>
  ) -> [MeasuredValue] {
    pack.measures.filter { passed.contains($0.check) }.compactMap { measure in
      observations[measure.check].flatMap { value(of: measure, in: $0) }
    }
  }

  private static func value(of measure: Measure, in recorded: [Observation]) -> MeasuredValue? {
    if case .value(let of) = measure.quantity,
      case .gradients(let rows)? = recorded.last(where: { $0.name == of })?.value
    {
      guard !rows.isEmpty else { return nil }
      let texts = Language.allCases.map { ($0, Wording($0, file: "").norms(of: rows)) }
      let value = LocalizedText(
        Dictionary(uniqueKeysWithValues: texts).mapValues { $0.replacing("|", with: "/") })
      return MeasuredValue(id: measure.id, value: value)
    }
    return text(of: measure.quantity, in: recorded).map {
      MeasuredValue(id: measure.id, value: $0)
    }
  }

  /// What has no words of a language in it but the probe's own.
  private static func text(of quantity: Measure.Quantity, in recorded: [Observation]) -> String? {
    func find(_ name: String) -> ObservedValue? { recorded.last { $0.name == name }?.value }
    switch quantity {
    case .largestDifference(let of, let to):
      guard let left = find(of)?.asArray, let right = find(to)?.asArray,
        left.shape == right.shape, !left.values.isEmpty
      else { return nil }
      let distances = zip(left.values, right.values).map { ($0 - $1).magnitude }
      let isNumber = distances.allSatisfy { !$0.isNaN }
      return NumberText.measured(isNumber ? distances.max() ?? 0 : .nan)
    case .value(let of):
      switch find(of) {
      case .number(let number): return NumberText.short(number)
      case .text(let text): return VisibleText.line(text).replacing("|", with: "/")
      case .names(let names):
        return VisibleText.line(names.joined(separator: ", ")).replacing("|", with: "/")
      case .array(let array) where array.values.count == 1:
        return NumberText.short(array.values[0])
      default: return nil
      }
    }
  }
}
