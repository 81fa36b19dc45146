import APICards
import CellUI
import LessonPacks

/// TensorKit's declarations and what PyTorch calls them, those that fit what is typed.
struct APIText {
  let content: OverlayContent

  private var theme: Theme { content.theme }

  var lines: [StyledLine] {
    let typed = content.model.typed
    let field =
      StyledLine(content.say(.apiFilter) + " ", theme.dim) + StyledLine(typed + "_", theme.key)
    guard let entries = content.model.api else {
      return [field, StyledLine(), StyledLine(content.say(.apiLoading), theme.dim)]
    }
    let found = entries.matching(typed)
    guard !found.isEmpty else {
      return [field, StyledLine()]
        + wrap(StyledLine(content.say(.apiNone(typed))), width: content.width)
    }
    return [field] + found.flatMap { [StyledLine()] + lines(of: $0) }
  }

  private func lines(of entry: APICard) -> [StyledLine] {
    let names =
      StyledLine(entry.name, theme.title)
      + (entry.pytorchLine(content.model.language).map { StyledLine("   \($0)", theme.accent) }
        ?? StyledLine())
    return [names.clipped(to: content.width, marker: theme.ellipsis)]
      + wrap(
        StyledLine("  ") + StyledLine(entry.signature, theme.code), width: content.width, hanging: 2
      )
      + hanging(
        StyledLine("  "), MarkdownInline.line(entry.summary, theme: theme.markdown),
        width: content.width)
  }
}
