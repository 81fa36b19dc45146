extension Tensor {
  /// log Σ exp(x) along `dim`, without overflow. Of nothing it is −∞.
  ///
  /// PyTorch: `torch.logsumexp`.
  ///
  /// - Precondition: floating point values, and `dim` is a dimension.
  public final func logSumExp(dim: Int, keepDim: Bool = false) -> Tensor {
    logSumExp(dim: [dim], keepDim: keepDim)
  }

  /// log Σ exp(x) along the dimensions `dim`, or all, without overflow. Of nothing it is −∞, and with
  /// an infinity among the values it is infinite.
  ///
  /// PyTorch: `torch.logsumexp`.
  ///
  /// - Precondition: floating point values, and `dim` names dimensions that there are, each once.
  public final func logSumExp(dim: [Int], keepDim: Bool = false) -> Tensor {
    precondition(
      dtype.isFloatingPoint, "logSumExp: \(dtype) must be converted with to(.float32) first")
    if dtype.isStorageOnly { return widened { $0.logSumExp(dim: dim, keepDim: keepDim) } }
    let axes = reductionAxes(dim, "logSumExp")
    let out = Tensor.full(
      Tensor.reducedShape(shape, axes, keepDim: keepDim), -Double.infinity, dtype: dtype)
    if count > 0 {
      let blocks = ReducedBlocks(self, axes)
      if blocks.inner == 1 {
        SoftmaxKernel.logSumExp(blocks.x, rows: blocks.outer, blocks.n, into: out)
      } else {
        SoftmaxColumnsKernel.logSumExp(
          blocks.x, outer: blocks.outer, blocks.n, inner: blocks.inner, into: out)
      }
    }
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("LogsumexpBackward", [self], saving: [self, out]) { gradient, step in
      let weights = (step.saved[0] - step.saved[1].spread(over: original, axes)).exp()
      return [weights * gradient.spread(over: original, axes)]
    }
  }
}
