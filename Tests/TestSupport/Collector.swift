import Synchronization

/// Values gathered from a callback, on whatever thread it comes.
public final class Collector<Value: Sendable>: Sendable {
  private let values = Mutex<[Value]>([])

  public init() {}

  public func add(_ value: Value) { values.withLock { $0.append(value) } }

  /// In the order in which they came.
  public var all: [Value] { values.withLock { $0 } }
}
