import CellUI
import LessonPacks
import Reports
import UntrustedText

/// The finale while it runs and after: what is seen, the loss curve, the pace, the texts before and
/// after, what else was measured.
struct FinaleText {
  let content: OverlayContent

  private var model: Model { content.model }
  private var theme: Theme { content.theme }
  private var wording: Wording { Wording(model.language, pack: model.pack) }

  var lines: [StyledLine] {
    guard let finale = model.pack.finale, let show = model.finale else { return [] }
    return content.markdown(finale.text[model.language]) + [StyledLine()]
      + (show.losses.isEmpty ? waiting(show) : curve(show)) + texts(show) + facts(show)
      + ending(show)
  }

  private func waiting(_ show: FinaleShow) -> [StyledLine] {
    show.ending == nil ? [StyledLine(content.say(.finaleCompiling), theme.dim)] : []
  }

  private func curve(_ show: FinaleShow) -> [StyledLine] {
    let chart = Sparkchart(values: show.losses, of: show.steps ?? show.losses.count)
    let rows = chart.rows(width: max(8, content.width - 10), height: 6, unicode: hasUnicode)
    let top = NumberText.ratio(chart.highest, in: model.language)
    let bottom = NumberText.ratio(chart.lowest, in: model.language)
    return rows.enumerated().map { index, row in
      let label = index == 0 ? top : index == rows.count - 1 ? bottom : ""
      return StyledLine(label, theme.dim).padded(to: 7) + StyledLine(row, theme.accent)
    } + [StyledLine(wording.progress(of: show), theme.title)]
  }

  private var hasUnicode: Bool { model.capabilities.unicode }

  private func texts(_ show: FinaleShow) -> [StyledLine] {
    let both: [(FinaleValue, String?)] = [(.before, show.before), (.after, show.after)]
    return both.flatMap { name, text -> [StyledLine] in
      guard let text else { return [] }
      let head = StyledLine(wording.title(of: name.rawValue), theme.title)
      return [StyledLine(), head]
        + wrap(StyledLine(VisibleText.line(text, limit: 400), theme.code), width: content.width)
    }
  }

  private func facts(_ show: FinaleShow) -> [StyledLine] {
    guard !show.facts.isEmpty else { return [] }
    return [StyledLine()]
      + show.facts.flatMap { wrap(StyledLine(wording.line(for: $0)), width: content.width) }
  }

  private func ending(_ show: FinaleShow) -> [StyledLine] {
    guard let ending = show.ending else { return [] }
    let style = ending == .finished ? theme.good : theme.warning
    return [StyledLine()]
      + wrap(StyledLine(wording.sentence(for: ending), style), width: content.width)
  }
}
