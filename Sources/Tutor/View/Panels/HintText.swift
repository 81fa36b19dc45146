import CellUI
import LessonPacks

/// One hint, and whose it is.
struct HintText {
  let content: OverlayContent

  private var model: Model { content.model }
  private var place: HintPlace? { model.shownHints }
  private var block: Block? { model.pack.blocks.first { $0.id == place?.block } }
  private var ladder: HintLadder { model.ladder(at: place) }

  /// Counted among the step's own, or among the whole block's.
  func title(_ index: Int) -> Phrase {
    let (ladder, name) = (ladder, block?.id ?? "")
    if let step = ladder.step, index < ladder.own {
      return .stepHintTitle(index + 1, of: ladder.own, step: step)
    }
    let number = index - ladder.own + 1
    return block?.hintedSteps.isEmpty == false
      ? .blockHintTitle(number, of: ladder.general, block: name)
      : .hintTitle(number, of: ladder.general, block: name)
  }

  /// Where the whole block's hints are the only ones, it says which steps have others.
  func lines(_ index: Int) -> [StyledLine] {
    let ladder = ladder
    guard ladder.hints.indices.contains(index) else { return [] }
    let text = content.markdown(ladder.hints[index].text[model.language])
    guard ladder.own == 0, let steps = model.hintedSteps(of: block) else { return text }
    return text + [StyledLine()]
      + wrap(StyledLine(content.say(steps), content.theme.dim), width: content.width)
  }
}
