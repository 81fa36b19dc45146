@testable import TensorKit

/// Gradients two ways: by `backward`, and by moving each number a little.
enum Differences {
  /// What `body` gives for copies of `values`, and the gradients of Σ result·cotangent. An input for
  /// which `requires` says no is frozen.
  static func backward(
    _ body: ([Tensor]) -> Tensor, _ values: [Tensor], requires: (Int) -> Bool = { _ in true }
  ) -> (result: Tensor, gradients: [Tensor?]) {
    let leaves = values.enumerated().map { index, value in
      Parameter(value.clone(), requiresGrad: requires(index))
    }
    let result = body(leaves)
    if result.requiresGrad { result.backward(cotangent(of: result)) }
    return (result.detach(), leaves.map(\.grad))
  }

  /// The gradients of the same sum by a central difference of fourth order.
  static func numeric(_ body: ([Tensor]) -> Tensor, _ values: [Tensor]) -> [Tensor] {
    let weights = cotangent(of: noGrad { body(values) }).doubles()
    let step = 1e-3
    return values.indices.map { position in
      let start = values[position].doubles()
      let slopes = start.indices.map { element -> Double in
        func total(_ distance: Double) -> Double {
          var (moved, inputs) = (start, values)
          moved[element] += distance
          inputs[position] = Tensor(moved, shape: values[position].shape, dtype: .float64)
          return zip(noGrad { body(inputs) }.doubles(), weights).reduce(0) { $0 + $1.0 * $1.1 }
        }
        let near = total(step) - total(-step)
        let far = total(2 * step) - total(-2 * step)
        return (8 * near - far) / (12 * step)
      }
      return Tensor(slopes, shape: values[position].shape, dtype: .float64)
    }
  }

  /// A weight for each element of a result, the same for every result of that shape.
  static func cotangent(of result: Tensor) -> Tensor {
    Tensor.rand(result.shape, dtype: result.dtype, generator: Generator(seed: 99)) * 2 - 1
  }
}

/// How the elements of an input may lie in memory.
enum Arrangement: CaseIterable, Sendable {
  case transposed, sliced, spaced

  /// A larger tensor that holds `value` in this arrangement, and how to look at it there. What does
  /// not belong to `value` is not a number, so that whoever reads it is found out.
  func hold(_ value: Tensor) -> (whole: Tensor, window: @Sendable (Tensor) -> Tensor) {
    let shape = value.shape
    let (extents, window) = window(shape)
    let whole = Tensor.full(extents, .nan, dtype: value.dtype)
    window(whole).copy_(value)
    return (whole, window)
  }

  private func window(_ shape: [Int]) -> ([Int], @Sendable (Tensor) -> Tensor) {
    switch self {
    case .transposed:
      let order = Array(shape.indices.reversed())
      return (shape.reversed(), { $0.permute(order) })
    case .sliced:
      return (
        shape.map { $0 + 3 },
        { whole in
          shape.indices.reduce(whole) { $0.narrow(dim: $1, start: 2, length: shape[$1]) }
        }
      )
    case .spaced: return (shape + [2], { $0.select(dim: -1, 1) })
    }
  }
}
