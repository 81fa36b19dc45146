import TensorKit

/// Draws and ranges that cannot be, and what is only moved or turned.
enum DrawMistakes {
  static let all = [
    Mistake(
      "arange: a step of -1.0 does not lead from 0.0 to 3.0: it must not be 0, and be positive if the "
        + "end lies above the start, negative if below"
    ) { _ = Tensor.arange(0, 3, -1) },
    Mistake("linspace: there are no -1 numbers: steps must be at least 0") {
      _ = Tensor.linspace(0, 1, -1)
    },
    Mistake("exponential_: the rate 0.0 must be positive") { _ = Tensor.ones(2).exponential_(0) },
    Mistake("multinomial: int64 weights: convert them with to(.float32) first") {
      _ = Tensor(ints: [1, 2]).multinomial(1)
    },
    Mistake(
      "multinomial: 1 samples from weights of shape []: at least one sample, and a vector or a matrix "
        + "is needed"
    ) { _ = Tensor.ones([]).multinomial(1) },
    Mistake(
      "multinomial: 3 samples cannot all differ where there are 2 weights: draw with replacement: true"
    ) { _ = Tensor.ones(2).multinomial(3) },
    Mistake("multinomial: the weights of a row must be finite, at least 0, and not all 0") {
      _ = Tensor([[1, 2], [0, 0]]).multinomial(1)
    },
    Mistake("dropout: int64 holds no scaled values: convert with to(.float32) first") {
      _ = dropout(Tensor(ints: [1, 2]), p: 0.5)
    },
    Mistake("repeat: [2] for shape [1, 3]: one number for each dimension at least, none negative") {
      _ = Tensor.ones(1, 3).repeat(2)
    },
    Mistake(
      "rotaryEmbedding: x is float32, cos float64 and sin float32: all must have one floating point "
        + "type: convert with to(…)"
    ) {
      _ = rotaryEmbedding(.ones(2), cos: .ones([2], dtype: .float64), sin: .ones(2))
    },
    Mistake(
      "rotaryEmbedding: the last dimension of shape [2, 3] must be even: it is turned in pairs"
    ) { _ = rotaryEmbedding(.ones(2, 3), cos: .ones(3), sin: .ones(3)) },
    Mistake(
      "rotaryEmbedding: sin of shape [3, 4] does not broadcast to x of shape [1, 4]: usually it is "
        + "[T, E], with x [..., T, E]"
    ) { _ = rotaryEmbedding(.ones(1, 4), cos: .ones(4), sin: .ones(3, 4)) },
  ]
}
