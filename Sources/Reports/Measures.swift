import LessonPacks
import Observations
import UntrustedText

/// The values for `notes.md`, from what the checks' scenarios recorded.
public enum Measures {
  /// One value for each measure whose check passed, in the pack's order: what a check that does not
  /// hold has recorded is no measurement of anything, and nor is a merge that does nothing exact.
  public static func values(
    of pack: Pack, from observations: [String: [Observation]], passed: Set<String>
  ) -> [MeasuredValue] {
    pack.measures.filter { passed.contains($0.check) }.compactMap { measure in
      guard let recorded = observations[measure.check] else { return nil }
      let texts = Language.allCases.compactMap { language in
        text(of: measure, in: recorded, pack: pack, Wording(language, file: "")).map {
          (language, $0)
        }
      }
      guard !texts.isEmpty else { return nil }
      return MeasuredValue(
        id: measure.id, value: LocalizedText(Dictionary(uniqueKeysWithValues: texts)))
    }
  }

  private static func text(
    of measure: Measure, in recorded: [Observation], pack: Pack, _ wording: Wording
  ) -> String? {
    func find(_ name: String) -> ObservedValue? { recorded.last { $0.name == name }?.value }
    switch measure.quantity {
    case .largestDifference(let of, let to):
      guard let left = find(of)?.asArray, let right = find(to)?.asArray,
        left.shape == right.shape, !left.values.isEmpty
      else { return nil }
      let distances = zip(left.values, right.values).map { ($0 - $1).magnitude }
      let isNumber = distances.allSatisfy { !$0.isNaN }
      return wording.measured(
        difference: isNumber ? distances.max() ?? 0 : .nan, of: of, to: to,
        limit: tolerance(of: of, to: to, in: pack.checks.first { $0.id == measure.check })?
          .allowance(for: right))
    case .value(let of):
      switch find(of) {
      case .number(let number): return wording.number(number)
      case .text(let text): return inACell(text)
      case .names(let names): return inACell(names.joined(separator: ", "))
      case .array(let array) where array.values.count == 1: return wording.number(array.values[0])
      case .gradients(let rows): return rows.isEmpty ? nil : inACell(wording.norms(of: rows))
      case .array, .rejection, nil: return nil
      }
    }
  }

  /// What comes from the student's process ends no cell of a table.
  private static func inACell(_ text: String) -> String {
    VisibleText.replacing("|", in: VisibleText.line(text), with: "/")
  }

  /// What the check's own rule allows between the two, if it has one.
  private static func tolerance(of: String, to: String, in check: Check?) -> Tolerance? {
    guard case .probe(let rules)? = check?.kind else { return nil }
    return rules.lazy.compactMap { rule -> Tolerance? in
      guard case .equal(let left, let right, let within) = rule,
        (left, right) == (of, to) || (left, right) == (to, of)
      else { return nil }
      return within
    }.first
  }
}
