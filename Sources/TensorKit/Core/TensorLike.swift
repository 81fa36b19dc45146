/// New tensors in the shape of another, and in its order in memory: of a transposed tensor, they are
/// transposed.
extension Tensor {
  /// Room for as many elements, which hold anything at all until they are written.
  ///
  /// PyTorch: `torch.empty_like`.
  public static func emptyLike(_ model: Tensor, dtype: DType? = nil) -> Tensor {
    Tensor(uninitializedInOrderOf: model, dtype: dtype ?? model.dtype)
  }

  /// Zeros in the shape of `model`, and of its type unless said otherwise.
  ///
  /// PyTorch: `torch.zeros_like`.
  public static func zerosLike(_ model: Tensor, dtype: DType? = nil) -> Tensor {
    fullLike(model, 0, dtype: dtype)
  }

  /// Ones in the shape of `model`, and of its type unless said otherwise.
  ///
  /// PyTorch: `torch.ones_like`.
  public static func onesLike(_ model: Tensor, dtype: DType? = nil) -> Tensor {
    fullLike(model, 1, dtype: dtype)
  }

  /// Every element is `value`, in the shape of `model`, and of its type unless said otherwise.
  ///
  /// PyTorch: `torch.full_like`.
  ///
  /// - Precondition: an integer type holds `value`.
  public static func fullLike(
    _ model: Tensor, _ value: some TensorScalar, dtype: DType? = nil
  ) -> Tensor {
    let out = emptyLike(model, dtype: dtype)
    out.inMemory.fillElements(value.scalar)
    return out
  }

  /// Uniform over [0, 1), in the shape of `model`, and of its type unless said otherwise.
  ///
  /// PyTorch: `torch.rand_like`.
  ///
  /// - Precondition: the type is of floating point.
  public static func randLike(
    _ model: Tensor, dtype: DType? = nil, generator: Generator = .current
  ) -> Tensor {
    emptyLike(model, dtype: dtype).uniform_(generator: generator)
  }

  /// Standard normal, in the shape of `model`, and of its type unless said otherwise.
  ///
  /// PyTorch: `torch.randn_like`.
  ///
  /// - Precondition: the type is of floating point.
  public static func randnLike(
    _ model: Tensor, dtype: DType? = nil, generator: Generator = .current
  ) -> Tensor {
    emptyLike(model, dtype: dtype).normal_(generator: generator)
  }

  /// Integers in low ..< high, in the shape of `model`, and of its type unless said otherwise.
  ///
  /// PyTorch: `torch.randint_like`.
  ///
  /// - Precondition: `low < high`.
  public static func randintLike(
    _ model: Tensor, _ low: Int, _ high: Int, dtype: DType? = nil,
    generator: Generator = .current
  ) -> Tensor {
    let out = emptyLike(model, dtype: dtype)
    CopyKernel.run(from: randint(low, high, [out.count], generator: generator), to: out.inMemory)
    return out
  }
}
