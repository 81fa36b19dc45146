import CellUI
import LessonPacks

/// Every key and every mark, and what it is for.
struct HelpText {
  let content: OverlayContent

  private var strings: Strings { content.strings }
  private var theme: Theme { content.theme }

  var lines: [StyledLine] {
    keys.flatMap { row($0.0, $0.1, theme.key) } + [StyledLine()]
      + [StyledLine(strings[.helpMarks], theme.title)]
      + marks.flatMap { row(theme.glyph($0.0), strings[$0.1], theme.style($0.0)) }
      + [StyledLine()]
      + wrap(StyledLine(strings[.helpFile, content.model.filePath]), width: content.width)
  }

  private var keys: [(String, String)] {
    let file = content.model.pack.studentFile
    let minutes = "\(Int(max(0, min(1e6, content.model.pack.gate.minutes)).rounded()))"
    let unicode = content.model.capabilities.unicode
    return [
      ("r", strings[.helpRun]), ("Ctrl-C", strings[.helpStop]),
      ("e", strings[.helpEdit, file]), (unicode ? "↑ ↓  j k" : "j k", strings[.helpChecks]),
      ("Tab  1–9", strings[.helpBlocks]), ("PgUp PgDn", strings[.helpScroll]),
      ("d  Enter  Esc", strings[.helpDetail]),
      (unicode ? "← ↑ ↓ →" : "arrows", strings[.helpCursor]), ("t", strings[.helpViews]),
      ("z", strings[.helpZoom]), ("[ ]", strings[.helpSlice]), ("w", strings[.helpWorst]),
      ("f", strings[.helpFinding]),
      ("o", strings[.helpOutput]), ("h", strings[.helpHint]),
      ("p", strings[.helpPredict]), ("s", strings[.helpSolution, minutes]),
      ("K", strings[.helpKey]), ("n", strings[.helpNotes]),
      ("T", strings[.helpTheory]),
      ("X  u", strings[.helpReset]), ("g", strings[.helpFinish]), ("W", strings[.helpFinale]),
      ("l", strings[.helpLanguage]),
      ("q", strings[.helpQuit]),
    ]
  }

  private var marks: [(CheckMark, UIText)] {
    [
      (.passed, .markPassed), (.wrong, .markWrong), (.broken, .markBroken),
      (.waiting, .markWaiting), (.notRun, .markNotRun), (.running, .markRunning),
    ]
  }

  private func row(_ key: String, _ text: String, _ style: Style) -> [StyledLine] {
    let column = min(15, content.width / 3)
    let lead = StyledLine(key, style).padded(to: column)
    return hanging(lead, StyledLine(text), width: content.width)
  }
}
