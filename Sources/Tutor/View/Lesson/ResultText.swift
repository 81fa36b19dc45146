import CellUI
import LessonPacks
import Observations
import Reports
import UntrustedText

/// What is said about the selected check, or about a file that does not build, in lines.
struct ResultText {
  let model: Model
  let width: Int
  /// Whether it has the whole screen, and need not leave anything out.
  let isWhole: Bool
  private let theme: Theme
  private let wording: Wording

  init(_ model: Model, width: Int, isWhole: Bool) {
    self.model = model
    self.width = width
    self.isWhole = isWhole
    theme = Theme(capabilities: model.capabilities)
    wording = Wording(model.language, pack: model.pack)
  }

  private func say(_ phrase: Phrase) -> String { phrase[model.language] }

  /// All of it; of a picture, what stands around it.
  var lines: [StyledLine] { trouble + found }

  /// What kept the last run from being judged: the status line has no room for what to do.
  private var trouble: [StyledLine] {
    model.trouble.map { paragraph(say($0), theme.bad) + [StyledLine()] } ?? []
  }

  private var found: [StyledLine] {
    if model.detailIsBuild, let build = model.build { return lines(of: build) }
    guard let check = model.selectedCheck else { return idle }
    guard model.progress.hasBegun(check) else { return statement + waiting(for: [check]) }
    guard let verdict = model.selectedResult?.verdict else {
      return statement + [StyledLine(say(.notJudged), theme.dim)]
    }
    switch verdict {
    case .passed: return statement + [StyledLine(passed, theme.good)]
    case .wrong: return statement + conclusion + spaced(shape) + printed
    case .broken, .notRun: return statement + conclusion + printed
    }
  }

  private var passed: String {
    guard let time = model.selectedResult?.milliseconds, time > 100 else { return say(.holds) }
    return say(.passed(in: NumberText.time(milliseconds: time, in: model.language)))
  }

  /// Nothing is selected that was checked: how far the step is.
  private var idle: [StyledLine] {
    guard let block = model.selectedBlock else { return [] }
    guard let step = model.currentStep else { return begin(block) }
    let checks = block.checks.filter { $0.step == step }
    switch model.mark(of: checks) {
    case .passed: return [StyledLine(theme.glyph(.passed) + " " + say(.holds), theme.good)]
    case .notBegun, .running, .wrong, .broken:
      return waiting(for: checks) + [StyledLine()]
        + checks.flatMap { check in
          hanging(
            StyledLine(
              theme.glyph(model.mark(of: check)) + " ", theme.style(model.mark(of: check))),
            MarkdownInline.line(check.statement[model.language], theme: theme.markdown),
            width: width)
        }
    }
  }

  /// On a block's page: where its work begins.
  private func begin(_ block: Block) -> [StyledLine] {
    guard case .step(let number)? = model.firstOpenStep(of: block) else { return [] }
    let title = block.steps(model.language).first { $0.number == number }?.title ?? ""
    return paragraph(say(.beginWith(step: number, title, file: model.pack.work.name)))
  }

  /// Why checks say nothing yet.
  private func waiting(for checks: [Check]) -> [StyledLine] {
    let awaited = checks.compactMap { model.progress.awaitedStep(of: $0) }.min()
    return paragraph(say(awaited.map { .waitsFor(step: $0) } ?? .beginHere), theme.dim)
  }

  /// What must hold, behind the check's mark.
  var statement: [StyledLine] {
    guard let check = model.selectedCheck else { return [] }
    let mark = model.mark(of: check)
    return hanging(
      StyledLine(theme.glyph(mark) + " ", theme.style(mark)),
      MarkdownInline.line(
        check.statement[model.language], theme: theme.markdown, base: theme.title),
      width: width)
  }

  /// The cause first: a known mistake with its own advice, or what was found and the check's advice.
  var conclusion: [StyledLine] {
    guard let check = model.selectedCheck, let result = model.selectedResult else { return [] }
    var lines: [StyledLine] = []
    let diagnosis = model.diagnosis(of: check)
    if let diagnosis {
      lines += hanging(
        StyledLine(theme.arrow + " ", theme.accent),
        StyledLine(wording.sentence(for: diagnosis), theme.title), width: width)
    }
    if let finding = model.selectedFinding {
      lines += paragraph(wording.sentence(for: finding))
      let more = model.selectedFindings.count - 1
      // In lines they follow.
      if more > 0, model.asking == .keys { lines += paragraph(say(.moreFindings(more)), theme.dim) }
    } else {
      lines += wording.sentences(for: result.verdict).flatMap { paragraph($0) }
      lines += sharedCause(of: check)
    }
    if model.regressions.contains(check.id), result.verdict.isRed {
      lines += paragraph(say(.wasGreen), theme.bad)
    }
    let advice = check.advice(for: model.selectedFinding?.rule)[model.language]
    if diagnosis == nil, result.verdict.isRed, !advice.isEmpty, !isCrash(result.verdict) {
      lines += paragraph(say(.next(advice)), theme.accent)
    }
    return lines
  }

  /// What ended the program says where to look better than advice on values that were never made.
  private func isCrash(_ verdict: Verdict) -> Bool {
    if case .broken = verdict { true } else { false }
  }

  /// How many others stopped for the same reason.
  private func sharedCause(of check: Check) -> [StyledLine] {
    guard
      let cause = model.report?.sharedCauses.first(where: { $0.checks.contains(check.id) })
    else { return [] }
    return paragraph(say(.alsoBreaks(cause.checks.count)), theme.dim)
  }

  /// Shapes, names, gradients, numbers: what a heatmap does not show.
  private var shape: [StyledLine] {
    guard let finding = model.selectedFinding else { return [] }
    // Two shapes are drawn for the eye; the sentence has said them.
    if case .shapes = finding.kind, model.asking != .keys { return [] }
    return FindingPicture(model, width: width, isWhole: isWhole).lines(of: finding.kind)
  }

  private func spaced(_ lines: [StyledLine]) -> [StyledLine] {
    lines.isEmpty ? [] : [StyledLine()] + lines
  }

  /// The beginning of what the student's code printed, or all of it.
  private var printed: [StyledLine] {
    let output = model.selectedOutput
    guard let check = model.selectedCheck, !output.isEmpty else { return [] }
    let shown = isWhole ? output[...] : output.prefix(model.asking == .keys ? 4 : 12)
    let rest = output.count - shown.count
    return [StyledLine(), StyledLine(say(.outputTitle(check.id)), theme.title)]
      + shown.map { StyledLine("  " + $0) } + (rest > 0 ? unshown(rest) : [])
  }

  private func unshown(_ count: Int) -> [StyledLine] {
    let more = say(.moreLines(count))
    guard model.asking != .keys else { return [StyledLine("  o  " + more, theme.dim)] }
    let ask = model.asking.ask(.output(check: model.selectedCheck?.id ?? ""))
    let how = ask + Phrase(en: "to see them all.", es: "para verlas todas.")
    return wrap(StyledLine("  \(more). " + say(how)), width: width)
  }

  private func lines(of build: BuildOutcome) -> [StyledLine] {
    switch build {
    case .built: return []
    case .failed(let diagnostics):
      return CompilerText(model, theme: theme, width: width).lines(of: diagnostics)
    case .missingDeclarations(let missing):
      let lead = paragraph(say(.mustDeclare(model.pack.work.name)))
      return lead + [StyledLine()]
        + missing.flatMap {
          hanging(StyledLine("  "), StyledLine($0.signature, theme.code), width: width)
        }
    case .unreadable(let reason): return paragraph(wording.sentence(for: reason))
    }
  }

  func paragraph(_ text: String, _ style: Style? = nil) -> [StyledLine] {
    if let style {
      return wrap(MarkdownInline.line(text, theme: theme.markdown, base: style), width: width)
    }
    return Markdown.render(text, width: width, theme: theme.markdown)
  }
}

extension Model {
  /// What the student's code printed during the selected check, line by line.
  var selectedOutput: [String] {
    guard let output = selectedResult?.output, !output.isEmpty else { return [] }
    var lines = VisibleText.lines(of: output)
      .map { VisibleText.line(String($0), limit: 1000) }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    return lines
  }
}
