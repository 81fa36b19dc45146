import CellUI
import Synchronization

/// What was pooled from large arrays, so that the next key need not pool them again. It never changes
/// what is drawn, only how soon.
final class HeatMemo: Sendable {
  /// Which part of which result was pooled into how many cells.
  struct Key: Hashable {
    var check: String
    var run: Int
    var finding: Int
    var tab: DiffView.Tab
    var slice = 0
    var rows = 0
    var columns = 0
  }

  private let grids = Mutex<[Key: HeatGrid]>([:])
  private let limits = Mutex<[Key: Double]>([:])
  /// A screen shows one grid; more than a few are of no use.
  private static let most = 16

  func grid(_ key: Key, _ make: () -> HeatGrid) -> HeatGrid { Self.value(key, in: grids, make) }

  func limit(_ key: Key, _ make: () -> Double) -> Double { Self.value(key, in: limits, make) }

  private static func value<Value: Sendable>(
    _ key: Key, in store: borrowing Mutex<[Key: Value]>, _ make: () -> Value
  ) -> Value {
    if let known = store.withLock({ $0[key] }) { return known }
    let made = make()
    store.withLock {
      if $0.count >= most { $0.removeAll() }
      $0[key] = made
    }
    return made
  }
}

extension HeatMemo: Equatable {
  /// Two models are the same whatever was pooled for them.
  static func == (left: HeatMemo, right: HeatMemo) -> Bool { true }
}
