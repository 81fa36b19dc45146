import CellUI
import LessonPacks

extension Painter {
  /// What happens now, or what the last thing that happened means.
  mutating func drawStatus() {
    put(StyledLine(" ") + statusLine, 0, in: layout.status)
  }

  private var statusLine: StyledLine {
    let file = model.pack.work.name
    if model.place == .home, let lesson = homeLine { return lesson }
    if let notice = model.notice {
      return StyledLine(say(notice.phrase(file: file, model.asking)), style(of: notice))
    }
    if let run = model.run.current { return StyledLine(text(of: run, file: file), theme.accent) }
    return StyledLine(say(.ready(file)), theme.dim)
  }

  /// On the course's page the lesson's keys do not work: what does is said in their place.
  private var homeLine: StyledLine? {
    guard model.notice == nil || model.notice == .firstStart, model.run.current == nil else {
      return nil
    }
    guard model.lessons.indices.contains(model.homeIndex) else { return nil }
    let name = model.lessons[model.homeIndex].name(language)
    return StyledLine(say(.enterOpens(name)), theme.dim)
  }

  private func text(of run: Run, file: String) -> String {
    let seconds = TimeText.seconds(run.elapsed)
    guard run.isBuilt else { return say(.compiling(file, seconds)) }
    let (done, all) = (model.fresh.count, model.checkCount)
    if let check = run.check { return say(.running(check, done, of: all, seconds)) }
    return say(.checking(done, of: all, seconds))
  }

  private func style(of notice: Notice) -> Style {
    switch notice {
    case .everythingGreen, .blockPassed, .stepPassed, .gateOpened: theme.good
    case .regression, .trouble, .notJudged, .pressAgainToReset: theme.bad
    case .doesNotCompile, .missingDeclarations, .unreadable, .stopped, .predictFirst: theme.warning
    case .firstStart: theme.accent
    case .finished, .notRunning, .gateClosed, .noHints, .noQuestions, .noTheory,
      .nothingToCompare,
      .nothingElse, .nothingPrinted, .resetDone, .resetUndone, .nothingToUndo, .notYetGreen, .noKey,
      .keyRefused, .noFinale, .finaleLocked, .finaleStopped, .unknownWord, .answerFirst,
      .noSuch, .nothingRed, .noFurther, .noNextLesson:
      .plain
    }
  }
}
