import LessonPacks

/// Everything the tutor itself says; verdicts are worded by `Reports.Wording`, lessons by the pack.
///
/// `{0}`, `{1}` … stand for what is filled in.
enum UIText: String, CaseIterable, Sendable {
  case blocks, doneWhen, checks, output, checksCount, doneChecks, doneStrict, doneNotes
  case gateMinutes, gateSeconds, gateOpen, keyRun, keyStop, keyEdit, keyDetail, keyLesson, keyHint
  case keySolution, keySolutionMinutes, keySolutionSeconds, keyNotes, keyUndo, keyReset
  case keyLanguage, keyHelp, keyQuit, keyClose, keyEarlier, keyNextHint, keyRead
  case keyView, keyZoom, keyWorst, keyFinding, ready, compiling, running, judging, noticeFinished
  case noticeRegression, noticeRegressions, noticeBlockPassed, noticeBlockPassedLast, noticeGreen
  case noticeNoCompile, noticeMissing, noticeUnreadable, noticeStopped, noticeIdle, noticeGate
  case noticeGateStill, noticeGateOpened, noticeNoHints, noticeNoPicture, noticeOneFinding
  case noticeResetAgain, noticeReset, noticeUndone, noticeNoUndo, noticeNotGreen, detail, compiler
  case difference, yours, expected, reference, differenceShort, relative, worst, pooled
  case earlierRun, notJudged, passed, wasGreen, step, next, missingName, unexpectedName
  case mustDeclare, ratio, firstDifferent, noText, more, hintTitle, solutionTitle
  case solutionLoading, notesTitle, notesNone, helpTitle, finishTitle, finishProved, finishLeft
  case finishNothing, finishNotes, finishStrict, finishCount, finishMeasured, helpRun, helpStop
  case helpEdit, helpDetail, helpChecks, helpBlocks, helpScroll, helpCursor, helpViews, helpZoom
  case helpWorst, helpFinding, helpHint, helpSolution, helpNotes, helpReset, helpFinish
  case helpLanguage, helpQuit, helpMarks, markPassed, markWrong, markBroken, markWaiting
  case markNotRun, markRunning, helpFile, tooSmall, tooSmallSizes, tooSmallNext, plainBlock
  case plainAsks, plainNext, plainAllGreen, plainWrite, plainAgain, plainHint, plainSolutionOpen
  case plainSolutionClosed, plainNotes, plainRed, plainUnknown
  case outputTitle, noticeNoOutput, helpOutput, keyFinish
  case keyPredict, keyAnswer, questionTitle, questionPress, questionRight, questionWrong
  case noticeNoQuestions, helpPredict, slice, keySlice, helpSlice
  case parameter, trainable, frozen
  case noticeNoFinale, noticeFinaleLocked, noticeFinaleStopped, locked, keyWatch, keyAgain
  case finaleCompiling, noticeNoKey, noticeKeyRefused, keyTitle, keyTyping, helpKey, keyCompare
  case keyAlone, compareLegend, compareSame, helpFinale
  case keyTheory, keyHintShort, keyPredictShort, theoryTitle, noticeNoTheory, helpTheory,
    plainTheory
}

/// The tutor's own words in one language.
struct Strings: Equatable, Sendable {
  var language: Language

  init(_ language: Language) { self.language = language }

  /// The text with `{0}`, `{1}` … replaced by `arguments`, in one pass: an argument that looks like
  /// a placeholder stays as it is.
  subscript(_ key: UIText, _ arguments: String...) -> String {
    let text = Self.table(language)[key] ?? Self.english[key] ?? key.rawValue
    guard !arguments.isEmpty else { return text }
    var filled = ""
    var rest = Substring(text)
    while let brace = rest.firstIndex(of: "{") {
      filled += rest[..<brace]
      let tail = rest[rest.index(after: brace)...]
      if let digit = tail.first?.wholeNumberValue, tail.dropFirst().first == "}",
        arguments.indices.contains(digit)
      {
        filled += arguments[digit]
        rest = tail.dropFirst(2)
      } else {
        filled.append("{")
        rest = tail
      }
    }
    return filled + rest
  }

  static func table(_ language: Language) -> [UIText: String] {
    switch language {
    case .en: english
    case .es: spanish
    }
  }
}
