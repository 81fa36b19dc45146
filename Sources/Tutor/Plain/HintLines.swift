import LessonPacks
import Progress

/// How many hints there are, how many were opened, and how to read the next.
extension PlainFace {
  /// Those of the step, and those of its block; nil for a block without any.
  var hintCounts: Phrase? {
    guard let block = new.selectedBlock, !block.hints.isEmpty else { return nil }
    let (place, ladder) = (new.hintPlace, new.ladder)
    guard !ladder.hints.isEmpty else { return new.hintedSteps(of: block) }
    let opened = new.hintsOpened
    var counts: [Phrase] = []
    if let step = ladder.step {
      counts.append(.plainStepHints(step, min(opened, ladder.own), of: ladder.own))
    }
    if ladder.general > 0 {
      let general = new.hintsOpened(at: HintPlace(block: block.id, step: nil))
      counts.append(.plainHints(block.id, general, of: ladder.general))
    }
    if opened < ladder.hints.count {
      counts.append(
        opened == 0
          ? new.asksForHint(at: place) + Phrase(en: "for the first.", es: "para ver la primera.")
          : new.asksForNextHint(at: place)
            + Phrase(en: "for the next.", es: "para ver la siguiente."))
    }
    if ladder.own == 0, let steps = new.hintedSteps(of: block) { counts.append(steps) }
    return counts.dropFirst().reduce(counts[0], +)
  }

  /// One line for each step that has hints of its own, and one for the whole block.
  var hintList: [String] {
    guard let block = new.selectedBlock, !block.hints.isEmpty else { return noticed }
    let titles = block.steps(new.language)
    var rows = block.hintedSteps.map { number in
      let title = titles.first { $0.number == number }.map { " · \($0.title)" } ?? ""
      return row(
        say(.step(number)) + title, HintPlace(block: block.id, step: number),
        of: block.ladder(step: number).own)
    }
    let general = block.ladder(step: nil).general
    if general > 0 {
      rows.append(row(say(.wholeBlock), HintPlace(block: block.id, step: nil), of: general))
    }
    let place = HintPlace(block: block.id, step: nil)
    let next = new.asksForNextHint(at: place) + .nextOfBlock
    let isMore = new.hintsOpened(at: place) < general
    return wrapped(say(.hintListTitle(block.id))) + [""] + rows.flatMap(wrapped) + [""]
      + wrapped(say(new.asksForSteps(of: block))) + (isMore ? wrapped(say(next)) : [])
  }

  private func row(_ name: String, _ place: HintPlace, of all: Int) -> String {
    "  \(name): " + say(.opened(min(new.hintsOpened(at: place), all), of: all))
  }
}

extension Phrase {
  static func plainHints(_ block: String, _ opened: Int, of all: Int) -> Phrase {
    Phrase(
      en: "Hints of block \(block): \(opened) of \(all) opened.",
      es: "Pistas del bloque \(block): \(opened) de \(all) abiertas.")
  }
  static func plainStepHints(_ step: Int, _ opened: Int, of all: Int) -> Phrase {
    Phrase(
      en: "Hints of step \(step): \(opened) of \(all) opened.",
      es: "Pistas del paso \(step): \(opened) de \(all) abiertas.")
  }
  static func hintListTitle(_ block: String) -> Phrase {
    Phrase(en: "Hints of block \(block)", es: "Pistas del bloque \(block)")
  }
  static let wholeBlock = Phrase(en: "The whole block", es: "Todo el bloque")
  static let nextOfBlock = Phrase(
    en: "for the next one of the whole block.", es: "para ver la siguiente de todo el bloque.")
  static func opened(_ opened: Int, of all: Int) -> Phrase {
    Phrase(en: "\(opened) of \(all) opened", es: "\(opened) de \(all) abiertas")
  }
}
