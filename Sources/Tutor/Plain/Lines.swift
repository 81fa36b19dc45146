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
  var new = new
  // Lines have no keys.
  if new.asking == .keys { new.asking = .words }
  return PlainFace(old: old, new: new, message: message).lines.map { line in
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
  let message: Message

  var width: Int { max(20, new.size.width) }
  func say(_ phrase: Phrase) -> String { phrase[new.language] }

  var lines: [String] {
    switch message {
    case .started: return started
    case .action(.status): return status
    case .action(.hintList): return hintList
    case .action(.course): return course
    case .action(.readStep), .action(.page): return step
    case .action(.step): return noticed.isEmpty ? step : noticed
    case .action(.help): return words
    case .action(.check), .action(.red): return noticed.isEmpty ? check : noticed
    case .action(.block): return noticed.isEmpty ? blockHead : noticed
    case .action(.language): return words
    case .action(.run), .fileSaved: return wrapped(say(.plainCompiling(new.pack.work.name)))
    case .judge(.completed(let report), let run):
      // What an earlier run still says is not heard.
      return old?.run.current?.number == run ? completed(report) : []
    case .finale(let event, let run, _):
      return run == new.lastFinale ? FinaleLines(new: new).lines(of: event) : []
    case .tick: return noticed + stillRunning
    case .modelsFound: return noticed + (new.choosesFinale ? panel : [])
    case .judge, .resize, .mouse, .lessonsLoaded: return noticed
    case .action, .key, .pasted, .returned, .judgeFailed, .notJudged, .play, .playSaved,
      .solutionLoaded,
      .ownLoaded, .apiLoaded, .keyTried, .notesLoaded, .didReset, .didUndoReset, .resumed,
      .effectFailed, .terminated:
      // A word that led nowhere is not answered with what is read already.
      return noticed.isEmpty || old?.overlay != new.overlay ? noticed + panel : noticed
    }
  }

  /// Who comes for the first time is told every word; who comes back, how to see them.
  private var started: [String] {
    guard new.progress.runs > 0 else { return status + [""] + words + [""] + noticed }
    let how =
      new.asking.ask(.help)
      + Phrase(en: "for what you can type.", es: "para ver qué puedes escribir.")
    return status + [""] + wrapped(say(how)) + noticed
  }

  /// The sentence that the status line would show, if the message brought it: what is asked for twice
  /// is answered twice.
  var noticed: [String] {
    guard let notice = new.notice, notice != old?.notice || isSaidAgain else { return [] }
    return wrapped(say(notice.phrase(file: new.pack.work.name, new.asking)))
  }

  private var isSaidAgain: Bool {
    guard case .action = message, var silent = old else { return false }
    silent.notice = nil
    _ = update(&silent, message)
    return silent.notice != nil
  }

  func wrapped(_ text: String) -> [String] {
    wrap(StyledLine(text), width: width).map(\.text)
  }

  func read(_ markdown: String) -> [String] {
    Markdown.render(markdown, width: width, theme: MarkdownTheme(new.capabilities))
      .map { $0.text.trimmingTrailingSpaces }
  }

  /// Every few seconds of a run that takes long, what it is at.
  private var stillRunning: [String] {
    guard let run = new.run.current, let before = old?.run.current, run.number == before.number,
      Int(run.elapsed / 5) > Int(before.elapsed / 5)
    else { return [] }
    let seconds = TimeText.seconds(run.elapsed)
    let (done, all) = (new.fresh.count, new.checkCount)
    guard run.isBuilt else { return wrapped(say(.compiling(new.pack.work.name, seconds))) }
    return wrapped(
      say(
        run.check.map { .running($0, done, of: all, seconds) }
          ?? .checking(done, of: all, seconds)))
  }

  /// A run at its end: how many hold, what it looks like, and the check that matters most.
  private func completed(_ report: Report) -> [String] {
    guard case .built = report.build else {
      return noticed + ResultText(new, width: width, isWhole: false).lines.map(\.text)
    }
    let finished = Notice.finished(
      passed: new.greenCount, of: new.checkCount, milliseconds: report.milliseconds)
    let isCount = if case .finished = new.notice { true } else { false }
    var lines = wrapped(say(finished.phrase(file: new.pack.work.name, new.asking)))
    if !isCount { lines += noticed }
    if new.blockIndex != old?.blockIndex || new.currentStep != old?.currentStep {
      lines += [""] + (new.justPassed == nil ? place : blockHead)
    }
    if new.selectedCheck.map(new.isRed) ?? false { lines += check }
    // The summary waits for the notes, which it speaks of.
    if new.overlay?.kind == .question, new.overlay != old?.overlay { lines += [""] + panelText }
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
