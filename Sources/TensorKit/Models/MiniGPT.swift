/// A small GPT, small enough to train on one core: embeddings, blocks, and a head of its own.
///
/// Registers `tok_emb`, `pos_emb`, `blocks.N.…`, `ln_f` and `head` (no bias). Every module below is
/// looked up by name when the model computes, so a replaced one takes effect at once.
///
/// PyTorch: nothing like it.
public final class MiniGPT: Module {
  /// How many different tokens there are.
  public let vocab: Int
  /// The longest sequence.
  public let ctx: Int
  /// The width of a token's vector.
  public let dim: Int
  /// How many attention heads share the width in each block.
  public let heads: Int
  /// How many blocks there are.
  public let layers: Int

  /// Draws every weight from ``Generator/current``, in the order in which PyTorch builds the model.
  ///
  /// PyTorch: nothing like it.
  ///
  /// - Precondition: every size is at least 1, `layers` not negative, and the heads divide `dim`.
  public init(vocab: Int = 65, ctx: Int = 64, dim: Int = 64, heads: Int = 4, layers: Int = 2) {
    precondition(layers >= 0, "MiniGPT: \(layers) layers: the number must not be negative")
    self.vocab = vocab
    self.ctx = ctx
    self.dim = dim
    self.heads = heads
    self.layers = layers
    super.init()
    register("tok_emb", Embedding(vocab, dim))
    register("pos_emb", Embedding(ctx, dim))
    register("blocks", ModuleList((0..<layers).map { _ in Block(dim: dim, heads: heads) }))
    register("ln_f", LayerNorm(dim))
    register("head", Linear(dim, vocab, bias: false))
  }

  /// ids: int64 [B, T] with T ≤ ctx → logits [B, T, vocab]
  ///
  /// - Precondition: the ids are so, and lie in 0 ..< vocab.
  public override func forward(_ ids: Tensor) -> Tensor {
    precondition(
      ids.ndim == 2 && ids.dtype == .int64,
      "MiniGPT: the ids \(ids.shape) of \(ids.dtype) should be int64 [batch, time]")
    precondition(
      ids.shape[1] <= ctx, "MiniGPT: \(ids.shape[1]) tokens do not fit a context of \(ctx)")
    let positions = Tensor.arange(ids.shape[1])
    // (B, T, dim) + (T, dim) -> (B, T, dim)
    var x = child("tok_emb")(ids) + child("pos_emb")(positions)
    for (_, block) in child("blocks").ownChildren.entries { x = block(x) }
    return child("head")(child("ln_f")(x))
  }
}
