import CellUI
import LessonPacks
import Observations
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
    guard let finale = model.pack.finale else { return [] }
    guard let show = model.finale else { return choices(finale) }
    return content.markdown(text(of: finale)[model.language]) + [StyledLine()]
      + (show.losses.isEmpty ? waiting(show) : curve(show)) + answers(show) + texts(show)
      + facts(show) + ending(show)
  }

  private func text(of finale: Finale) -> LocalizedText {
    guard case .languageModel = model.staging, let other = finale.languageModel else {
      return finale.text
    }
    return other.text
  }

  /// What it can run with, by number.
  private func choices(_ finale: Finale) -> [StyledLine] {
    guard let other = finale.languageModel else { return [] }
    let search = model.languageModels
    let usable = (search?.usable ?? []).enumerated().flatMap { index, found in
      let size = NumberText.bytes(found.byteCount, in: model.language)
      return choice(index + 1, "\(VisibleText.line(found.name, limit: 80)) · \(size)")
        + wrap(
          StyledLine("   " + VisibleText.line(found.path, limit: 300), theme.dim),
          width: content.width)
    }
    let none = search.map { $0.usable.isEmpty } ?? false
    return content.markdown(other.text[model.language])
      + [StyledLine(), StyledLine(content.say(.choosesModel), theme.title)]
      + choice(0, content.say(.smallModel)) + usable
      + (search == nil ? [StyledLine(content.say(.looksForModels), theme.dim)] : [])
      + refused(search)
      + (none
        ? [StyledLine()]
          + Phrase.howToGetModel.flatMap { wrap(StyledLine(content.say($0)), width: content.width) }
        : [])
  }

  private func choice(_ number: Int, _ words: String) -> [StyledLine] {
    wrap(StyledLine("\(number)  ", theme.key) + StyledLine(words), width: content.width)
  }

  private func refused(_ search: LanguageModelSearch?) -> [StyledLine] {
    guard let search, !search.refused.isEmpty else { return [] }
    return [StyledLine(), StyledLine(content.say(.modelsRefused), theme.dim)]
      + search.refused.flatMap { wrap(StyledLine($0, theme.dim), width: content.width) }
  }

  /// Each question, what the model answered before, and what it answers now.
  private func answers(_ show: FinaleShow) -> [StyledLine] {
    show.questions.flatMap { answers in
      [StyledLine()]
        + wrap(
          StyledLine(VisibleText.line(answers[0].question, limit: 200), theme.title),
          width: content.width)
        + answers.enumerated().flatMap { said($1, isFirst: $0 == 0) }
    }
  }

  /// What it said before is a line, so that all questions have room: what it says now counts.
  private func said(_ answer: FinaleAnswer, isFirst: Bool) -> [StyledLine] {
    let lead = StyledLine(wording.moment(of: answer) + ": ", theme.dim)
    let words = VisibleText.line(
      answer.answer, limit: isFirst ? max(10, content.width - lead.width - 1) : 300)
    return hanging(lead, StyledLine(words, isFirst ? theme.dim : theme.code), width: content.width)
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
    let groups = model.pack.finale?.bars ?? []
    let drawn = Set(groups.flatMap { show.numbers(of: $0) }.map(\.name))
    let name = show.model.map {
      Observation(name: FinaleValue.model.rawValue, value: .text($0))
    }
    let others = [name].compactMap { $0 } + show.facts.filter { !drawn.contains($0.name) }
    return groups.flatMap { bars(show.numbers(of: $0), $0.title) }
      + (others.isEmpty ? [] : [StyledLine()])
      + others.flatMap { wrap(StyledLine(wording.line(for: $0)), width: content.width) }
  }

  /// Numbers of one kind, each as long as it is large.
  private func bars(
    _ numbers: [(name: String, number: Double)], _ title: LocalizedText
  ) -> [StyledLine] {
    guard let most = numbers.map(\.number).max(), most > 0 else { return [] }
    let labels = numbers.map { StyledLine(wording.title(of: $0.name) + " ") }
    let room = labels.map(\.width).max() ?? 0
    let values = numbers.map { " " + wording.value(.number($0.number)) }
    let width = content.width - room - (values.map(\.count).max() ?? 0)
    let glyph = hasUnicode ? "█" : "#"
    let head = [StyledLine(), StyledLine(title[model.language], theme.title)]
    return head
      + zip(numbers.indices, labels).map { index, label in
        let share = max(0, numbers[index].number / most)
        let length = max(1, Int((Double(max(1, width)) * share).rounded()))
        return label.padded(to: room)
          + StyledLine(String(repeating: glyph, count: length), theme.accent)
          + StyledLine(values[index])
      }
  }

  private func ending(_ show: FinaleShow) -> [StyledLine] {
    guard let ending = show.ending else { return [] }
    let style = ending == .finished ? theme.good : theme.warning
    let stop = show.stop.map { wrap(StyledLine(wording.sentence(for: $0)), width: content.width) }
    let saved = show.saved.map { wrap(StyledLine(wording.saved($0)), width: content.width) }
    return [StyledLine()] + (stop ?? []) + (saved ?? [])
      + wrap(StyledLine(wording.sentence(for: ending), style), width: content.width)
  }
}
