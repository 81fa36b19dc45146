import LessonPacks
import Progress

/// How much the labels of the bottom line say, step by step. What a step leaves out stands elsewhere.
enum Brevity: Int, CaseIterable {
  case whole
  /// That passing opens the solution too: `s` says so.
  case withoutPassing
  /// The gate's countdown: it is in the top line.
  case withoutTime
  /// Hints and predictions by number: the panels' titles count them.
  case withoutCounts
  /// The reset and its undoing: the help names them.
  case withoutReset
  /// The other language by its code.
  case shortLanguage
}

/// The keys of the bottom line at one brevity.
struct FooterItems {
  private let model: Model
  private let brevity: Brevity
  private let strings: Strings

  init(_ model: Model, _ brevity: Brevity) {
    self.model = model
    self.brevity = brevity
    strings = Strings(model.language)
  }

  var all: [Footer.Item] {
    [run, Footer.Item(key: "e", label: strings[.keyEdit]), pane, hint, solution] + predict
      + [Footer.Item(key: "n", label: strings[.keyNotes])] + theory + reset + finish
      + [
        Footer.Item(key: "l", label: language),
        Footer.Item(key: "?", label: strings[.keyHelp]),
        Footer.Item(key: "q", label: strings[.keyQuit]),
      ]
  }

  private func leavesOut(_ step: Brevity) -> Bool { brevity.rawValue >= step.rawValue }

  /// One of two keys, with room for either.
  private func either(
    _ isFirst: Bool, _ first: (String, UIText), _ second: (String, UIText)
  ) -> Footer.Item {
    let items = [first, second].map { Footer.Item(key: $0.0, label: strings[$0.1]) }
    var item = items[isFirst ? 0 : 1]
    item.reserved = max(items[0].width, items[1].width)
    return item
  }

  private var run: Footer.Item {
    either(model.run.current == nil, ("r", .keyRun), ("^C", .keyStop))
  }

  private var pane: Footer.Item {
    either(model.pane == .lesson, ("d", .keyDetail), ("d", .keyLesson))
  }

  private var hint: Footer.Item {
    let count = model.selectedBlock?.hints.count ?? 0
    let label =
      leavesOut(.withoutCounts)
      ? strings[.keyHintShort] : strings[.keyHint, "\(model.hintsOpened)", "\(count)"]
    return Footer.Item(key: "h", label: label, isEnabled: count > 0)
  }

  private var solution: Footer.Item {
    guard case .closed(let remaining, _)? = model.gateState else {
      return Footer.Item(key: "s", label: strings[.keySolution], isEnabled: model.gateState != nil)
    }
    return Footer.Item(key: "s", label: closed(remaining), isEnabled: false)
  }

  private func closed(_ remaining: Double) -> String {
    if leavesOut(.withoutTime) { return strings[.keySolution] }
    let isShort = leavesOut(.withoutPassing)
    if let minutes = TimeText.minutes(left: remaining) {
      return strings[isShort ? .gateMinutes : .keySolutionMinutes, "\(minutes)"]
    }
    return strings[isShort ? .gateSeconds : .keySolutionSeconds, TimeText.seconds(remaining)]
  }

  private var predict: [Footer.Item] {
    guard !model.questions.isEmpty else { return [] }
    let label =
      leavesOut(.withoutCounts)
      ? strings[.keyPredictShort]
      : strings[.keyPredict, "\(model.answeredCount)", "\(model.questions.count)"]
    return [Footer.Item(key: "p", label: label)]
  }

  private var theory: [Footer.Item] {
    model.pack.theory.isEmpty ? [] : [Footer.Item(key: "T", label: strings[.keyTheory])]
  }

  private var reset: [Footer.Item] {
    if leavesOut(.withoutReset) { return [] }
    return [either(model.canUndoReset, ("u", .keyUndo), ("X", .keyReset))]
  }

  private var finish: [Footer.Item] {
    model.stopConditions.checksGreen ? [Footer.Item(key: "g", label: strings[.keyFinish])] : []
  }

  private var language: String {
    leavesOut(.shortLanguage) ? model.nextLanguage.rawValue : strings[.keyLanguage]
  }
}
