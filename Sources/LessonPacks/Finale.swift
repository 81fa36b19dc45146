/// What a student sees their finished file do: a scenario that is run when every check is green, and
/// judged by nobody.
///
/// It records, in any order, what `FinaleValue` names, and whatever else is a number or a text.
public struct Finale: Sendable, Equatable {
  /// Also the scenario's id in the probes.
  public var id: String
  /// What it is called, in a few words.
  public var title: LocalizedText
  /// What is going to be seen.
  public var text: LocalizedText
  /// How long it may take in a pack that does not say.
  public static let defaultTimeout = Duration.seconds(120)
  /// How long it may take.
  public var timeout: Duration

  /// What is shown with a language model of the user's own, where the pack has that.
  public var languageModel: LanguageModelFinale?
  /// What values that it records are called, by the names under which it does.
  public var labels: [String: LocalizedText]
  /// Numbers that are drawn beside each other.
  public var bars: [FinaleBars]

  /// `timeout` is how long it may take.
  public init(
    id: String, title: LocalizedText, text: LocalizedText,
    timeout: Duration = Finale.defaultTimeout, languageModel: LanguageModelFinale? = nil,
    labels: [String: LocalizedText] = [:], bars: [FinaleBars] = []
  ) {
    self.labels = labels
    self.bars = bars
    self.id = id
    self.title = title
    self.text = text
    self.timeout = timeout
    self.languageModel = languageModel
  }

  static func read(_ value: YamlValue, _ texts: LocalizedTextReader) -> Finale? {
    guard
      let mapping = value.mapping(PackKeys.finale)
    else { return nil }
    let id = mapping.required("id").flatMap(PackNames.name)
    let title = mapping.required("title").flatMap(texts.text)
    let text = mapping.required("text").flatMap(texts.text)
    let seconds =
      mapping.optional("seconds").map { $0.number(minimum: 1) } ?? Finale.defaultTimeout
      / .seconds(1)
    let model = mapping.optional("language_model")
    let readModel = model.flatMap { LanguageModelFinale.read($0, texts) }
    let labels = mapping.optional("labels").map { FinaleBars.labels($0, texts) } ?? [:]
    let bars = mapping.optional("bars").map { FinaleBars.read($0, texts) } ?? []
    guard let id, let title, let text, let seconds, (model == nil) == (readModel == nil),
      let labels, let bars
    else { return nil }
    return Finale(
      id: id, title: title, text: text, timeout: .seconds(seconds), languageModel: readModel,
      labels: labels, bars: bars)
  }
}

/// The names under which a finale records what is shown in a place of its own.
public enum FinaleValue: String, Sendable {
  /// A number, once a step.
  case loss
  /// A number: how many steps there will be.
  case steps
  /// A number: how many tokens one step takes.
  case tokens
  /// A text: what the model writes before it is trained, and after.
  case before, after
  /// A number, or an array of one: how far the merged model is from the adapted one.
  case mergeDifference = "merge_difference"
  /// How many parameters are trained.
  case trainable
  /// Names, three of them: after how many steps, a question, and what the model answers then.
  case answer
  /// A text such as `5/5`: how much the model still knows of what it knew before.
  case known
  /// A text: a piece of an answer, as it is written.
  case piece
  /// A text: what the model is called.
  case model
  /// How many parameters the model has.
  case parameters
  /// A number: seconds that one line through the student's file takes, too many to go on with.
  case tooSlow = "too_slow"
  /// A text, a `TrainingStop`: why the training came to its end.
  case stopped
  /// Two numbers' ratio: how much worse the model reads the tutor's language than English, where it is
  /// taught in English for that reason.
  case foreign
  /// A text: the folder that the adapter was written into.
  case saved
  /// A text: why the adapter was not kept.
  case unsaved
}

/// Why a finale's training came to its end.
public enum TrainingStop: String, Sendable {
  /// What is taught is known.
  case learned
  /// What was known before begins to go: the adapter is the one from before that.
  case forgetting
  /// There were no more steps.
  case steps
}
