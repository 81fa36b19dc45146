import CellUI
import LessonPacks

extension Painter {
  /// What happens now, or what the last thing that happened means.
  mutating func drawStatus() {
    put(StyledLine(" ") + statusLine, 0, in: layout.status)
  }

  private var statusLine: StyledLine {
    let file = model.pack.studentFile
    if let run = model.run.current, model.notice == nil {
      return StyledLine(text(of: run, file: file), theme.accent)
    }
    guard let notice = model.notice else { return StyledLine(strings[.ready, file], theme.dim) }
    return StyledLine(strings.text(of: notice, file: file), style(of: notice))
  }

  private func text(of run: Run, file: String) -> String {
    let seconds = TimeText.seconds(run.elapsed)
    guard run.isBuilt else { return strings[.compiling, file, seconds] }
    let (done, all) = ("\(model.fresh.count)", "\(model.checkCount)")
    if let check = run.check { return strings[.running, check, done, all, seconds] }
    return strings[.judging, done, all, seconds]
  }

  private func style(of notice: Notice) -> Style {
    switch notice {
    case .everythingGreen, .blockPassed, .gateOpened: theme.good
    case .regression, .trouble, .pressAgainToReset: theme.bad
    case .doesNotCompile, .missingDeclarations, .unreadable, .stopped: theme.warning
    default: .plain
    }
  }
}
