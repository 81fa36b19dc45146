import LessonPacks
import Observations

/// The values for `notes.md`, from what the checks' scenarios recorded.
public enum Measures {
  /// One value for each measure whose check ran to its end, in the pack's order.
  public static func values(
    of pack: Pack, from observations: [String: [Observation]]
  ) -> [MeasuredValue] {
    pack.measures.compactMap { measure in
      guard let recorded = observations[measure.check],
        let value = value(of: measure.quantity, in: recorded)
      else { return nil }
      return MeasuredValue(id: measure.id, value: value)
    }
  }

  private static func value(of quantity: Measure.Quantity, in recorded: [Observation]) -> String? {
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
