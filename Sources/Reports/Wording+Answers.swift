import LessonPacks
import UntrustedText

/// What is said of a finale with a language model.
extension Wording {
  /// `after 4 steps · What is lora_A? → A thin matrix, r by in.`
  public func line(for answer: FinaleAnswer) -> String {
    let question = VisibleText.line(answer.question, limit: 200)
    let words = VisibleText.line(answer.answer, limit: 400)
    return "\(moment(of: answer)) · \(question) → \(words)"
  }

  /// `before`, or `after 4 steps`, or what a state is called.
  public func moment(of answer: FinaleAnswer) -> String {
    if let state = answer.state { return title(of: state) }
    return switch answer.step {
    case 0: Phrase(en: "before", es: "antes")[language]
    case 1: Phrase(en: "after 1 step", es: "tras 1 paso")[language]
    default:
      Phrase(en: "after \(answer.step) steps", es: "tras \(answer.step) pasos")[language]
    }
  }

  /// Why the training came to its end.
  public func sentence(for stop: TrainingStop) -> String {
    switch stop {
    case .learned:
      Phrase(
        en: "It stopped: what was taught is known, and the control question is still answered.",
        es: "Se ha parado: lo enseñado ya lo sabe, y a la pregunta de control aún responde.")[
          language]
    case .forgetting:
      Phrase(
        en: "It stopped where the model begins to forget what it knew; the adapter is the one "
          + "from before that.",
        es: "Se ha parado donde el modelo empieza a olvidar lo que sabía; el adaptador es el de "
          + "antes de eso.")[language]
    case .steps: Phrase(en: "All steps are done.", es: "Todos los pasos están dados.")[language]
    }
  }

  /// Why it is taught in English.
  func foreign(_ ratio: Double) -> String {
    let times = NumberText.ratio(ratio, in: language)
    return Phrase(
      en: "It is taught in English: it reads Spanish \(times) times worse.",
      es: "Se le enseña en inglés: el español lo lee \(times) veces peor.")[language]
  }

  /// Where the adapter is, and how PEFT loads it.
  public func saved(_ path: String) -> String {
    let folder = VisibleText.line(path, limit: 400)
    return Phrase(
      en: "Your adapter: \(folder). PEFT loads it: README.txt there has the command.",
      es: "Tu adaptador: \(folder). PEFT lo carga: la orden está en su README.txt.")[language]
  }
}
