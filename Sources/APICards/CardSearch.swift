import LessonPacks

/// Finds cards by what somebody types: a name of ours, or PyTorch's in any spelling.
extension [APICard] {
  /// The cards that `typed` may mean, the likeliest first; all of them for nothing typed. Among equals
  /// the order stays.
  public func matching(_ typed: String) -> [APICard] {
    CardQuery(typed).isEmpty ? self : ranked(typed).map(\.card)
  }

  private func ranked(_ typed: String) -> [(rank: Int, card: APICard)] {
    let query = CardQuery(typed)
    let ranked = compactMap { card in query.rank(of: card).map { (rank: $0, card: card) } }
    // Swift's sort is stable, though it does not promise so: the place decides.
    return ranked.enumerated()
      .sorted { ($0.element.rank, $0.offset) < ($1.element.rank, $1.offset) }
      .map(\.element)
  }

  /// The cards that are called what was typed: to the letter if any is, but for case and underscores
  /// otherwise. `x.detach` is `detach`.
  public func named(_ typed: String) -> [APICard] {
    let found = ranked(typed).filter { $0.rank <= CardQuery.called }
    let exact = found.filter { $0.rank < CardQuery.called }
    if !found.isEmpty { return (exact.isEmpty ? found : exact).map(\.card) }
    guard let last = CardQuery(typed).text.lastPart, last.count < typed.count else { return [] }
    return named(last)
  }

  /// Names that `typed` may have been meant to be, each once: what begins with it or holds it, then
  /// what is a letter or two away.
  public func near(_ typed: String, limit: Int = 5) -> [String] {
    let query = CardQuery(typed)
    if query.isEmpty { return [] }
    let most = Swift.min(Swift.max(1, query.squashed.count / 3), query.squashed.count - 1)
    let close = map { (distance: query.distance(to: $0), card: $0) }
      .filter { $0.distance <= most }
      .sorted { $0.distance < $1.distance }.map(\.card)
    let holding = ranked(typed).filter { $0.rank <= CardQuery.holds }.map(\.card)
    var names: [String] = []
    for name in (holding + close).map(\.baseName) where !names.contains(name) { names.append(name) }
    return Array<String>(names.prefix(limit))
  }
}

/// What was typed, ready to be held against names.
private struct CardQuery {
  /// As typed, without a call's parentheses.
  let text: String
  let lowered: String
  /// Lower case, without dots and underscores.
  let squashed: String

  static let called = 2
  static let holds = 4

  init(_ typed: String) {
    text = String(typed.filter { !$0.isWhitespace }.prefix { $0 != "(" })
    lowered = text.lowercased()
    squashed = Self.squash(text)
  }

  var isEmpty: Bool { text.isEmpty }

  /// 0 and 1 are the name itself, 2 the name but for case and underscores, 3 begins with what was
  /// typed, 4 holds it, 5 speaks of it; nil has nothing to do with it.
  func rank(of card: APICard) -> Int? {
    let names = card.spellings
    if names.contains(text) { return 0 }
    if names.contains(where: { $0.lowercased() == lowered }) { return 1 }
    guard !squashed.isEmpty else { return nil }
    let squashedNames = names.map(Self.squash)
    if squashedNames.contains(squashed) { return Self.called }
    if squashedNames.contains(where: { $0.hasPrefix(squashed) }) { return 3 }
    if squashedNames.contains(where: { $0.contains(squashed) }) { return Self.holds }
    return squashed.count > 2 && card.summary.lowercased().contains(lowered) ? 5 : nil
  }

  /// How many letters the nearest of the card's short names is away.
  func distance(to card: APICard) -> Int {
    ([card.baseName] + card.pytorchNames.compactMap(\.lastPart))
      .map { Spelling.edits(squashed, Self.squash($0)) }.min() ?? .max
  }

  private static func squash(_ name: String) -> String {
    String(name.lowercased().filter { $0 != "." && $0 != "_" })
  }
}

extension APICard {
  /// Every way to write its names: with what it belongs to and without, with PyTorch's usual short
  /// forms `nn.`, `F.` and `init.`.
  fileprivate var spellings: [String] {
    let full = String(name.prefix { $0 != "(" })
    return [name, full, baseName] + pytorchNames.flatMap(Self.spellings(ofPyTorch:))
  }

  private static func spellings(ofPyTorch name: String) -> [String] {
    var all = [name]
    for (long, short) in [
      ("torch.nn.functional.", "F."), ("torch.nn.init.", "init."), ("torch.nn.", "nn."),
      ("torch.optim.", "optim."), ("torch.", ""),
    ] where name.hasPrefix(long) {
      all.append(short + name.dropFirst(long.count))
    }
    return all + [name.lastPart].compactMap(\.self)
  }
}

extension String {
  /// What stands after the last dot.
  fileprivate var lastPart: String? { split(separator: ".").last.map(String.init) }
}
