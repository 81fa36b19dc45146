extension Tensor {
  /// Uniform over [0, 1). One word of the generator for each element.
  ///
  /// PyTorch: `torch.rand`.
  public static func rand(_ shape: Int..., generator: Generator = .current) -> Tensor {
    rand(shape, generator: generator)
  }

  /// Uniform over [0, 1). One word for each element, two for each float64.
  ///
  /// PyTorch: `torch.rand`.
  public static func rand(
    _ shape: [Int], dtype: DType = .float32, generator: Generator = .current
  ) -> Tensor {
    Tensor(uninitialized: shape, dtype: dtype).uniform_(generator: generator)
  }

  /// Standard normal.
  ///
  /// PyTorch: `torch.randn`.
  public static func randn(_ shape: Int..., generator: Generator = .current) -> Tensor {
    randn(shape, generator: generator)
  }

  /// Standard normal. To the bit what PyTorch draws on x86 with AVX2.
  ///
  /// PyTorch: `torch.randn`.
  public static func randn(
    _ shape: [Int], dtype: DType = .float32, generator: Generator = .current
  ) -> Tensor {
    Tensor(uninitialized: shape, dtype: dtype).normal_(generator: generator)
  }

  /// Normals of the mean and standard deviation that are given.
  ///
  /// PyTorch: `torch.normal`.
  ///
  /// - Precondition: `std` is not negative.
  public static func normal(
    mean: Double, std: Double, _ shape: [Int], dtype: DType = .float32,
    generator: Generator = .current
  ) -> Tensor {
    Tensor(uninitialized: shape, dtype: dtype).normal_(mean: mean, std: std, generator: generator)
  }

  /// Integers in low ..< high, int64 unless said otherwise.
  ///
  /// PyTorch: `torch.randint`.
  ///
  /// - Precondition: `low < high`.
  public static func randint(
    _ low: Int, _ high: Int, _ shape: [Int], dtype: DType = .int64,
    generator: Generator = .current
  ) -> Tensor {
    precondition(low < high, "randint: there is no integer in \(low) ..< \(high)")
    let out = Tensor(uninitialized: shape, dtype: .int64)
    generator.draw { $0.integers(out.count, to: out.intPointer, low, high) }
    return out.to(dtype)
  }

  /// Integers in 0 ..< high, int64 unless said otherwise.
  ///
  /// PyTorch: `torch.randint`.
  ///
  /// - Precondition: `high` is at least 1.
  public static func randint(
    _ high: Int, _ shape: [Int], dtype: DType = .int64, generator: Generator = .current
  ) -> Tensor {
    randint(0, high, shape, dtype: dtype, generator: generator)
  }

  /// 0 ..< n in random order, int64 [n].
  ///
  /// PyTorch: `torch.randperm`.
  ///
  /// - Precondition: `n` is not negative.
  public static func randperm(_ n: Int, generator: Generator = .current) -> Tensor {
    precondition(n >= 0, "randperm: \(n) is negative")
    let out = Tensor(uninitialized: [n], dtype: .int64)
    generator.draw { $0.permutation(n, to: out.intPointer) }
    return out
  }
}
