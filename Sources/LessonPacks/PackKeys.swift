/// The keys of `pack.yml` below its root, for the readers and for the schema that editors have.
enum PackKeys {
  static let gate = ["minutes", "key"]
  static let declaration = ["name", "signature"]
  static let measure = ["id", "label", "check", "difference", "value"]
  static let difference = ["of", "to"]
  static let languageModel = ["teach", "ask", "text", "adapter", "seconds"]
  static let finale = ["id", "title", "text", "seconds", "language_model", "labels", "bars"]
  static let bars = ["title", "of"]
  static let tolerance = ["absolute", "relative"]

  /// What belongs to a rule, by its name.
  static func rule(_ name: RuleName) -> [String] {
    switch name {
    case .reference: ["of", "within"]
    case .equal: ["of", "to", "within"]
    case .exactly: ["of", "value", "everywhere", "within"]
    case .bounded: ["of", "low", "high"]
    case .differs: ["of", "from", "by"]
    case .names: ["of", "are"]
    case .rejects, .accepts: ["of"]
    }
  }
}
