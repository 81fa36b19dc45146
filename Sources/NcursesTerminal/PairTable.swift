/// The pairs of colours that a terminal was given. A pair is never given away again: cells on the
/// screen would change their colours with it.
struct PairTable {
  private struct Colors: Hashable {
    var foreground: Int32
    var background: Int32
  }

  private let capacity: Int
  private let own: (foreground: Int32, background: Int32)
  private var numbers: [Colors: Int32] = [:]

  /// `capacity` counts pair 0, which is the terminal's own colours.
  init(capacity: Int, own: (foreground: Int32, background: Int32)) {
    self.capacity = capacity
    self.own = own
  }

  /// The pair of two colours. When there are no more: the foreground on the terminal's own ground if
  /// that has a pair, else 0.
  mutating func number(
    foreground: Int32, background: Int32, _ define: (_ pair: Int32, Int32, Int32) -> Bool
  ) -> Int32 {
    let colors = Colors(foreground: foreground, background: background)
    if let known = numbers[colors] { return known }
    let next = numbers.count + 1
    // Pairs are `short` to some terminals; no screen has so many.
    guard next < min(capacity, 32_767), define(Int32(next), foreground, background) else {
      return numbers[Colors(foreground: foreground, background: own.background)] ?? 0
    }
    numbers[colors] = Int32(next)
    return Int32(next)
  }
}
