import CellUI
import LessonPacks
import Progress
import Reports

/// What the tutor says in lines after a message: the same model as the screen's, read out. Pure.
///
/// `old` is the model before the message; nil says everything anew. Words are wrapped at the model's
/// width, and Markdown is read out, not shown. Nothing here moves a cursor or needs a glyph beyond the
/// terminal's.
public func lines(_ old: Model?, _ new: Model, after message: Message) -> [String] {
  PlainFace(old: old, new: new).lines(after: message).map { line in
    new.capabilities.unicode ? line : String(line.map(ASCIIFold.glyph))
  }
}

/// What stands at the beginning of the line that a student types into.
public func prompt(_ model: Model) -> String {
  let place = model.selectedBlock.map { block in
    block.id + (model.currentStep.map { ".\($0)" } ?? "")
  }
  return "byhand \(place ?? "")> "
}

struct PlainFace {
  let old: Model?
  let new: Model

  var width: Int { max(20, new.size.width) }
  func say(_ phrase: Phrase) -> String { phrase[new.language] }

  func lines(after message: Message) -> [String] {
    switch message {
    case .started: return status + [""] + words + noticed
    case .action(.status): return status
    case .action(.help): return words
    case .action(.readStep), .action(.page): return step
    case .action(.step): return answer(to: message) { step }
    case .action(.check), .action(.red): return answer(to: message) { check }
    case .action(.block): return answer(to: message) { blockHead }
    case .action(.language): return words
    case .action(.run), .fileSaved: return [say(.compiling(new.pack.studentFile, "0"))]
    case .judge(.completed(let report), let run):
      return old.map { $0.run.current?.number == run } ?? true ? completed(report) : []
    case .finale(let event, let run, _):
      return run == new.lastFinale ? FinaleLines(new: new).lines(of: event) : []
    case .judge, .tick, .resize, .mouse, .lessonsLoaded: return noticed
    case .action: return answer(to: message) { panel(after: message) }
    case .key, .pasted, .returned, .judgeFailed, .play, .playSaved, .solutionLoaded,
      .ownLoaded, .apiLoaded, .keyTried, .notesLoaded, .didReset, .didUndoReset, .resumed,
      .effectFailed, .terminated:
      return noticed + panel(after: message)
    }
  }

  /// The sentence that the status line would show, if it is a new one.
  var noticed: [String] {
    guard let notice = new.notice, notice != old?.notice else { return [] }
    return wrapped(say(notice.phrase(file: new.pack.studentFile, isReadOut: true)))
  }

  /// Why it cannot be done, each time that it is asked, or what was asked for.
  private func answer(to message: Message, _ text: () -> [String]) -> [String] {
    guard var asked = old else { return noticed + text() }
    asked.notice = nil
    _ = update(&asked, message)
    guard let notice = asked.notice else { return text() }
    let panel = old?.overlay == new.overlay ? [] : panel(after: message)
    return wrapped(say(notice.phrase(file: new.pack.studentFile, isReadOut: true))) + panel
  }

  func wrapped(_ text: String) -> [String] {
    wrap(StyledLine(text), width: width).map(\.text)
  }

  func read(_ markdown: String) -> [String] {
    Markdown.render(markdown, width: width, theme: MarkdownTheme(new.capabilities))
      .map { $0.text.trimmingTrailingSpaces }
  }

  /// What is said of the selected check, or of a file that does not build.
  var result: ResultText {
    var text = ResultText(new, width: width, isWhole: true)
    text.isReadOut = true
    return text
  }

  private var content: OverlayContent {
    var content = OverlayContent(new, width: width)
    content.isReadOut = true
    return content
  }

  /// A panel that was opened, turned or filled, with its title; a line for its number if it has one.
  private func panel(after message: Message) -> [String] {
    guard let overlay = new.overlay, isNews(overlay, message) else {
      return []
    }
    let lines = content.lines(overlay).map { $0.text.trimmingTrailingSpaces }
    return [content.title(overlay)] + lines
  }

  private func isNews(_ overlay: Overlay, _ message: Message) -> Bool {
    let asks =
      if case .action(let action) = message { Self.asks(action, for: overlay.kind) } else { false }
    switch overlay.kind {
    case .solution: if case .solutionLoaded = message { return true } else { return false }
    case .comparison: if case .ownLoaded = message { return true } else { return false }
    case .notes:
      if case .notesLoaded = message {
        return true
      } else {
        return false
      }
    case .api:
      if case .apiLoaded = message { return true }
      return new.api != nil && (asks || old?.overlay != new.overlay || old?.typed != new.typed)
    case .play:
      if case .play = message { return new.play?.isRunning == false } else { return false }
    case .question:
      return asks || old?.overlay != new.overlay || old?.shownQuestion != new.shownQuestion
    case .help, .hint, .key, .theory, .output, .findings, .finale, .finished:
      return asks || old?.overlay != new.overlay
    }
  }

  /// Asked for once more, it is read once more.
  private static func asks(_ action: Action, for kind: Overlay.Kind) -> Bool {
    switch (action, kind) {
    case (.hint, .hint), (.theory, .theory), (.output, .output), (.findings, .findings),
      (.predict, .question), (.turn, .hint), (.turn, .theory), (.turn, .question),
      (.api, .api), (.summary, .finished), (.finale, .finale):
      true
    default: false
    }
  }

  /// A run at its end: how many hold, what it looks like, and the check that matters most.
  private func completed(_ report: Report) -> [String] {
    guard case .built = report.build else {
      return noticed + result.lines.map { $0.text.trimmingTrailingSpaces }
    }
    let count = wrapped(
      say(
        Notice.finished(
          passed: new.greenCount, of: new.checkCount, milliseconds: report.milliseconds
        ).phrase(file: new.pack.studentFile)))
    let isCount = if case .finished = new.notice { true } else { false }
    var lines = count + (isCount ? [] : noticed)
    if new.blockIndex != old?.blockIndex || new.currentStep != old?.currentStep { lines += place }
    if new.selectedCheck.map(new.isRed) ?? false { lines += check }
    if new.overlay?.kind == .finished || new.overlay?.kind == .question, new.overlay != old?.overlay
    {
      lines +=
        new.overlay.map { overlay in
          [content.title(overlay)] + content.lines(overlay).map { $0.text.trimmingTrailingSpaces }
        } ?? []
    }
    return lines
  }
}

extension String {
  /// Spaces at a line's end mean nothing to a reader and are read out by some screen readers.
  var trimmingTrailingSpaces: String {
    var text = self[...]
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
