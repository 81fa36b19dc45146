/// Causal self-attention with several heads: each position looks at itself and those before it.
/// Vaswani et al., arXiv:1706.03762.
///
/// Registers the Linears `q_proj`, `k_proj`, `v_proj` and `o_proj`, all [dim, dim].
///
/// PyTorch: `torch.nn.MultiheadAttention`.
public final class Attention: Module {
  /// The width of a token's vector.
  public let dim: Int
  /// How many heads share the width.
  public let heads: Int

  /// Draws the four Linears in their order from ``Generator/current``.
  ///
  /// - Precondition: the heads divide `dim`.
  public init(dim: Int, heads: Int) {
    precondition(
      heads > 0 && dim % heads == 0, "Attention: \(heads) heads do not divide a width of \(dim)")
    self.dim = dim
    self.heads = heads
    super.init()
    for name in ["q_proj", "k_proj", "v_proj", "o_proj"] { register(name, Linear(dim, dim)) }
  }

  /// x: [B, T, dim] → [B, T, dim]
  public override func forward(_ x: Tensor) -> Tensor {
    precondition(
      x.ndim == 3 && x.shape[2] == dim,
      "Attention: the input \(x.shape) should be [batch, time, \(dim)]")
    let (B, T) = (x.shape[0], x.shape[1])
    let headDim = dim / heads

    func split(_ name: String) -> Tensor {
      child(name)(x).reshape(B, T, heads, headDim).transposed(1, 2)  // (B, heads, T, headDim)
    }
    let (q, k, v) = (split("q_proj"), split("k_proj"), split("v_proj"))

    // (B, heads, T, headDim) x (B, heads, headDim, T) -> (B, heads, T, T), softmax,
    // x (B, heads, T, headDim) -> (B, heads, T, headDim)
    let mixed = scaledDotProductAttention(q, k, v, isCausal: true)
    return child("o_proj")(mixed.transposed(1, 2).reshape(B, T, dim))
  }
}
