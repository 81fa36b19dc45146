import CellUI
import LessonPacks
import Observations
import Reports

/// The detail as lines: for everything that is not a heatmap.
struct DetailText {
  let model: Model
  let width: Int
  private let check: CheckText

  init(_ model: Model, width: Int) {
    self.model = model
    self.width = width
    check = CheckText(model, width: width)
  }

  private var strings: Strings { check.strings }
  private var theme: Theme { check.theme }

  var lines: [StyledLine] {
    if model.detailIsBuild, let build = model.build { return lines(of: build) }
    guard let result = model.selectedResult else {
      return check.statement + [StyledLine(strings[.notJudged], theme.dim)]
    }
    switch result.verdict {
    case .passed:
      let time = TimeText.milliseconds(result.milliseconds)
      return check.statement + [StyledLine(strings[.passed, time], theme.good)]
    case .wrong:
      let picture = model.selectedFinding.map { lines(of: $0.kind) } ?? []
      return check.statement + spaced(picture) + check.conclusion + otherFindings
    case .broken, .notRun: return check.statement + check.conclusion
    }
  }

  private func spaced(_ lines: [StyledLine]) -> [StyledLine] {
    lines.isEmpty ? [] : [StyledLine()] + lines + [StyledLine()]
  }

  /// The way to what else was found.
  private var otherFindings: [StyledLine] {
    let count = model.selectedFindings.count
    guard count > 1 else { return [] }
    let label = strings[.keyFinding, "\(model.findingIndex + 1)", "\(count)"]
    return [StyledLine("f", theme.key) + StyledLine(" " + label, theme.dim)]
  }

  private func lines(of build: BuildOutcome) -> [StyledLine] {
    switch build {
    case .built: return []
    case .failed(let diagnostics):
      return CompilerText(theme: theme, width: width).lines(of: diagnostics)
    case .missingDeclarations(let missing):
      let lead = check.paragraph(strings[.mustDeclare, model.pack.studentFile])
      return lead + [StyledLine()]
        + missing.flatMap {
          hanging(StyledLine("  "), StyledLine($0.signature, theme.code), width: width)
        }
    case .unreadable(let reason): return check.paragraph(check.wording.sentence(for: reason))
    }
  }

  private func lines(of kind: FindingKind) -> [StyledLine] {
    switch kind {
    case .shapes(_, let yours, let expected):
      ShapePicture(strings: strings, theme: theme, width: width).lines(yours, expected)
    case .names(_, let missing, let unexpected):
      names(missing, "-", .missingName, theme.bad)
        + names(unexpected, "+", .unexpectedName, theme.warning)
    case .value(_, let yours, let expected): values(yours, expected)
    case .notStrict(let diagnostics):
      CompilerText(theme: theme, width: width).lines(of: diagnostics)
    case .values(let comparison) where comparison.yours.values.count == 1:
      values(.number(comparison.yours.values[0]), .number(comparison.expected.values[0]))
    case .gradients(_, let yours, let expected, let differing):
      GradientTable(strings: strings, theme: theme, width: width)
        .lines(yours, expected, differing: Set(differing))
    case .values, .outOfBounds, .same, .accepted: []
    }
  }

  private func names(
    _ names: [String], _ mark: String, _ label: UIText, _ style: Style
  ) -> [StyledLine] {
    names.map { name in
      StyledLine("  \(mark) ", style) + StyledLine(VisibleText.line(name), theme.code)
        + StyledLine("  " + strings[label], theme.dim)
    }
  }

  private func values(_ yours: ObservedValue, _ expected: ObservedValue) -> [StyledLine] {
    let label = max(DisplayWidth.of(strings[.yours]), DisplayWidth.of(strings[.expected]))
    func row(_ key: UIText, _ text: String) -> StyledLine {
      StyledLine("  ") + StyledLine(strings[key]).padded(to: label)
        + StyledLine("  " + text, theme.code)
    }
    switch (yours, expected) {
    case (.number(let left), .number(let right)):
      let pair = NumberText.pair(left, right)
      var rows = [row(.yours, pair.0), row(.expected, pair.1)]
      if right != 0, left.isFinite, right.isFinite {
        rows.append(row(.ratio, NumberText.ratio(left / right)))
      }
      return rows
    case (.text(let left), .text(let right)):
      return [row(.yours, VisibleText.line(left)), row(.expected, VisibleText.line(right))]
    case (.names(let left), .names(let right)):
      let at = zip(left, right).prefix { $0 == $1 }.count
      func name(_ list: [String]) -> String {
        list.indices.contains(at) ? VisibleText.line(list[at]) : "–"
      }
      let place = StyledLine("  " + strings[.firstDifferent, "\(at + 1)"], theme.dim)
      return [row(.yours, name(left)), row(.expected, name(right)), place]
    default: return []
    }
  }
}
