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
    let found = APIEntry.matching(typed, in: entries)
    guard !found.isEmpty else {
      return [field, StyledLine()]
        + wrap(StyledLine(content.say(.apiNone(typed))), width: content.width)
    }
    return [field] + found.flatMap { [StyledLine()] + lines(of: $0) }
  }

  private func lines(of entry: APIEntry) -> [StyledLine] {
    let names =
      StyledLine(entry.name, theme.title)
      + (entry.pytorch.map { StyledLine("   \($0)", theme.accent) } ?? StyledLine())
    return [names.clipped(to: content.width, marker: theme.ellipsis)]
      + wrap(
        StyledLine("  ") + StyledLine(entry.signature, theme.code), width: content.width, hanging: 2
      )
      + hanging(
        StyledLine("  "), MarkdownInline.line(entry.summary, theme: theme.markdown),
        width: content.width)
  }
}

extension APIEntry {
  /// Those whose name, or PyTorch's, holds every word that was typed; names that begin with it first.
  static func matching(_ typed: String, in entries: [APIEntry]) -> [APIEntry] {
    let words = typed.lowercased().split(separator: " ").map(String.init)
    guard let first = words.first else { return entries }
    let found = entries.filter { entry in
      let text = "\(entry.name) \(entry.pytorch ?? "")".lowercased()
      return words.allSatisfy { text.contains($0) }
    }
    let leading = found.filter { $0.begins(with: first) }
    return leading + found.filter { !$0.begins(with: first) }
  }

  private func begins(with word: String) -> Bool {
    [name, pytorch ?? ""].contains { text in
      text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains {
        $0.hasPrefix(word)
      }
    }
  }
}
