import Observations

extension Wording {
  /// `step 60/600 · loss 2.31 · 84,000 tokens/s · 4 s left`
  public func progress(of show: FinaleShow) -> String {
    let of = show.steps.map { "/\($0)" } ?? ""
    var parts = [text("step \(show.losses.count)\(of)", "paso \(show.losses.count)\(of)")]
    if let loss = show.losses.last {
      parts.append(text("loss \(NumberText.short(loss))", "pérdida \(NumberText.short(loss))"))
    }
    if let pace = show.tokensPerSecond {
      let count = NumberText.short(pace.rounded())
      parts.append(text("\(count) tokens/s", "\(count) tokens/s"))
    }
    if let left = show.secondsLeft {
      let seconds = NumberText.short(left.rounded(.up))
      parts.append(text("\(seconds) s left", "faltan \(seconds) s"))
    }
    return parts.joined(separator: " · ")
  }

  /// A value that the finale recorded, with its name.
  public func line(for observation: Observation) -> String {
    "\(title(of: observation.name)): \(value(observation.value))"
  }

  /// What the finale's values are called; any other keeps its name.
  public func title(of name: String) -> String {
    switch name {
    case "before": text("It writes, before", "Escribe, antes")
    case "after": text("It writes, after", "Escribe, después")
    case "merge_difference":
      text("Largest difference after merging", "Mayor diferencia tras fusionar")
    case "trainable": text("Numbers that are trained", "Números que se entrenan")
    case "steps": text("Steps", "Pasos")
    case "tokens": text("Tokens a step", "Tokens por paso")
    default: name
    }
  }

  private func value(_ value: ObservedValue) -> String {
    switch value {
    case .text(let words): VisibleText.line(words, limit: 400)
    case .number(let number): NumberText.short(number)
    case .array(let array) where array.values.count == 1: NumberText.measured(array.values[0])
    case .names(let names): list(names)
    default: "…"
    }
  }

  /// How it came to its end, and what to do if it was no good one.
  public func sentence(for ending: FinaleEnding) -> String {
    switch ending {
    case .finished: text("It is done.", "Listo.")
    case .broken(let breakage): sentence(for: breakage)
    case .notBuilt(let build): sentence(for: build)
    case .noFinale:
      text("This lesson has nothing to watch.", "Esta lección no tiene nada que mirar.")
    }
  }
}
