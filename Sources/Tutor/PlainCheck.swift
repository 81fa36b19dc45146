import LessonPacks
import Observations
import Reports

/// Everything that is known of one check, as lines of text: for a reader who cannot see the heatmap.
///
/// What must hold, its state, every finding, the elements that are farthest off, the known mistake
/// that it looks like, and where to look next.
public func plainCheck(
  _ check: Check, result: CheckResult?, diagnosis: Diagnosis?, pack: Pack, language: Language
) -> [String] {
  let strings = Strings(language)
  let wording = Wording(language, pack: pack)
  var lines = ["\(check.id). \(check.statement[language])"]
  guard let result else { return lines + [strings[.notJudged]] }
  switch result.verdict {
  case .passed: return lines + [strings[.passed, TimeText.milliseconds(result.milliseconds)]]
  case .wrong(let findings):
    for finding in findings {
      lines.append(wording.sentence(for: finding))
      lines += plainValues(finding.kind, strings)
    }
  case .broken, .notRun: lines += wording.sentences(for: result.verdict)
  }
  if let diagnosis, diagnosis.explains.contains(check.id) {
    lines.append(wording.sentence(for: diagnosis))
  }
  if result.verdict.isRed, !check.advice[language].isEmpty {
    lines.append(strings[.next, check.advice[language]])
  }
  let printed = result.output.split(separator: "\n").map {
    VisibleText.line(String($0), limit: 300)
  }
  guard !printed.isEmpty else { return lines }
  return lines + [strings[.outputTitle, check.id]] + printed.prefix(20).map { "  " + $0 }
}

/// The five elements farthest from what was expected, with their places.
private func plainValues(_ kind: FindingKind, _ strings: Strings) -> [String] {
  switch kind {
  case .values(let comparison):
    let distances = comparison.yours.values.indices.map { index in
      (index, (comparison.yours.values[index] - comparison.expected.values[index]).magnitude)
    }
    // A NaN is farthest of all.
    let worst = distances.filter { $0.1 != 0 }
      .sorted { $0.1.isNaN && !$1.1.isNaN || $0.1 > $1.1 }.prefix(5)
    return worst.map { index, _ in
      let pair = NumberText.pair(comparison.yours.values[index], comparison.expected.values[index])
      return "  \(comparison.index(of: index)): \(strings[.yours]) \(pair.0), "
        + "\(strings[.expected]) \(pair.1)"
    }
  case .gradients(_, let yours, let expected, let differing):
    return differing.map { name in
      func state(_ rows: [GradientRow]) -> String {
        guard let row = rows.first(where: { $0.name == name }) else { return strings[.missingName] }
        let norm = row.norm.map(NumberText.short) ?? "-"
        return "\(strings[row.isTrainable ? .trainable : .frozen]) \(norm)"
      }
      return "  \(VisibleText.line(name)): \(strings[.yours]) \(state(yours)), "
        + "\(strings[.expected]) \(state(expected))"
    }
  default: return []
  }
}
