/// What a finale does with a language model that the user has: two scenarios, judged by nobody.
public struct LanguageModelFinale: Sendable, Equatable {
  /// The scenario that teaches the model.
  public var teach: String
  /// The scenario that asks it a question afterwards.
  public var ask: String
  /// What is going to be seen.
  public var text: LocalizedText
  /// Whether the first leaves an adapter that the second answers with.
  public var leavesAdapter: Bool
  /// How long either may take. A large model takes longer than a small one, so a pack allows for that.
  public var timeout: Duration

  /// Two scenarios of the pack's probes, and how long either may take.
  public init(
    teach: String, ask: String, text: LocalizedText, leavesAdapter: Bool = true, timeout: Duration
  ) {
    self.leavesAdapter = leavesAdapter
    self.teach = teach
    self.ask = ask
    self.text = text
    self.timeout = timeout
  }

  static func read(_ value: YamlValue, _ texts: LocalizedTextReader) -> LanguageModelFinale? {
    guard let mapping = value.mapping(PackKeys.languageModel) else {
      return nil
    }
    let teach = mapping.required("teach").flatMap(PackNames.name)
    let ask = mapping.required("ask").flatMap(PackNames.name)
    let text = mapping.required("text").flatMap(texts.text)
    let adapter = mapping.optional("adapter").map { $0.flag() } ?? true
    let seconds = mapping.required("seconds")?.number(minimum: 1)
    guard let teach, let ask, let text, let adapter, let seconds else { return nil }
    return LanguageModelFinale(
      teach: teach, ask: ask, text: text, leavesAdapter: adapter, timeout: .seconds(seconds))
  }
}

/// What the scenarios of a ``LanguageModelFinale`` are told by name.
public enum FinaleSetting: String, Sendable, CaseIterable {
  /// The model's folder or file.
  case model
  /// The tutor's language, `en` or `es`.
  case language
  /// A folder in PEFT's layout to start from; not given where there is none.
  case adapter
  /// The folder that an adapter is written into.
  case output
  /// What is asked.
  case question
  /// The most steps; not given where the scenario stops by itself.
  case steps
}
