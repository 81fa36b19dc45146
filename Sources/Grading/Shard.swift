/// One of `count` parts of a class, from 1: every `count`-th submission by name.
public struct Shard: Sendable, Equatable, Codable {
  /// Which part it is, from 1.
  public var index: Int
  /// How many parts there are.
  public var count: Int

  /// Nil unless 1 ≤ `index` ≤ `count`.
  public init?(index: Int, count: Int) {
    guard index >= 1, index <= count else { return nil }
    self.index = index
    self.count = count
  }

  /// Reads `2/4`; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]) else {
      return nil
    }
    self.init(index: index, count: count)
  }

  /// The part of what is in the order of its names.
  public func part<Item>(of items: [Item]) -> [Item] {
    items.enumerated().filter { $0.offset % count == index - 1 }.map(\.element)
  }
}
