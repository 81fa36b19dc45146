import CellUI
import LessonPacks

/// Every key and every mark, and what it is for: the table of bindings, read out.
struct HelpText {
  let content: OverlayContent

  private var theme: Theme { content.theme }

  var lines: [StyledLine] {
    keys + [StyledLine()] + [StyledLine(content.say(.marks), theme.title)]
      + marks.flatMap { row(theme.glyph($0.0), content.say($0.1), theme.style($0.0)) }
      + [StyledLine()] + paragraph(.mouse) + [StyledLine()]
      + paragraph(.yourFile(content.model.filePath)) + [StyledLine()]
      + content.markdown(content.say(.completion))
  }

  private func paragraph(_ phrase: Phrase) -> [StyledLine] {
    wrap(StyledLine(content.say(phrase)), width: content.width)
  }

  private var keys: [StyledLine] {
    (Binding.anywhere + Binding.lesson + Binding.common + Binding.explorer).flatMap { binding in
      binding.help.map { row(binding.shownKey(content.model), content.say($0), theme.key) } ?? []
    }
  }

  private var marks: [(CheckMark, Phrase)] {
    [
      (.passed, .markPassed), (.wrong, .markWrong), (.broken, .markBroken),
      (.notBegun, .markNotBegun), (.running, .markRunning),
    ]
  }

  private func row(_ key: String, _ text: String, _ style: Style) -> [StyledLine] {
    let column = min(11, content.width / 3)
    let lead = StyledLine(key, style).padded(to: column)
    return hanging(lead, StyledLine(text), width: content.width)
  }
}
