import CellUI
import LessonPacks
import Observations
import Reports

/// Everything that is known of the selected check, for a reader who cannot see the heatmap.
extension PlainFace {
  var check: [String] {
    guard let check = new.selectedCheck else { return wrapped(say(.notJudged)) }
    let head = wrapped("\(check.id): \(word(for: new.mark(of: check)))")
    let text = ResultText(new, width: width, isWhole: false)
    let rest =
      new.progress.hasBegun(check)
      ? (new.selectedFinding.map { values($0.kind) } ?? []) + otherFindings : []
    return head + text.lines.map { $0.text.trimmingTrailingSpaces }
      + rest
  }

  /// What else does not hold: in lines there is no key that opens it.
  private var otherFindings: [String] {
    let wording = Wording(new.language, pack: new.pack)
    let theme = MarkdownTheme(new.capabilities)
    return new.selectedFindings.enumerated().filter { $0.offset != new.findingIndex }.flatMap {
      hanging(
        "- ", MarkdownInline.line(wording.sentence(for: $0.element), theme: theme), width: width
      ).map(\.text)
    }
  }

  /// The five elements farthest from what was expected, with their places.
  private func values(_ kind: FindingKind) -> [String] {
    guard case .values(let comparison) = kind, comparison.yours.values.count > 1 else { return [] }
    let distances = comparison.yours.values.indices.map { index in
      (index, (comparison.yours.values[index] - comparison.expected.values[index]).magnitude)
    }
    // No number is farthest of all.
    let worst = distances.filter { $0.1 != 0 }
      .sorted { $0.1.isNaN && !$1.1.isNaN || $0.1 > $1.1 }.prefix(5)
    return worst.map { index, _ in
      let pair = NumberText.pair(comparison.yours.values[index], comparison.expected.values[index])
      let (mine, wanted) = (
        new.language.number(pair.0), new.language.number(pair.1)
      )
      return "  \(comparison.index(of: index)): \(say(.yours)) \(mine), \(say(.expected)) \(wanted)"
    }
  }
}

/// A finale as lines: every tenth of the way, and each text as it comes.
struct FinaleLines {
  let new: Model

  func lines(of event: FinaleEvent) -> [String] {
    guard let show = new.finale else { return [] }
    let wording = Wording(new.language, pack: new.pack)
    switch event {
    case .compiling: return [new.say(.finaleCompiling)]
    case .begun: return []
    // What it heard on the way may make of a good end another one.
    case .ended(let ending): return [wording.sentence(for: show.ending ?? ending)]
    case .observed(let observation):
      switch FinaleValue(rawValue: observation.name) {
      case .loss: break
      // It stands in the line of the next step, or in the sentence at the end.
      case .known, .tooSlow: return []
      default: return [wording.line(for: observation)]
      }
      let tenth = max(1, (show.steps ?? 100) / 10)
      let step = show.losses.count
      return step == 1 || step % tenth == 0 ? [wording.progress(of: show)] : []
    }
  }
}
