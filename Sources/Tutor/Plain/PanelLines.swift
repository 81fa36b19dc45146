import APICards
import CellUI
import LessonPacks

/// What the panels over the screen say, in lines.
extension PlainFace {
  /// A panel that was opened, turned or filled, with its title.
  var panel: [String] {
    guard let overlay = new.overlay, isNews(overlay) else { return [] }
    return panelText
  }

  var panelText: [String] {
    guard let overlay = new.overlay else { return [] }
    switch overlay.kind {
    case .api: return api
    case .question where hasJustAnswered: return answered
    case .theory: return theory
    case .finale: return finale
    case .notes: return notes
    // What a screen shows is said as it stands.
    default:
      let content = OverlayContent(new, width: width)
      let lines = content.lines(overlay).map { $0.text.trimmingTrailingSpaces }
      return wrapped(content.title(overlay)) + lines + turning(overlay)
    }
  }

  private func isNews(_ overlay: Overlay) -> Bool {
    switch overlay.kind {
    case .solution: if case .solutionLoaded = message { return true } else { return false }
    case .comparison: if case .ownLoaded = message { return true } else { return false }
    case .notes: if case .notesLoaded = message { return true } else { return false }
    case .api:
      if case .apiLoaded = message { return true }
      return new.api != nil && asks(for: .api)
    case .play:
      if case .play = message { return new.play?.isRunning == false } else { return false }
    case .question: return asks(for: .question) || old?.shownQuestion != new.shownQuestion
    case .finished:
      if case .notesLoaded = message { return true }
      return asks(for: .finished)
    // What is loaded is news when it is there; everything else when it is opened.
    default:
      return asks(for: overlay.kind) || old?.overlay != new.overlay
    }
  }

  /// Asked for once more, it is read once more.
  private func asks(for kind: Overlay.Kind) -> Bool {
    guard case .action(let action) = message else { return false }
    switch kind {
    case .hint:
      switch action {
      case .hint, .hintOf, .hintOfStep: return true
      default: return false
      }
    case .theory: if case .theory = action { return true } else { return false }
    case .api: if case .api = action { return true } else { return false }
    case .output: return action == .output
    case .findings: return action == .findings
    case .question: return action == .predict
    case .finished: return action == .summary
    default: return false
    }
  }

  /// How to go on from a hint, a question or a page.
  private func turning(_ overlay: Overlay) -> [String] {
    let left = new.panelPages - overlay.page - 1
    guard left > 0, overlay.kind != .question || new.shownQuestion?.isOpen == false else {
      return []
    }
    if overlay.kind == .hint { return [""] + wrapped(say(nextHint)) }
    guard new.asking == .commands, overlay.kind == .theory else {
      let next = Phrase(en: "for the next one.", es: "para ver la siguiente.")
      return [""] + wrapped(say(new.asking.ask(.next(of: overlay.kind)) + next))
    }
    let command = "`byhand theory \(new.pack.id) --page \(overlay.page + 2)`"
    let next = Phrase(en: "\(command) shows the next one.", es: "\(command) muestra la siguiente.")
    return [""] + wrapped(say(next))
  }

  /// How to open the hint behind this one.
  private var nextHint: Phrase {
    new.asksForNextHint(at: new.shownHints)
      + (new.isAtLastHintOfStep
        ? Phrase(
          en: "for the hints of the whole block.", es: "para ver las pistas de todo el bloque.")
        : Phrase(en: "for the next one.", es: "para ver la siguiente."))
  }

  private var hasJustAnswered: Bool {
    guard let before = old?.shownQuestion, let now = new.shownQuestion else { return false }
    return before.question == now.question && before.isOpen && !now.isOpen
  }

  /// The question still stands above: whether it was answered right, and why.
  private var answered: [String] {
    guard let open = new.shownQuestion, let overlay = new.overlay else { return [] }
    let verdict = QuestionText(content: OverlayContent(new, width: width))
      .verdict(open.given, open.question).map { $0.text.trimmingTrailingSpaces }
    let next = turning(overlay)
    return verdict + (next.isEmpty ? toNextBlock : next)
  }

  /// A page below its title, which it does not need twice.
  private var theory: [String] {
    guard let overlay = new.overlay, new.pack.theory.indices.contains(overlay.page) else {
      return []
    }
    let page = new.pack.theory[overlay.page].text[new.language]
    return wrapped(OverlayContent(new, width: width).title(overlay)) + [""]
      + read(Model.withoutTitle(page)) + turning(overlay)
  }

  /// What it is about; what it does follows as it comes.
  private var finale: [String] {
    guard let finale = new.pack.finale else { return [] }
    if new.choosesFinale {
      let content = OverlayContent(new, width: width)
      return wrapped(finale.title[new.language]) + [""]
        + FinaleText(content: content).lines.map(\.text.trimmingTrailingSpaces)
    }
    if case .languageModel = new.staging, let other = finale.languageModel {
      return wrapped(finale.title[new.language]) + [""] + read(other.text[new.language])
    }
    return wrapped(finale.title[new.language]) + [""] + read(finale.text[new.language])
  }

  /// The notes with their table as sentences: a column that does not fit would be cut.
  private var notes: [String] {
    guard let overlay = new.overlay else { return [] }
    let text = new.notes.map(Self.tableless) ?? say(.notesNone)
    return wrapped(OverlayContent(new, width: width).title(overlay)) + [""] + read(text)
  }

  /// Each row of a table below its head as an item, `- label: value`; the value's name is the file's.
  static func tableless(_ markdown: String) -> String {
    var isHead = true
    return markdown.split(separator: "\n", omittingEmptySubsequences: false)
      .compactMap { line -> String? in
        guard line.hasPrefix("|") else {
          isHead = true
          return String(line)
        }
        if line.allSatisfy({ "|-: ".contains($0) }) {
          isHead = false
          return nil
        }
        let cells = MarkdownTable.cells(of: String(line))
        guard !isHead, let label = cells.first?.split(separator: "`").first else { return nil }
        return "- " + String(label.drop { $0 == " " }).trimmingTrailingSpaces + ": "
          + cells.dropFirst().joined(separator: ", ")
      }.joined(separator: "\n")
  }

  /// What a name means, whole; without one, how to ask.
  private var api: [String] {
    guard let cards = new.api else { return [] }
    guard !new.typed.isEmpty else { return wrapped(say(.apiAsk)) }
    let found = cards.named(new.typed)
    guard !found.isEmpty else {
      return wrapped(CardText.unknown(new.typed, near: cards.near(new.typed), new.language))
    }
    return Array(found.map(lines(of:)).joined(separator: [""]))
  }

  private func lines(of card: APICard) -> [String] {
    let theme = MarkdownTheme(new.capabilities)
    let rest = [
      StyledLine(card.signature), MarkdownInline.line(card.summary, theme: theme),
      StyledLine(card.pytorchLine(new.language) ?? ""),
    ]
    return wrapped(card.name)
      + rest.filter { !$0.isEmpty }.flatMap { hanging("  ", $0, width: width).map(\.text) }
  }
}

extension Phrase {
  static let apiAsk = Phrase(
    en: "Type api and a name, TensorKit's or PyTorch's: api matmul, api requires_grad_.",
    es: "Escribe api y un nombre, de TensorKit o de PyTorch: api matmul, api requires_grad_.")
}
