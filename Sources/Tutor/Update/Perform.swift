import CellUI
import LessonPacks
import Progress
import Reports

extension Model {
  /// A key does what the table of bindings says, or becomes part of what is typed.
  mutating func press(_ key: Key) -> [Effect] {
    if let action = Binding.action(for: key, in: self) { return perform(action) }
    return overlay?.isTypedInto == true ? type(key) : []
  }

  /// Does what was asked for, in whatever face it was asked.
  mutating func perform(_ action: Action) -> [Effect] {
    if action != .reset { awaitsSecondReset = false }
    switch action {
    case .run: return startRun()
    case .stop: return stop()
    case .quit: return leave()
    case .suspend: return [save(), .suspend]
    case .language: return changeLanguage()
    case .home: return goHome()
    case .openSelectedLesson: return openSelectedLesson()
    case .openNextLesson: return goOnToNext()
    case .edit: return [editor()]
    case .editNotes: return [.openNotes]
    case .editPlay: return [.openPlay]
    case .solution: return openSolution()
    case .solutionOf(let block): return openSolution(of: block)
    case .compare: return compare()
    case .useKey(let key): return use(key)
    case .notes: return openNotes()
    case .api(let typed): return openAPI(typed)
    case .play: return openPlay()
    case .reset: return reset()
    case .undoReset: return undoReset()
    case .summary: return showSummary()
    case .finale: return openFinale()
    case .finaleWith(let number): return startFinale(with: number)
    case .trainOn: return trainOn()
    case .hint: return openHint()
    case .hintOf(let name): return openHint(of: name)
    case .hintOfStep(let number): return openHint(ofStep: number)
    case .turn(let step): return turn(by: step)
    // In lines a number answers whatever was asked.
    case .answer(let answer):
      return choosesFinale ? startFinale(with: answer + 1) : give(answer)
    case .theory(let page): openTheory(page)
    case .predict: openQuestion()
    case .output: showOutput()
    case .findings: showFindings()
    case .help: overlay = Overlay(.help)
    case .instructorKey: askForKey()
    case .close: closePanel()
    case .move(let rows, let columns): move(rows: rows, columns: columns)
    case .scroll(let pages): scroll(pages: pages)
    case .scrollToTop: scroll(by: -.max / 2)
    case .scrollToEnd: scroll(by: .max / 2)
    case .block(let id): select(blockNamed: id)
    case .selectBlock(let step): selectBlock(by: step)
    case .blockNumber(let index): select(block: index)
    case .check(let id): select(checkNamed: id)
    case .step(let number): select(step: number)
    case .page: selectPage()
    case .red: selectFirstRed()
    case .explore: explore()
    case .leave: leavePlace()
    case .swapPane: prefersLesson.toggle()
    case .view: ifPicture { $0.showNextTab() }
    case .zoom: ifPicture { $0.diff.isZoomed.toggle() }
    case .worst: ifPicture { $0.diff.cursor = nil }
    case .slice(let step): moveSlice(by: step)
    case .nextFinding: showNextFinding()
    case .status, .readStep, .hintList, .course: break
    case .unknown(let word, let near): notice = .unknownWord(word, near: near)
    }
    return []
  }

  private mutating func closePanel() {
    overlay = nil
    typed = ""
  }

  private mutating func showOutput() {
    guard let check = selectedCheck else { return notice = .nothingToCompare(check: nil) }
    if selectedOutput.isEmpty {
      notice = .nothingPrinted(check: check.id)
    } else {
      overlay = Overlay(.output)
    }
  }

  private mutating func showFindings() {
    guard let check = selectedCheck else { return notice = .nothingToCompare(check: nil) }
    if selectedFindings.count < 2 {
      notice = .nothingElse(check: check.id)
    } else {
      overlay = Overlay(.findings)
    }
  }

  /// The file is read anew: its lines are counted.
  private mutating func showSummary() -> [Effect] {
    guard stopConditions.checksGreen else {
      notice = .notYetGreen(remaining: checkCount - greenCount)
      return []
    }
    overlay = Overlay(.finished)
    return own == nil ? [.loadOwn] : []
  }

  private mutating func explore() {
    guard canExplore else { return notice = .nothingToCompare(check: selectedCheck?.id) }
    place = .explorer
    diff.scroll = 0
  }

  private mutating func leavePlace() {
    if place == .lesson { notice = nil }
    place = .lesson
  }

  private mutating func changeLanguage() -> [Effect] {
    language = nextLanguage
    progress.language = language
    clampScrolls()
    return [save()]
  }

  /// The next of the languages that the pack is written in, and the tutor speaks.
  var nextLanguage: Language {
    let languages = pack.languages.isEmpty ? Language.allCases : pack.languages
    guard let at = languages.firstIndex(of: language) else { return languages.first ?? language }
    return languages[(at + 1) % languages.count]
  }

  private mutating func stop() -> [Effect] {
    if isFinaleRunning { return stopFinale() }
    if play?.isRunning == true {
      play = nil
      lastPlay += 1
      return [.cancelPlay]
    }
    return stopRun()
  }

  /// Whether there is something to stop.
  var isBusy: Bool { run.current != nil || isFinaleRunning || play?.isRunning == true }

  private mutating func reset() -> [Effect] {
    guard awaitsSecondReset else {
      awaitsSecondReset = true
      notice = .pressAgainToReset
      return []
    }
    awaitsSecondReset = false
    notice = nil
    return [.resetFile]
  }

  private mutating func undoReset() -> [Effect] {
    guard canUndoReset else {
      notice = .nothingToUndo
      return []
    }
    return [.undoReset]
  }

  /// What the student's folder holds of the measures; first what the notes would give away is asked.
  private mutating func openNotes() -> [Effect] {
    overlay = Overlay(.notes)
    if let block = pack.blocks.first(where: { block in
      block.checks.contains { check in
        pack.measures.contains { $0.check == check.id && withheldMeasures.contains($0.id) }
          && isGreen(check)
      }
    }) {
      notice = .predictFirst(block: block.id)
    }
    return [.loadNotes]
  }

  /// The playground, run at once.
  private mutating func openPlay() -> [Effect] {
    overlay = Overlay(.play)
    return runPlay()
  }

  mutating func runPlay() -> [Effect] {
    let stop: [Effect] = play?.isRunning == true ? [.cancelPlay] : []
    lastPlay += 1
    play = PlayShow()
    return stop + [.runPlay(run: lastPlay)]
  }
}
