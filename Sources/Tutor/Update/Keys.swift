import CellUI
import LessonPacks
import Progress

extension Model {
  mutating func press(_ key: Key) -> [Effect] {
    if key != .character("X") { awaitsSecondReset = false }
    if case .key(let entered) = overlay { return type(key, into: entered) }
    if let effects = pressAnywhere(key) { return effects }
    if overlay != nil { return pressInOverlay(key) }
    if pane == .detail, pressInDetail(key) { return [] }
    if pressToMove(key) { return [] }
    guard case .character(let letter) = key else { return [] }
    return pressLetter(letter)
  }

  /// Keys that mean the same whatever is on the screen; nil for any other.
  private mutating func pressAnywhere(_ key: Key) -> [Effect]? {
    switch key {
    case .character("q"): return leave()
    case .character("r"): return startRun()
    case .character("l"), .character("L"):
      language = nextLanguage
      progress.language = language
      clampScrolls()
      return [save()]
    case .character("W"): return openFinale()
    case .control("c"): return isFinaleRunning ? stopFinale() : stopRun()
    case .control("z"): return [save(), .suspend]
    default: return nil
    }
  }

  /// The next of the languages that the pack is written in, and the tutor speaks.
  var nextLanguage: Language {
    let languages = pack.languages.isEmpty ? Language.allCases : pack.languages
    guard let at = languages.firstIndex(of: language) else { return languages.first ?? language }
    return languages[(at + 1) % languages.count]
  }

  /// Moves the selection or a scroll; false if the key is none of these.
  private mutating func pressToMove(_ key: Key) -> Bool {
    switch key {
    case .up, .character("k"): selectCheck(by: -1)
    case .down, .character("j"): selectCheck(by: 1)
    case .tab: selectBlock(by: 1)
    case .backTab: selectBlock(by: -1)
    case .pageUp: scrollLesson(by: -lessonPage)
    case .pageDown: scrollLesson(by: lessonPage)
    case .home: scrollLesson(by: -lessonScroll)
    case .end: scrollLesson(by: .max / 2)
    case .enter: pane = .detail
    case .escape:
      pane = .lesson
      notice = nil
    case .character(let letter):
      guard let number = letter.wholeNumberValue, letter.isASCII, number > 0 else { return false }
      select(block: number - 1)
    default: return false
    }
    return true
  }

  private mutating func pressLetter(_ letter: Character) -> [Effect] {
    switch letter {
    case "e": return [editor()]
    case "d": pane = pane == .lesson ? .detail : .lesson
    case "h": return openHint()
    case "p": openQuestion()
    case "s": return openSolution()
    case "K": askForKey()
    case "n":
      overlay = .notes(scroll: 0)
      return [.loadNotes]
    case "T": openTheory()
    case "u": return undoReset()
    case "X": return reset()
    case "o": showOutput()
    case "g": showFinish()
    case "t", "z", "w", "f":
      pane = .detail
      _ = pressInDetail(.character(letter))
    case "?": overlay = .help(scroll: 0)
    default: break
    }
    return []
  }

  private mutating func openSolution() -> [Effect] {
    guard let block = selectedBlock else { return [] }
    switch progress.gateState(of: block, gate: pack.gate) {
    case .open:
      overlay = .solution(text: nil, scroll: 0)
      return [.loadSolution]
    case .closed(let remaining, let check):
      notice = .gateClosed(
        block: block.id, minutes: Int((remaining / 60).rounded(.up)), check: check)
      return []
    }
  }

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

  private mutating func showOutput() {
    guard let check = selectedCheck else { return }
    if selectedResult?.output.isEmpty ?? true {
      notice = .nothingPrinted(check: check.id)
    } else {
      overlay = .output(scroll: 0)
    }
  }

  private mutating func showFinish() {
    if stopConditions.checksGreen {
      overlay = .finished
    } else {
      notice = .notYetGreen(remaining: checkCount - greenCount)
    }
  }
}
