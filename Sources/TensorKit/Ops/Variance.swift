/// How far values lie from their mean. Of n values, the squared distances are added up and divided
/// by n − correction, which is n − 1 unless said otherwise; where that is not positive, the result
/// is not a number or infinite.
extension Tensor {
  /// The variance of all elements, of shape [].
  ///
  /// PyTorch: `torch.var`.
  ///
  /// - Precondition: floating point values.
  public final func variance(unbiased: Bool = true) -> Tensor {
    variance(dim: [], correction: unbiased ? 1 : 0)
  }

  /// The variances along dimension `dim`.
  ///
  /// PyTorch: `torch.var`.
  public final func variance(dim: Int, unbiased: Bool = true, keepDim: Bool = false) -> Tensor {
    variance(dim: [dim], correction: unbiased ? 1 : 0, keepDim: keepDim)
  }

  /// The mean squared distance from the mean along the dimensions `dim`; `unbiased` divides by
  /// n − 1 in place of n.
  ///
  /// PyTorch: `torch.var`.
  ///
  /// - Precondition: floating point values, and `dim` names dimensions that there are, each once.
  public final func variance(dim: [Int], unbiased: Bool = true, keepDim: Bool = false) -> Tensor {
    variance(dim: dim, correction: unbiased ? 1 : 0, keepDim: keepDim)
  }

  /// The squared distances from the mean along the dimensions `dim`, or all, added up and divided by
  /// n − correction.
  ///
  /// PyTorch: `torch.var`.
  ///
  /// - Precondition: floating point values, and `dim` names dimensions that there are, each once.
  public final func variance(dim: [Int] = [], correction: Double, keepDim: Bool = false) -> Tensor {
    dispersion(dim, correction, keepDim, .variance).spread
  }

  /// The square root of the ``variance(unbiased:)`` of all elements, of shape [].
  ///
  /// PyTorch: `torch.std`.
  ///
  /// - Precondition: floating point values.
  public final func std(unbiased: Bool = true) -> Tensor {
    std(dim: [], correction: unbiased ? 1 : 0)
  }

  /// The standard deviations along dimension `dim`.
  ///
  /// PyTorch: `torch.std`.
  public final func std(dim: Int, unbiased: Bool = true, keepDim: Bool = false) -> Tensor {
    std(dim: [dim], correction: unbiased ? 1 : 0, keepDim: keepDim)
  }

  /// The standard deviations along the dimensions `dim`.
  ///
  /// PyTorch: `torch.std`.
  public final func std(dim: [Int], unbiased: Bool = true, keepDim: Bool = false) -> Tensor {
    std(dim: dim, correction: unbiased ? 1 : 0, keepDim: keepDim)
  }

  /// The square root of the variance along the dimensions `dim`, or all. Where it is 0, so is its
  /// gradient.
  ///
  /// PyTorch: `torch.std`.
  ///
  /// - Precondition: floating point values, and `dim` names dimensions that there are, each once.
  public final func std(dim: [Int] = [], correction: Double, keepDim: Bool = false) -> Tensor {
    dispersion(dim, correction, keepDim, .deviation).spread
  }

  /// The variance and the mean along the dimensions `dim`, or all, from one walk.
  ///
  /// PyTorch: `torch.var_mean`.
  ///
  /// - Precondition: floating point values, and `dim` names dimensions that there are, each once.
  public final func varMean(
    dim: [Int] = [], correction: Double = 1, keepDim: Bool = false
  ) -> (variance: Tensor, mean: Tensor) {
    let found = dispersion(dim, correction, keepDim, .variance)
    return (found.spread, found.mean)
  }

  /// The standard deviation and the mean along the dimensions `dim`, or all, from one walk.
  ///
  /// PyTorch: `torch.std_mean`.
  ///
  /// - Precondition: floating point values, and `dim` names dimensions that there are, each once.
  public final func stdMean(
    dim: [Int] = [], correction: Double = 1, keepDim: Bool = false
  ) -> (std: Tensor, mean: Tensor) {
    let found = dispersion(dim, correction, keepDim, .deviation)
    return (found.spread, found.mean)
  }

  private enum Spread: String { case variance, deviation = "std" }

  private func dispersion(
    _ dim: [Int], _ correction: Double, _ keepDim: Bool, _ kind: Spread
  ) -> (spread: Tensor, mean: Tensor) {
    precondition(
      dtype.isFloatingPoint,
      "\(kind.rawValue): \(dtype) has none: convert with to(.float32) first")
    if dtype.isStorageOnly {
      let found = to(.float32).dispersion(dim, correction, keepDim, kind)
      return (found.spread.to(dtype), found.mean.to(dtype))
    }
    let axes = reductionAxes(dim, kind == .variance ? "variance" : "std")
    let blocks = ReducedBlocks(self, axes)
    let reduced = Tensor.reducedShape(shape, axes, keepDim: keepDim)
    let means = Tensor.full(reduced, .nan, dtype: .float64)
    let wide = Tensor.full(reduced, .nan, dtype: .float64)
    if count > 0 { VarianceKernel.run(blocks, mean: means, squares: wide) }
    let divisor = Swift.max(Double(blocks.n) - correction, 0)
    wide.replaceDoubles { kind == .variance ? $0 / divisor : ($0 / divisor).squareRoot() }
    let (out, mean) = (wide.to(dtype), means.to(dtype))
    guard isRecording(self) else { return (out, mean) }
    let (original, n) = (shape, Double(blocks.n))
    let name: StaticString = kind == .variance ? "VarBackward" : "StdBackward"
    let recorded = out.recorded(name, [self], saving: [self, means, wide]) { gradient, step in
      let scale = Tensor(uninitialized: reduced, dtype: .float64)
      scale.copy_(gradient.detach())
      let deviation = step.saved[2].doublePointer
      for i in 0..<scale.count {
        switch kind {
        case .variance: scale.doublePointer[i] *= 2 / divisor
        case .deviation:
          let slope = scale.doublePointer[i] / (divisor * deviation[i])
          scale.doublePointer[i] = deviation[i] == 0 ? 0 : slope
        }
      }
      let blocks = ReducedBlocks(step.saved[0], axes)
      let result = Tensor(uninitializedLike: blocks.x, dtype: blocks.x.dtype)
      if result.count > 0 {
        VarianceKernel.gradient(blocks, mean: step.saved[1], scale: scale, into: result)
      }
      return [blocks.restored(result)]
    }
    let average = mean.recorded("MeanBackward", [self]) { gradient, _ in
      [(gradient / n).spread(over: original, axes)]
    }
    return (recorded, average)
  }

  /// Changes each element of a fresh float64 tensor.
  final func replaceDoubles(_ change: (Double) -> Double) {
    let values = doublePointer
    for i in 0..<count { values[i] = change(values[i]) }
    keepAlive()
  }
}
