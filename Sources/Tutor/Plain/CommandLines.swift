import LessonPacks
import Reports

/// Sentences that commands add to what they print.
extension Model {
  /// What a run means for the student, besides how many checks hold; nil where it means nothing more.
  public var outcome: String? {
    switch notice {
    case .regression, .stepPassed, .blockPassed, .everythingGreen, .gateOpened:
      notice.map { say($0.phrase(file: pack.work.name, asking)) }
    // All others are about the tutor, or are the outcome that the report tells already.
    default: nil
    }
  }

  /// The block that the last run finished.
  public var finishedBlock: String? {
    if case .blockPassed(let block, _) = notice { block } else { nil }
  }

  /// Where the student goes on, and how to read what is asked there; nil where something red says it.
  public func place(in report: Report) -> String? {
    guard case .built = report.build, !report.isGreen, selectedCheck.map(isRed) != true,
      let block = selectedBlock
    else { return nil }
    let number = currentStep ?? stepNumbers(of: block).first
    let step = number.map { ", " + say(.inStep($0)) } ?? ""
    let ask = asking.ask(.step(number ?? 1, of: pack.id))
    return say(
      .plainNow("\(block.id) · \(block.title[language])\(step).")
        + ask + Phrase(en: "to read what it asks.", es: "para leer lo que pide."))
  }

  /// The end of a lesson whose every check is green, in lines; nil before.
  public func summaryLines(width: Int) -> [String]? {
    guard stopConditions.checksGreen else { return nil }
    let content = OverlayContent(self, width: max(20, width))
    return FinishText(content: content).lines.map { line in
      let text = line.text.trimmingTrailingSpaces
      return capabilities.unicode ? text : String(text.map(ASCIIFold.glyph))
    }
  }

  /// What waits at the end of the lesson, whether it is open and how to see it; nil for a lesson that
  /// has nothing there.
  public var finaleLine: String? {
    guard let finale = pack.finale else { return nil }
    let state: Phrase
    if !isFinaleOpen {
      state = .plainLocked
    } else {
      let ask = asking.ask(.finale)
      state =
        progress.hasWatchedFinale
        ? .watched
          + Phrase(en: "· \(ask.en) to see it again.", es: "· \(ask.es) para verlo otra vez.")
        : Phrase(en: "open. \(ask.en) to see it.", es: "abierto. \(ask.es) para verlo.")
    }
    return "\(finale.title[language]): \(say(state))"
  }
}
