/// Numbers of one kind that a finale records, such as times, drawn as bars of one scale.
public struct FinaleBars: Sendable, Equatable {
  /// What they are, with their unit.
  public var title: LocalizedText
  /// The names under which they are recorded, in the order in which they are drawn.
  public var names: [String]

  /// Bars for the numbers that are recorded under these names.
  public init(title: LocalizedText, names: [String]) {
    self.title = title
    self.names = names
  }

  static func read(_ value: YamlValue, _ texts: LocalizedTextReader) -> [FinaleBars]? {
    guard let list = value.list() else { return nil }
    let read = list.map { item -> FinaleBars? in
      guard let mapping = item.mapping(PackKeys.bars) else { return nil }
      let title = mapping.required("title").flatMap(texts.text)
      let names = mapping.required("of")?.list()?.map { $0.text() }
      guard let title, let names, !names.contains(nil) else { return nil }
      return FinaleBars(title: title, names: names.compactMap { $0 })
    }
    return read.contains(nil) ? nil : read.compactMap { $0 }
  }

  /// The names of recorded values, each with what it is called.
  static func labels(
    _ value: YamlValue, _ texts: LocalizedTextReader
  ) -> [String: LocalizedText]? {
    guard let mapping = value.anyMapping() else { return nil }
    var labels: [String: LocalizedText] = [:]
    for (key, _) in mapping.keys {
      guard let text = mapping.optional(key).flatMap(texts.text) else { return nil }
      labels[key] = text
    }
    return labels
  }
}
