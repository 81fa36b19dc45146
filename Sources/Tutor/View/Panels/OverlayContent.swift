import CellUI
import LessonPacks
import Reports

/// What the panels say.
struct OverlayContent {
  let model: Model
  let width: Int
  let theme: Theme

  init(_ model: Model, width: Int) {
    self.model = model
    self.width = width
    theme = Theme(capabilities: model.capabilities)
  }

  func say(_ phrase: Phrase) -> String { phrase[model.language] }

  func title(_ overlay: Overlay) -> String {
    let block = model.selectedBlock
    let check = model.selectedCheck?.id ?? ""
    let page = overlay.page + 1
    switch overlay.kind {
    case .help: return say(.helpTitle)
    case .hint: return say(HintText(content: self).title(overlay.page))
    case .question:
      return say(.questionTitle(page, of: model.questions.count, block: block?.id ?? ""))
    case .solution, .comparison:
      return say(.solutionTitle(model.pack.work.name, block: block?.id ?? ""))
    case .key: return say(.keyTitle)
    case .notes: return say(.notesTitle)
    case .theory: return theoryTitle
    case .output: return say(.outputTitle(check))
    case .findings: return say(.findingsTitle(check))
    case .api: return say(.apiTitle)
    case .play: return say(.playTitle)
    case .finale: return model.pack.finale?.title[model.language] ?? ""
    case .finished: return say(.finishTitle)
    }
  }

  func lines(_ overlay: Overlay) -> [StyledLine] {
    switch overlay.kind {
    case .help: HelpText(content: self).lines
    case .hint: HintText(content: self).lines(overlay.page)
    case .question: QuestionText(content: self).lines
    case .solution: model.solution.map(source) ?? loading
    case .comparison: comparison
    case .key: key
    case .notes: markdown(model.notes ?? say(.notesNone))
    case .theory: theoryPage.map { markdown($0.text[model.language]) } ?? []
    case .output: model.selectedOutput.flatMap { wrap(StyledLine($0), width: width) }
    case .findings: findings
    case .api: APIText(content: self).lines
    case .play: play
    case .finale: FinaleText(content: self).lines
    case .finished: FinishText(content: self).lines
    }
  }

  /// The keys of the panel that is open.
  var keys: [Footer.Item] {
    Binding.all.compactMap { binding in
      switch binding.context {
      case .panel, .panelOf: binding.works(in: model) ? binding.item(in: model) : nil
      case .anywhere: binding.action == .stop && model.isBusy ? binding.item(in: model) : nil
      case .place, .lines: nil
      }
    }
  }

  private var loading: [StyledLine] { [StyledLine(say(.solutionLoading), theme.dim)] }

  private var comparison: [StyledLine] {
    guard let solution = model.solution, let own = model.own else { return loading }
    return LineDifference(from: own, to: solution)
      .lines(width: width, language: model.language, theme)
  }

  private var theoryPage: TheoryPage? {
    let pages = model.pack.theory
    return pages.indices.contains(model.theoryPage) ? pages[model.theoryPage] : nil
  }

  private var theoryTitle: String {
    let title = theoryPage.map {
      MarkdownInline.line($0.title[model.language], theme: theme.markdown).text
    }
    return say(
      .theoryTitle(model.theoryPage + 1, of: model.pack.theory.count, title ?? ""))
  }

  func markdown(_ text: String) -> [StyledLine] {
    Markdown.render(text, width: width, theme: theme.markdown)
  }

  /// Everything that does not hold, one under the other.
  private var findings: [StyledLine] {
    let wording = Wording(model.language, pack: model.pack)
    return model.selectedFindings.flatMap { finding in
      hanging(
        StyledLine(theme.glyph(.wrong) + " ", theme.bad),
        MarkdownInline.line(wording.sentence(for: finding), theme: theme.markdown), width: width)
    }
  }

  /// As many marks as characters: what is typed is not to be read over a shoulder.
  private var key: [StyledLine] {
    let mark = model.capabilities.unicode ? "•" : "*"
    return wrap(StyledLine(say(.keyTyping)), width: width)
      + [StyledLine(String(repeating: mark, count: min(model.typed.count, width)) + "_", theme.key)]
  }

  private var play: [StyledLine] {
    guard let show = model.play else {
      return [StyledLine(say(.playIdle(model.asking)), theme.dim)]
    }
    let wording = Wording(model.language, pack: model.pack)
    let output = show.events.flatMap { wording.lines(for: $0) }
      .flatMap { wrap(StyledLine($0), width: width) }
    let going = show.isRunning ? [StyledLine(say(.playRunning), theme.accent)] : []
    guard model.asking == .keys else { return output + going }
    return output + going + [StyledLine()]
      + wrap(StyledLine(say(.playIdle(model.asking)), theme.dim), width: width)
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
