import LessonPacks
import Observations
import UntrustedText

extension Wording {
  /// `step 60/600 · loss 2.31 · 84000 tokens/s · 4 s left`
  public func progress(of show: FinaleShow) -> String {
    let of = show.steps.map { "/\($0)" } ?? ""
    let step = "\(show.losses.count)\(of)"
    var parts = [Phrase(en: "step \(step)", es: "paso \(step)")]
    if let loss = show.losses.last.map(number) {
      parts.append(Phrase(en: "loss \(loss)", es: "pérdida \(loss)"))
    }
    if let known = show.known.map({ VisibleText.line($0, limit: 20) }) {
      parts.append(Phrase(en: "still knows \(known)", es: "aún sabe \(known)"))
    }
    if let pace = show.tokensPerSecond {
      let count = number(pace.rounded())
      parts.append(Phrase(en: "\(count) tokens/s", es: "\(count) tokens/s"))
    }
    if let left = show.secondsLeft {
      let seconds = number(left.rounded(.up))
      parts.append(Phrase(en: "\(seconds) s left", es: "faltan \(seconds) s"))
    }
    return parts.map { $0[language] }.joined(separator: " · ")
  }

  /// A value that the finale recorded, with its name.
  public func line(for observation: Observation) -> String {
    switch (FinaleValue(rawValue: observation.name), observation.value) {
    case (.answer, .names(let parts)) where parts.count == 3:
      FinaleAnswer(parts).map(line) ?? list(parts)
    case (.stopped, .text(let why)):
      TrainingStop(rawValue: why).map { sentence(for: $0) } ?? VisibleText.line(why)
    case (.foreign, .number(let ratio)): foreign(ratio)
    case (.saved, .text(let path)): saved(path)
    default: "\(title(of: observation.name)): \(value(observation.value))"
    }
  }

  /// What the finale's values are called; any other keeps its name.
  public func title(of name: String) -> String {
    if let label = labels[name] { return label[language] }
    return switch FinaleValue(rawValue: name) {
    case .before: Phrase(en: "Text before training", es: "Texto antes de entrenar")[language]
    case .after: Phrase(en: "Text after training", es: "Texto después de entrenar")[language]
    case .mergeDifference:
      Phrase(
        en: "Largest difference after merging", es: "Mayor diferencia tras fusionar")[language]
    case .trainable: Phrase(en: "Trainable parameters", es: "Parámetros entrenables")[language]
    case .steps: Phrase(en: "Steps", es: "Pasos")[language]
    case .tokens: Phrase(en: "Tokens per step", es: "Tokens por paso")[language]
    case .model: Phrase(en: "Model", es: "Modelo")[language]
    case .parameters: Phrase(en: "Its parameters", es: "Sus parámetros")[language]
    case .unsaved:
      Phrase(en: "The adapter was not kept", es: "El adaptador no se ha guardado")[language]
    case .saved: Phrase(en: "Adapter", es: "Adaptador")[language]
    case .loss, .answer, .piece, .known, .tooSlow, .stopped, .foreign, nil: VisibleText.line(name)
    }
  }

  /// A value of the finale's as it is shown.
  public func value(_ value: ObservedValue) -> String {
    switch value {
    case .text(let words): VisibleText.line(words, limit: 400)
    // Parameters are counted: 134515008, and not 1.345e+08.
    case .number(let number) where number.rounded() == number && number.magnitude < 1e15:
      NumberText.grouped(Int(number), in: language)
    case .number(let number): self.number(number)
    case .array(let array) where array.values.count == 1:
      NumberText.measured(array.values[0], in: language)
    case .names(let names): list(names)
    case .array, .rejection, .gradients: "…"
    }
  }

  /// How it came to its end, and what to do if it was no good one.
  public func sentence(for ending: FinaleEnding) -> String {
    switch ending {
    case .finished: Phrase(en: "It ran to its end.", es: "Ha llegado al final.")[language]
    case .broken(let breakage): sentence(for: breakage)
    case .notBuilt(let build): sentence(for: build)
    case .tooSlow(let seconds):
      Phrase(
        en:
          "It was stopped: reading one line through your file takes \(number(seconds.rounded())) s "
          + "on this model. Look for loops over single numbers in forward, and for work that does "
          + "not depend on x.",
        es:
          "Se ha detenido: leer una línea por tu archivo tarda "
          + "\(number(seconds.rounded())) s con este modelo. Busca en forward bucles sobre números "
          + "sueltos y trabajo que no dependa de x.")[language]
    case .noFinale:
      Phrase(
        en: "This lesson has no training run to watch.",
        es: "Esta lección no tiene ningún entrenamiento que ver.")[language]
    }
  }
}
