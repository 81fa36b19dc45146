import TensorKit

/// The angles of rotary positions: position times θ^(−2i/headDim), for i in 0 ..< headDim/2, the same
/// in both halves of a row. Su et al., arXiv:2104.09864.
final class RotaryAngles {
  private let frequencies: Tensor
  /// cos and sin of the positions from 0 on, each [count, headDim].
  private var known: (cos: Tensor, sin: Tensor)?

  /// - Precondition: `headDim` is even.
  init(headDim: Int, theta: Double) {
    // Rounded step by step as Hugging Face's are, in float32.
    let steps = Tensor.arange(0, headDim, 2).to(.float32) / Float(headDim)
    let powers = (steps.to(.float64) * Tensor([theta], dtype: .float64).log()).exp()
    frequencies = 1 / powers.to(.float32)
  }

  /// cos and sin of these positions: each [count, headDim].
  func table(_ positions: Range<Int>) -> (cos: Tensor, sin: Tensor) {
    let table: (cos: Tensor, sin: Tensor)
    if let known, known.cos.shape[0] >= positions.upperBound {
      table = known
    } else {
      table = made(max(64, positions.upperBound * 2))
      known = table
    }
    func part(_ x: Tensor) -> Tensor {
      x.narrow(dim: 0, start: positions.lowerBound, length: positions.count)
    }
    return (part(table.cos), part(table.sin))
  }

  private func made(_ count: Int) -> (Tensor, Tensor) {
    let turns = Tensor.arange(count).to(.float32).unsqueeze(1) * frequencies
    let both = Tensor.cat([turns, turns], dim: 1)
    return (both.cos(), both.sin())
  }
}

/// Where the tokens of one call stand: their angles, and what they may see.
struct RotaryPlace {
  let positions: Range<Int>
  let cache: KeyValueCache?
  /// Nil where every query sees every key, or exactly those up to its own.
  let mask: Tensor?
  let isCausal: Bool
  private let cos: Tensor
  private let sin: Tensor

  init(_ angles: RotaryAngles, from: Int, length: Int, cache: KeyValueCache?) {
    positions = from..<from + length
    self.cache = cache
    (cos, sin) = angles.table(positions)
    isCausal = from == 0 && length > 1
    // Behind a cache the square is a wide rectangle, whose diagonal ends in its corner.
    mask =
      from > 0 && length > 1
      ? Tensor.ones([length, from + length], dtype: .bool).tril(from) : nil
  }

  /// x: [B, heads, T, headDim] → the same, each row turned by its position's angles.
  func rotated(_ x: Tensor) -> Tensor { rotaryEmbedding(x, cos: cos, sin: sin) }
}
