/// Which layers PEFT adapts when it reads a configuration. It creates an adapter for those and leaves
/// out, without a word, the tensors of all others.
///
/// PyTorch: `peft.tuners.tuners_utils.check_target_module_exists`.
struct LayerCoverage {
  /// The member of the configuration that keeps a layer from being adapted.
  enum Refusal: String {
    case target = "target_modules"
    case excluded = "exclude_modules"
    case index = "layers_to_transform"
  }

  /// A regular expression that is not understood here.
  struct Unreadable: Error {
    var member: String
    var pattern: String
  }

  private enum Names {
    case every
    case expression(Regex<AnyRegexOutput>)
    case list([String])
  }

  private let targets: Names
  private let excluded: Names
  private let indices: [Int]?
  private let indexPatterns: [Regex<AnyRegexOutput>]

  init(_ config: JSONValue) throws(Unreadable) {
    let target = config[Refusal.target.rawValue] ?? .null
    // PEFT finds the model's linear layers itself.
    targets =
      target.string?.lowercased() == "all-linear"
      ? .every : try Self.names(target, Refusal.target.rawValue)
    let exclusion = config[Refusal.excluded.rawValue] ?? .null
    // To PEFT an empty string excludes nothing.
    excluded =
      exclusion == .string("") ? .list([]) : try Self.names(exclusion, Refusal.excluded.rawValue)
    let index = config[Refusal.index.rawValue] ?? .null
    let several = index.elements?.compactMap(\.integer)
    indices = index.integer.map { [$0] } ?? (several?.isEmpty == true ? nil : several)
    let pattern = config["layers_pattern"] ?? .null
    var patterns = (pattern.elements?.compactMap(\.string) ?? [pattern.string ?? ""])
    patterns.removeAll { $0.isEmpty }
    var read: [Regex<AnyRegexOutput>] = []
    for text in patterns {
      read.append(
        try Self.expression("(?:^|.*?\\.)(?:\(text))\\.(?<idx>\\d+)\\.", "layers_pattern"))
    }
    if read.isEmpty {
      read = [try Self.expression(".*?\\.[^.]*\\.(?<idx>\\d+)\\.", "layers_pattern")]
    }
    indexPatterns = read
  }

  /// Why PEFT would not adapt `layer`, a dotted name of the base model; nil if it would.
  func refusal(of layer: String) -> Refusal? {
    if Self.matches(excluded, layer) { return .excluded }
    guard Self.matches(targets, layer) else { return .target }
    guard let indices, case .list(let names) = targets,
      !names.contains(where: { ExactName($0) == ExactName(layer) })
    else { return nil }
    let number = indexPatterns.lazy.compactMap { pattern in
      (try? pattern.prefixMatch(in: layer))?["idx"]?.substring
    }.first.flatMap { Int($0) }
    return number.map(indices.contains) == true ? nil : .index
  }

  private static func matches(_ names: Names, _ layer: String) -> Bool {
    switch names {
    case .every: true
    case .expression(let expression): (try? expression.wholeMatch(in: layer)) != nil
    case .list(let names):
      names.contains { name in
        // In bytes, as names are compared everywhere here.
        let (end, whole) = (Array(".\(name)".utf8), Array(layer.utf8))
        return whole.elementsEqual(name.utf8) || whole.suffix(end.count).elementsEqual(end)
      }
    }
  }

  private static func names(_ value: JSONValue, _ member: String) throws(Unreadable) -> Names {
    if let text = value.string { return .expression(try expression(text, member)) }
    return .list(value.elements?.compactMap(\.string) ?? [])
  }

  /// Python's regular expression, as far as Swift reads the same text.
  private static func expression(
    _ text: String, _ member: String
  ) throws(Unreadable) -> Regex<AnyRegexOutput> {
    // Reading one recurses at every bracket, and the text may come from anywhere.
    let brackets = text.utf8.count { "([{".utf8.contains($0) }
    guard brackets < 100 else { throw Unreadable(member: member, pattern: text) }
    let expression: Regex<AnyRegexOutput>
    do {
      expression = try Regex(text).matchingSemantics(.unicodeScalar).wordBoundaryKind(.simple)
      // Some of what can be read cannot be matched: that shows at the first attempt.
      _ = try expression.wholeMatch(in: "x.0.x")
    } catch {
      throw Unreadable(member: member, pattern: text)
    }
    return expression
  }
}
