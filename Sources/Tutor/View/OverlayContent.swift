import CellUI
import LessonPacks
import Reports

/// What the panels say.
struct OverlayContent {
  let model: Model
  let width: Int
  let strings: Strings
  let theme: Theme

  init(_ model: Model, width: Int) {
    self.model = model
    self.width = width
    strings = Strings(model.language)
    theme = Theme(capabilities: model.capabilities)
  }

  func title(_ overlay: Overlay) -> String {
    switch overlay {
    case .help: strings[.helpTitle]
    case .hint(let rung, _):
      strings[
        .hintTitle, "\(rung + 1)", "\(model.selectedBlock?.hints.count ?? 0)",
        model.selectedBlock?.id ?? ""]
    case .question(let index, _):
      strings[
        .questionTitle, "\(index + 1)", "\(model.questions.count)", model.selectedBlock?.id ?? ""]
    case .solution: strings[.solutionTitle, model.pack.studentFile]
    case .key: strings[.keyTitle]
    case .notes: strings[.notesTitle]
    case .theory: theoryTitle
    case .output: strings[.outputTitle, model.selectedCheck?.id ?? ""]
    case .finale: model.pack.finale?.title[model.language] ?? ""
    case .finished: strings[.finishTitle]
    }
  }

  func lines(_ overlay: Overlay) -> [StyledLine] {
    switch overlay {
    case .help: HelpText(content: self).lines
    case .hint(let rung, _): hint(rung)
    case .question(let index, _): QuestionText(content: self, index: index).lines
    case .solution(let text?, let own?, _):
      LineDifference(from: own, to: text).lines(width: width, strings, theme)
    case .solution(let text?, nil, _): source(text)
    case .key(let entered): key(entered)
    case .solution(nil, _, _): [StyledLine(strings[.solutionLoading], theme.dim)]
    case .notes: markdown(model.notes ?? strings[.notesNone])
    case .theory: theoryPage.map { markdown($0.text[model.language]) } ?? []
    case .output: model.selectedOutput.flatMap { wrap(StyledLine($0), width: width) }
    case .finale: FinaleText(content: self).lines
    case .finished: FinishText(content: self).lines
    }
  }

  func keys(_ overlay: Overlay) -> [Footer.Item] {
    let close = Footer.Item(key: "Esc", label: strings[.keyClose])
    switch overlay {
    case .hint(let rung, _):
      return turning(rung, of: model.selectedBlock?.hints.count ?? 0) + [close]
    case .theory:
      let count = model.pack.theory.count
      return (count > 1 ? turning(model.theoryPage, of: count) : []) + [close]
    case .question(let index, _):
      return [Footer.Item(key: "1–\(answerCount(index))", label: strings[.keyAnswer])]
        + turning(index, of: model.questions.count) + [close]
    case .notes: return [Footer.Item(key: "e", label: strings[.keyEdit]), close]
    case .finale:
      return model.isFinaleRunning
        ? [Footer.Item(key: "^C", label: strings[.keyStop]), close]
        : [Footer.Item(key: "W", label: strings[.keyAgain]), close]
    case .finished:
      let watch = Footer.Item(key: "w", label: strings[.keyWatch])
      return (model.pack.finale == nil ? [] : [watch])
        + [Footer.Item(key: "n", label: strings[.keyNotes]), close]
    case .solution(_, let own, _):
      return [
        Footer.Item(key: "d", label: strings[own == nil ? .keyCompare : .keyAlone]), close,
      ]
    case .help, .output, .key: return [close]
    }
  }

  /// The keys that turn to the page before and after.
  private func turning(_ page: Int, of count: Int) -> [Footer.Item] {
    let (left, right) = model.capabilities.unicode ? ("←", "→") : ("<-", "->")
    return [
      Footer.Item(key: left, label: strings[.keyEarlier], isEnabled: page > 0),
      Footer.Item(key: right, label: strings[.keyNextHint], isEnabled: page + 1 < count),
    ]
  }

  private var theoryPage: TheoryPage? {
    let pages = model.pack.theory
    return pages.indices.contains(model.theoryPage) ? pages[model.theoryPage] : nil
  }

  private var theoryTitle: String {
    let title = theoryPage.map {
      MarkdownInline.line($0.title[model.language], theme: theme.markdown).text
    }
    return strings[
      .theoryTitle, "\(model.theoryPage + 1)", "\(model.pack.theory.count)", title ?? ""]
  }

  private func answerCount(_ index: Int) -> Int {
    model.questions.indices.contains(index) ? model.questions[index].answers.count : 0
  }

  func markdown(_ text: String) -> [StyledLine] {
    Markdown.render(text, width: width, theme: theme.markdown)
  }

  private func hint(_ rung: Int) -> [StyledLine] {
    guard let hints = model.selectedBlock?.hints, hints.indices.contains(rung) else { return [] }
    return markdown(hints[rung][model.language])
  }

  /// As many marks as characters: what is typed is not to be read over a shoulder.
  private func key(_ entered: String) -> [StyledLine] {
    let mark = model.capabilities.unicode ? "•" : "*"
    return wrap(StyledLine(strings[.keyTyping]), width: width)
      + [StyledLine(String(repeating: mark, count: min(entered.count, width)) + "_", theme.key)]
  }

  /// A file with its line numbers.
  private func source(_ text: String) -> [StyledLine] {
    var rows = text.split(separator: "\n", omittingEmptySubsequences: false)
    while rows.last?.isEmpty ?? false { rows.removeLast() }
    let digits = String(rows.count).count
    return rows.enumerated().map { index, row in
      let number = String(index + 1)
      let pad = String(repeating: " ", count: digits - number.count)
      return StyledLine(pad + number + "  ", theme.dim) + StyledLine(String(row), theme.code)
    }
  }
}
