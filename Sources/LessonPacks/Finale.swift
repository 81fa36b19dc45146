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

  /// `timeout` is how long it may take.
  public init(
    id: String, title: LocalizedText, text: LocalizedText,
    timeout: Duration = Finale.defaultTimeout
  ) {
    self.id = id
    self.title = title
    self.text = text
    self.timeout = timeout
  }

  static func read(_ value: YamlValue, _ texts: LocalizedTextReader) -> Finale? {
    guard let mapping = value.mapping(["id", "title", "text", "seconds"]) else { return nil }
    let id = mapping.required("id").flatMap(PackNames.name)
    let title = mapping.required("title").flatMap(texts.text)
    let text = mapping.required("text").flatMap(texts.text)
    let seconds =
      mapping.optional("seconds").map { $0.number(minimum: 1) } ?? Finale.defaultTimeout
      / .seconds(1)
    guard let id, let title, let text, let seconds else { return nil }
    return Finale(id: id, title: title, text: text, timeout: .seconds(seconds))
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
}
