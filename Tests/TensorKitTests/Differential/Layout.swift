@testable import TensorKit

/// How the elements of an input lie in memory. No answer may depend on it.
enum Layout: CaseIterable, Sendable {
  case contiguous, offset, transposed, sliced, stepped, stretched

  /// A copy of `value` that lies so. What lies between its elements is not a number, so that whoever
  /// reads it is found out.
  func present(_ value: Tensor, _ draws: Generator) -> Tensor {
    let shape = value.shape
    func number(_ range: ClosedRange<Int>) -> Int {
      range.lowerBound + Int(draws.nextUInt64() % UInt64(range.count))
    }
    func filled(_ extents: [Int], _ window: (Tensor) -> Tensor) -> Tensor {
      let whole = Tensor.full(extents, value.dtype.isFloatingPoint ? .nan : 77, dtype: value.dtype)
      return window(whole).copy_(value)
    }
    switch self {
    case .contiguous: return value.clone()
    case .offset:
      let start = number(1...19)
      return filled([start + value.count + number(0...3)]) {
        $0.narrow(dim: 0, start: start, length: value.count).reshape(shape)
      }
    case .transposed:
      let order = Tensor.randperm(shape.count, generator: draws).ints()
      let places = shape.indices.map { place in order.firstIndex(of: place) ?? place }
      return filled(order.map { shape[$0] }) { $0.permute(places) }
    case .sliced:
      let gaps = shape.map { _ in (before: number(0...2), after: number(0...2)) }
      return filled(zip(shape, gaps).map { $0 + $1.before + $1.after }) { whole in
        shape.indices.reduce(whole) {
          $0.narrow(dim: $1, start: gaps[$1].before, length: shape[$1])
        }
      }
    case .stepped:
      let step = number(2...3)
      let window = number(0...step - 1)
      return filled(shape + [step]) { $0.select(dim: -1, window) }
    case .stretched: return stretched(value)
    }
  }

  /// Dimensions along which all is the same lie there once.
  private func stretched(_ value: Tensor) -> Tensor {
    var once = value
    for (axis, extent) in value.shape.enumerated() where extent > 1 {
      let first = once.narrow(dim: axis, start: 0, length: 1)
      if first.expand(once.shape).equal(once) { once = first }
    }
    return once.clone().expand(value.shape)
  }
}
