import LessonPacks
import Progress

extension Model {
  /// Where `h` looks for hints: at the step of the selection, if that one has some, else at the block.
  var hintPlace: HintPlace? {
    selectedBlock.map { HintPlace(block: $0.id, step: $0.ladder(step: currentStep).step) }
  }

  /// The hints that can be read here, one after the other.
  public var ladder: HintLadder { ladder(at: hintPlace) }

  /// How many of them were opened.
  public var hintsOpened: Int { hintsOpened(at: hintPlace) }

  func ladder(at place: HintPlace?) -> HintLadder {
    let block = pack.blocks.first { $0.id == place?.block }
    return block?.ladder(step: place?.step) ?? .empty
  }

  func hintsOpened(at place: HintPlace?) -> Int {
    guard let place, let record = progress.blocks[place.block] else { return 0 }
    let count = place.step.map { record.stepHintsOpened[$0] ?? 0 } ?? record.hintsOpened
    return min(max(0, count), ladder(at: place).hints.count)
  }

  /// The hints that the open panel turns through; where none is open, those of here.
  var shownHints: HintPlace? {
    overlay?.kind == .hint ? overlay?.hints ?? hintPlace : hintPlace
  }

  /// Shows the last hint that was opened again; the first time, opens the first.
  mutating func openHint() -> [Effect] { openHint(at: hintPlace) }

  /// The hints of a block without those of its steps; of a check's step, where a check is named.
  mutating func openHint(of name: String) -> [Effect] {
    if pack.checks.contains(where: { $0.id == name }) {
      select(checkNamed: name)
      return openHint()
    }
    guard select(blockNamed: name), let block = selectedBlock else { return [] }
    return openHint(at: HintPlace(block: block.id, step: nil))
  }

  mutating func openHint(ofStep number: Int) -> [Effect] {
    guard select(step: number) else { return [] }
    return openHint()
  }

  private mutating func openHint(at place: HintPlace?) -> [Effect] {
    guard let place, !ladder(at: place).hints.isEmpty else {
      notice = .noHints(
        block: selectedBlock?.id ?? "", hintedSteps: selectedBlock?.hintedSteps ?? [])
      return []
    }
    return showHint(max(0, hintsOpened(at: place) - 1), at: place)
  }

  /// Goes to a hint; one beyond those opened is opened, and counted.
  private mutating func showHint(_ index: Int, at place: HintPlace?) -> [Effect] {
    let ladder = ladder(at: place)
    guard let place, ladder.hints.indices.contains(index) else {
      notice = .noFurther(.hint)
      return []
    }
    overlay = Overlay(.hint, page: index, hints: place)
    guard index >= hintsOpened(at: place) else { return [] }
    var record = progress.blocks[place.block] ?? BlockRecord()
    if let step = place.step { record.stepHintsOpened[step] = index + 1 }
    record.hintsOpened = max(record.hintsOpened, index + 1 - ladder.own)
    progress.blocks[place.block] = record
    return [save()]
  }

  /// Turns the pages of what is open: hints, questions, theory. Where nothing is, the next hint.
  mutating func turn(by step: Int) -> [Effect] {
    let page = (overlay?.page ?? 0) + step
    switch overlay?.kind {
    case .hint: return showHint(page, at: shownHints)
    case .question: showQuestion(page)
    case .theory: showTheory(page)
    // The other panels have one page.
    default:
      guard !ladder.hints.isEmpty else { return openHint() }
      return showHint(max(0, hintsOpened - 1 + step), at: hintPlace)
    }
    return []
  }

  /// Whether what comes behind the hint that is shown is no hint of its step any more.
  var isAtLastHintOfStep: Bool {
    guard let overlay, overlay.kind == .hint else { return false }
    let ladder = ladder(at: shownHints)
    return overlay.page + 1 == ladder.own && ladder.general > 0
  }

  /// How many pages the open panel has.
  var panelPages: Int {
    switch overlay?.kind {
    case .hint: ladder(at: shownHints).hints.count
    case .question: questions.count
    case .theory: pack.theory.count
    default: 1
    }
  }
}

/// How a student asks for the hints of a place. A command has to name the step, since a new process
/// does not know it.
extension Model {
  func asksForHint(at place: HintPlace?) -> Phrase {
    guard asking == .commands, let block = pack.blocks.first(where: { $0.id == place?.block }),
      !block.hintedSteps.isEmpty
    else { return asking.ask(.hint) }
    return asking.ask(place?.step.map { .hintOfStep($0) } ?? .next(of: .hint))
  }

  func asksForNextHint(at place: HintPlace?) -> Phrase {
    asking.ask(place?.step.map { .nextHintOfStep($0) } ?? .next(of: .hint))
  }

  /// Which steps of a block have hints of their own, and how to read them; nil where none has.
  func hintedSteps(of block: Block?) -> Phrase? {
    guard let block, !block.hintedSteps.isEmpty else { return nil }
    return .hintedSteps(block.hintedSteps) + asksForSteps(of: block)
  }

  /// How to read a step's hints: those of the step that the student is at, if it has some.
  func asksForSteps(of block: Block) -> Phrase {
    guard asking != .keys, let first = block.hintedSteps.first else {
      return Phrase(en: "Select one of them and press h.", es: "Elige uno de ellos y pulsa h.")
    }
    let here = block.id == selectedBlock?.id ? ladder.step : nil
    return asking.ask(.hintOfStep(here ?? first)) + .hintsOfStep(here ?? first)
  }
}
