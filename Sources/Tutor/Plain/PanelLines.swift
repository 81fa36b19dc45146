import APICards
import CellUI
import LessonPacks

/// What the panels over the screen say, in lines.
extension PlainFace {
  /// A panel that was opened, turned or filled, with its title.
  var panel: [String] {
    guard let overlay = new.overlay, overlay.kind != .finished || asks(for: .finished),
      isNews(overlay)
    else { return [] }
    return panelText
  }

  var panelText: [String] {
    guard let overlay = new.overlay else { return [] }
    switch overlay.kind {
    case .api: return api
    case .question where hasJustAnswered: return answered
    case .theory: return theory
    case .hint, .question, .help, .solution, .comparison, .key, .notes, .output, .findings, .play,
      .finale, .finished:
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
    case .help, .hint, .key, .theory, .output, .findings, .finale, .finished:
      return asks(for: overlay.kind) || old?.overlay != new.overlay
    }
  }

  /// Asked for once more, it is read once more.
  private func asks(for kind: Overlay.Kind) -> Bool {
    guard case .action(let action) = message else { return false }
    switch (action, kind) {
    case (.hint, .hint), (.hintOf, .hint), (.theory, .theory), (.output, .output),
      (.findings, .findings),
      (.predict, .question), (.summary, .finished), (.api, .api):
      return true
    default: return false
    }
  }

  /// How to go on from a hint, a question or a page.
  private func turning(_ overlay: Overlay) -> [String] {
    let left = new.panelPages - overlay.page - 1
    guard left > 0, overlay.kind != .question || new.shownQuestion?.isOpen == false else {
      return []
    }
    let ask = new.asking.ask(.next(of: overlay.kind))
    let page = new.asking == .commands && overlay.kind == .theory ? " \(overlay.page + 2)" : ""
    let next = Phrase(en: "for the next one.", es: "para ver la siguiente.")
    guard !page.isEmpty else { return [""] + wrapped(say(ask + next)) }
    let command = "`byhand theory \(new.pack.id) --page\(page)`"
    return [""]
      + wrapped(
        say(
          Phrase(
            en: "\(command) shows the next one.", es: "\(command) muestra la siguiente.")))
  }

  private var hasJustAnswered: Bool {
    guard let before = old?.shownQuestion, let now = new.shownQuestion else { return false }
    return before.question == now.question && before.isOpen && !now.isOpen
  }

  /// The question still stands above: whether it was answered right, and why.
  private var answered: [String] {
    guard let open = new.shownQuestion, let overlay = new.overlay else { return [] }
    return QuestionText(content: OverlayContent(new, width: width))
      .verdict(open.given, open.question).map { $0.text.trimmingTrailingSpaces } + turning(overlay)
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

  /// What a name means, whole; without one, how to ask.
  private var api: [String] {
    guard let cards = new.api else { return [] }
    guard !new.typed.isEmpty else { return wrapped(say(.apiAsk)) }
    let found = cards.named(new.typed)
    guard !found.isEmpty else {
      return wrapped(CardText.unknown(new.typed, near: cards.near(new.typed), new.language))
    }
    return found.map { card in
      CardText.card(card, new.language).split(separator: "\n").flatMap { line in
        wrap(StyledLine(String(line)), width: width, hanging: 2).map(\.text)
      }
    }.joined(separator: [""]).map { $0 }
  }
}

extension Phrase {
  static let apiAsk = Phrase(
    en: "Type api and a name, TensorKit's or PyTorch's: api matmul, api requires_grad_.",
    es: "Escribe api y un nombre, de TensorKit o de PyTorch: api matmul, api requires_grad_.")
}
