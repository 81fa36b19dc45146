import LessonPacks

extension Strings {
  /// What the status line says of a notice. `file` is the student's file as a sentence names it.
  func text(of notice: Notice, file: String) -> String {
    switch notice {
    case .finished(let passed, let of, let milliseconds):
      self[.noticeFinished, "\(passed)", "\(of)", TimeText.milliseconds(milliseconds)]
    case .regression(let checks, let block):
      checks.count > 1
        ? self[.noticeRegressions, block, checks[0], "\(checks.count - 1)"]
        : self[.noticeRegression, block, checks.first ?? ""]
    case .blockPassed(let block, let next?): self[.noticeBlockPassed, block, next]
    case .blockPassed(let block, nil): self[.noticeBlockPassedLast, block]
    case .everythingGreen: self[.noticeGreen]
    case .doesNotCompile: self[.noticeNoCompile, file]
    case .missingDeclarations(let names):
      self[.noticeMissing, file, names.joined(separator: ", ")]
    case .unreadable: self[.noticeUnreadable, file]
    case .stopped(let judged, let of): self[.noticeStopped, "\(judged)", "\(of)"]
    case .notRunning: self[.noticeIdle]
    case .gateClosed(let block, let minutes, let check?):
      self[.noticeGate, block, "\(minutes)", check]
    case .gateClosed(let block, let minutes, nil): self[.noticeGateStill, block, "\(minutes)"]
    case .gateOpened(let block): self[.noticeGateOpened, block]
    default: answer(to: notice, file: file)
    }
  }

  /// Why a key did nothing, or what it did.
  private func answer(to notice: Notice, file: String) -> String {
    switch notice {
    case .noHints(let block): self[.noticeNoHints, block]
    case .noQuestions(let block): self[.noticeNoQuestions, block]
    case .noTheory: self[.noticeNoTheory]
    case .nothingToCompare(let check): self[.noticeNoPicture, check]
    case .nothingElseFound(let check): self[.noticeOneFinding, check]
    case .nothingPrinted(let check): self[.noticeNoOutput, check]
    case .pressAgainToReset: self[.noticeResetAgain]
    case .resetDone: self[.noticeReset, file]
    case .resetUndone: self[.noticeUndone, file]
    case .nothingToUndo: self[.noticeNoUndo]
    case .notYetGreen(let remaining): self[.noticeNotGreen, "\(remaining)"]
    case .noKey: self[.noticeNoKey]
    case .keyRefused: self[.noticeKeyRefused]
    case .noFinale: self[.noticeNoFinale]
    case .finaleLocked(let remaining): self[.noticeFinaleLocked, "\(remaining)"]
    case .finaleStopped: self[.noticeFinaleStopped]
    case .trouble(let sentence): sentence
    default: ""
    }
  }
}
