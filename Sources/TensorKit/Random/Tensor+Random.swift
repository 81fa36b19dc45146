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
    zeros(shape, dtype: dtype).uniform_(generator: generator)
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
    zeros(shape, dtype: dtype).normal_(generator: generator)
  }

  /// int64 integers in low ..< high.
  ///
  /// PyTorch: `torch.randint`.
  ///
  /// - Precondition: `low < high`.
  public static func randint(
    _ low: Int, _ high: Int, _ shape: [Int], generator: Generator = .current
  ) -> Tensor {
    precondition(low < high, "randint: there is no integer in \(low) ..< \(high)")
    let count = Shape.count(shape)
    return Tensor(ints: generator.draw { $0.integers(count, low, high) }, shape: shape)
  }

  /// 0 ..< n in random order, int64 [n].
  ///
  /// PyTorch: `torch.randperm`.
  ///
  /// - Precondition: `n` is not negative.
  public static func randperm(_ n: Int, generator: Generator = .current) -> Tensor {
    precondition(n >= 0, "randperm: \(n) is negative")
    return Tensor(ints: generator.draw { $0.permutation(n) }, shape: [n])
  }

  /// Fills with values uniform over [low, high) and returns self.
  ///
  /// PyTorch: `torch.Tensor.uniform_`.
  ///
  /// - Precondition: a floating-point tensor, and `low <= high`, both finite.
  @discardableResult
  public final func uniform_(
    _ low: Double = 0, _ high: Double = 1, generator: Generator = .current
  ) -> Self {
    precondition(
      low <= high && (high - low).isFinite, "uniform_: \(low) ..< \(high) is no interval")
    let count = count
    return fill(
      "uniform_", { generator.draw { $0.uniform(count, low, high) } },
      { generator.draw { $0.uniformDoubles(count, low, high) } })
  }

  /// Fills with values uniform over [low, high) and returns self.
  ///
  /// PyTorch: `torch.Tensor.uniform_`.
  @_disfavoredOverload @discardableResult
  public final func uniform_(
    _ low: Float, _ high: Float, generator: Generator = .current
  ) -> Self {
    uniform_(Double(low), Double(high), generator: generator)
  }

  /// Fills with normals and returns self.
  ///
  /// PyTorch: `torch.Tensor.normal_`.
  ///
  /// - Precondition: a floating-point tensor, and `std` is not negative.
  @discardableResult
  public final func normal_(
    mean: Double = 0, std: Double = 1, generator: Generator = .current
  ) -> Self {
    precondition(std >= 0, "normal_: the standard deviation \(std) is negative or not a number")
    let count = count
    return fill(
      "normal_", { generator.draw { $0.normal(count, mean: mean, std: std) } },
      { generator.draw { $0.normalDoubles(count, mean: mean, std: std) } })
  }

  /// Fills with values that are 1 with probability `p` and 0 otherwise, and returns self. Two words
  /// for each element.
  ///
  /// PyTorch: `torch.Tensor.bernoulli_`.
  ///
  /// - Precondition: `p` lies in 0...1.
  @discardableResult
  public final func bernoulli_(
    _ p: Double = 0.5, generator: Generator = .current
  ) -> Self {
    precondition((0...1).contains(p), "bernoulli_: \(p) is no probability: it lies in 0...1")
    let count = count
    let drawn = generator.draw { $0.bernoulli(count, p) }
    copy_(Tensor(drawn.map { $0 ? 1 : 0 }, shape: shape))
    return self
  }

  private func fill(_ name: String, _ floats: () -> [Float], _ doubles: () -> [Double]) -> Self {
    precondition(
      dtype.isFloatingPoint, "\(name): the tensor is \(dtype), not floating-point")
    switch dtype.floatingType {
    case .double:
      copy_(Tensor(doubles(), shape: shape, dtype: .float64))
    case .single:
      copy_(Tensor(floats(), shape: shape))
    }
    return self
  }
}
