/// One layer of a transformer: attention, then an MLP, each normalised first and added to its input.
///
/// Registers `ln1`, `attn`, `ln2` and `mlp`.
///
/// PyTorch: `torch.nn.TransformerEncoderLayer`.
public final class Block: Module {
  /// Draws every weight from ``Generator/current``, the attention's before the MLP's.
  ///
  /// - Precondition: the heads divide `dim`.
  public init(dim: Int, heads: Int) {
    super.init()
    register("ln1", LayerNorm(dim))
    register("attn", Attention(dim: dim, heads: heads))
    register("ln2", LayerNorm(dim))
    register("mlp", MLP(dim: dim))
  }

  /// x: [B, T, dim] → [B, T, dim]
  public override func forward(_ x: Tensor) -> Tensor {
    let attended = x + child("attn")(child("ln1")(x))
    return attended + child("mlp")(child("ln2")(attended))
  }
}
