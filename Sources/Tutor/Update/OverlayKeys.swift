import CellUI

extension Model {
  mutating func pressInOverlay(_ key: Key) -> [Effect] {
    switch (overlay, key) {
    case (_, .escape), (.help, .character("?")), (.solution, .character("s")),
      (.notes, .character("n")), (.finished, .enter), (.finished, .character("g")),
      (.output, .character("o")), (.question, .character("p")), (.theory, .character("T")):
      overlay = nil
    case (.solution(let text, let own, _), .character("d")):
      if own == nil { return [.loadOwn] }
      overlay = .solution(text: text, scroll: 0)
    case (.notes, .character("e")): return [.openNotes]
    case (.finished, .character("w")): return openFinale()
    case (.finished, .character("n")):
      overlay = .notes(scroll: 0)
      return [.loadNotes]
    case (.hint(let rung, _), .left): return showRung(rung - 1)
    case (.hint(let rung, _), .right), (.hint(let rung, _), .character("h")):
      return showRung(rung + 1)
    case (.theory, .left): showTheory(theoryPage - 1)
    case (.theory, .right): showTheory(theoryPage + 1)
    case (.question(let index, _), .left): showQuestion(index - 1)
    case (.question(let index, _), .right): showQuestion(index + 1)
    case (.question(let index, _), .character(let digit)) where digit.isASCII && digit.isNumber:
      return answer(question: index, with: (digit.wholeNumberValue ?? 0) - 1)
    case (_, .up), (_, .character("k")): scrollOverlay(by: -1)
    case (_, .down), (_, .character("j")): scrollOverlay(by: 1)
    case (_, .pageUp): scrollOverlay(by: -overlayPage)
    case (_, .pageDown), (_, .character(" ")): scrollOverlay(by: overlayPage)
    case (_, .home): scrollOverlay(by: -.max / 2)
    case (_, .end): scrollOverlay(by: .max / 2)
    default: break
    }
    return []
  }
}
