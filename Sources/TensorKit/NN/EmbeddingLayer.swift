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

  /// The row that stands for padding: it begins as zeros and gets no gradient.
  ///
  /// PyTorch: `torch.nn.Embedding.padding_idx`.
  public let paddingIdx: Int?

  /// The table, [count, dim].
  ///
  /// PyTorch: `torch.nn.Embedding.weight`.
  public var weight: Parameter { parameter("weight") }

  /// Draws the table from ``Generator/current``.
  ///
  /// PyTorch: `torch.nn.Embedding`.
  ///
  /// - `paddingIdx`: the row for padding, counted from the end if it is negative.
  /// - Precondition: both sizes are at least 1, and the row is one of them.
  public init(_ count: Int, _ dim: Int, paddingIdx: Int? = nil, dtype: DType = .float32) {
    precondition(count > 0 && dim > 0, "Embedding(\(count), \(dim)): both sizes must be at least 1")
    if let paddingIdx {
      precondition(
        paddingIdx >= -count && paddingIdx < count,
        "Embedding(\(count), \(dim)): there is no row \(paddingIdx) for padding")
    }
    self.paddingIdx = paddingIdx.map { $0 < 0 ? $0 + count : $0 }
    self.count = count
    self.dim = dim
    super.init()
    let table = Init.normal(Tensor.zeros([count, dim], dtype: dtype))
    if let row = self.paddingIdx { table.select(dim: 0, row).zero_() }
    register("weight", Parameter(table))
  }

  /// A table of these numbers, of which nothing is drawn.
  ///
  /// PyTorch: `torch.nn.Embedding.from_pretrained`.
  ///
  /// - Precondition: the weight is a matrix with elements, [count, dim].
  public init(weight: Tensor) {
    precondition(
      weight.ndim == 2 && weight.count > 0,
      "Embedding: a weight of shape \(weight.shape) must be a matrix with elements, [count, dim]")
    (count, dim, paddingIdx) = (weight.shape[0], weight.shape[1], nil)
    super.init()
    register("weight", Parameter(weight))
  }

  /// ids: int64 [...] with values in 0 ..< count → [..., dim]
  public override func forward(_ ids: Tensor) -> Tensor {
    embedding(ids, weight, paddingIdx: paddingIdx)
  }

  /// The sizes and options, as PyTorch's `extra_repr`.
  public override var extraDescription: String {
    "\(count), \(dim)" + (paddingIdx.map { ", padding_idx=\($0)" } ?? "")
  }
}
