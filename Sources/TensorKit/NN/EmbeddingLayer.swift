/// A table of vectors looked up by integer.
///
/// Registers `weight` [count, dim], drawn from the standard normal.
///
/// PyTorch: `torch.nn.Embedding`.
public final class Embedding: Module {
  /// How many vectors the table holds.
  ///
  /// PyTorch: `torch.nn.Embedding.num_embeddings`.
  public let count: Int
  /// The length of each vector.
  ///
  /// PyTorch: `torch.nn.Embedding.embedding_dim`.
  public let dim: Int

  /// The table, [count, dim].
  ///
  /// PyTorch: `torch.nn.Embedding.weight`.
  public var weight: Parameter { parameter("weight") }

  /// Draws the table from ``Generator/current``.
  ///
  /// PyTorch: `torch.nn.Embedding`.
  ///
  /// - Precondition: both sizes are at least 1.
  public init(_ count: Int, _ dim: Int, dtype: DType = .float32) {
    precondition(count > 0 && dim > 0, "Embedding(\(count), \(dim)): both sizes must be at least 1")
    self.count = count
    self.dim = dim
    super.init()
    register("weight", Parameter(Init.normal(Tensor.zeros([count, dim], dtype: dtype))))
  }

  /// ids: int64 [...] with values in 0 ..< count → [..., dim]
  public override func forward(_ ids: Tensor) -> Tensor {
    embedding(ids, weight)
  }

  /// The sizes and options, as PyTorch's `extra_repr`.
  public override var extraDescription: String { "\(count), \(dim)" }
}
