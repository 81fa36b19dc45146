/// What a student sees their finished file do: a scenario that is run when every check is green, and
/// judged by nobody.
///
/// It records, in any order: `steps` (how many there will be), `loss` (once a step), `tokens` (in one
/// step), `before` and `after` (texts), `merge_difference`, and whatever else is a number or a text.
public struct Finale: Sendable, Equatable {
  /// Also the scenario's id in the probes.
  public var id: String
  public var title: LocalizedText
  /// What is going to be seen.
  public var text: LocalizedText
  /// How long it may take in a pack that does not say, in seconds.
  public static let defaultSeconds = 120.0
  /// How long it may take, in seconds.
  public var secondsLimit: Double

  public init(
    id: String, title: LocalizedText, text: LocalizedText,
    secondsLimit: Double = Finale.defaultSeconds
  ) {
    self.id = id
    self.title = title
    self.text = text
    self.secondsLimit = secondsLimit
  }

  static func read(_ value: YamlValue, _ texts: LocalizedTextReader) -> Finale? {
    guard let mapping = value.mapping(["id", "title", "text", "seconds"]) else { return nil }
    let id = mapping.required("id").flatMap(PackNames.name)
    let title = mapping.required("title").flatMap(texts.text)
    let text = mapping.required("text").flatMap(texts.text)
    let seconds = mapping.optional("seconds").map { $0.number(minimum: 1) } ?? Finale.defaultSeconds
    guard let id, let title, let text, let seconds else { return nil }
    return Finale(id: id, title: title, text: text, secondsLimit: seconds)
  }
}
