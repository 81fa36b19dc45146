import CellUI
import LessonPacks
import Observations
import Reports
import UntrustedText

/// A finding that is no heatmap, as lines: two shapes, names, gradients, single values.
struct FindingPicture {
  private let language: Language
  private let theme: Theme
  private let model: Model
  private let width: Int
  private let isWhole: Bool

  /// On the whole screen a picture takes more rows than beside the text.
  init(_ model: Model, width: Int, isWhole: Bool) {
    self.isWhole = isWhole
    self.model = model
    self.width = width
    language = model.language
    theme = Theme(capabilities: model.capabilities)
  }

  func lines(of kind: FindingKind) -> [StyledLine] {
    switch kind {
    case .shapes(_, let yours, let expected):
      ShapePicture(
        language: language, theme: theme, width: width,
        tallest: isWhole ? max(6, model.size.height / 2 - 6) : 6
      ).lines(yours, expected)
    case .names(_, let missing, let unexpected):
      names(missing, "-", .missingName, theme.bad)
        + names(unexpected, "+", .unexpectedName, theme.warning)
    case .value(_, let yours, let expected): values(yours, expected)
    case .notStrict(let diagnostics):
      CompilerText(model, theme: theme, width: width).lines(of: diagnostics)
    case .values(let comparison) where comparison.yours.values.count == 1:
      values(.number(comparison.yours.values[0]), .number(comparison.expected.values[0]))
    case .gradients(_, let yours, let expected, let differing):
      GradientTable(language: language, theme: theme, width: width)
        .lines(yours, expected, differing: Set(differing))
    case .values, .outOfBounds, .same, .accepted, .threw: []
    }
  }

  private func names(
    _ names: [String], _ mark: String, _ label: Phrase, _ style: Style
  ) -> [StyledLine] {
    names.map { name in
      StyledLine("  \(mark) ", style) + StyledLine(VisibleText.line(name), theme.code)
        + StyledLine("  " + label[language], theme.dim)
    }
  }

  private func values(_ yours: ObservedValue, _ expected: ObservedValue) -> [StyledLine] {
    let label = max(
      DisplayWidth.of(Phrase.yours[language]), DisplayWidth.of(Phrase.expected[language]))
    func row(_ key: Phrase, _ text: String) -> StyledLine {
      StyledLine("  ") + StyledLine(key[language]).padded(to: label)
        + StyledLine("  " + text, theme.code)
    }
    switch (yours, expected) {
    case (.number(let left), .number(let right)):
      let pair = NumberText.pair(left, right)
      var rows = [
        row(.yours, language.number(pair.0)),
        row(.expected, language.number(pair.1)),
      ]
      if right != 0, left.isFinite, right.isFinite {
        rows.append(row(.ratio, language.number(NumberText.ratio(left / right))))
      }
      return rows
    case (.text(let left), .text(let right)):
      return [row(.yours, VisibleText.line(left)), row(.expected, VisibleText.line(right))]
    case (.names(let left), .names(let right)):
      let at = zip(left, right).prefix { $0 == $1 }.count
      func name(_ list: [String]) -> String {
        list.indices.contains(at) ? VisibleText.line(list[at]) : "–"
      }
      let place = StyledLine("  " + Phrase.firstDifferent(at + 1)[language], theme.dim)
      return [row(.yours, name(left)), row(.expected, name(right)), place]
    case (.array, _), (.number, _), (.text, _), (.names, _), (.rejection, _), (.gradients, _):
      return []
    }
  }
}
