extension Tensor {
  /// exp(x)/Σ exp(x) along `dim`: positive values that add up to 1.
  ///
  /// PyTorch: `torch.softmax`.
  ///
  /// - Precondition: floating point values, and `dim` is a dimension.
  public final func softmax(dim: Int = -1) -> Tensor {
    alongLast(dim, "softmax") { x in
      let (rows, n) = x.rows
      let out = Tensor(uninitializedLike: x, dtype: x.dtype)
      SoftmaxKernel.softmax(x, rows: rows, n, into: out)
      guard isRecording(x) else { return out }
      return out.recorded("SoftmaxBackward", [x], saving: [out]) { gradient, step in
        let (dense, y) = (gradient.contiguous(), step.saved[0])
        let result = Tensor(uninitializedLike: y, dtype: y.dtype)
        SoftmaxKernel.softmaxGradient(dense, y, rows: rows, n, into: result)
        return [result]
      }
    }
  }

  /// log softmax(x) along `dim`, without the rounding of doing it in two steps, as
  /// `torch.log_softmax`.
  ///
  /// PyTorch: `torch.log_softmax`.
  ///
  /// - Precondition: floating point values, and `dim` is a dimension.
  public final func logSoftmax(dim: Int = -1) -> Tensor {
    alongLast(dim, "logSoftmax") { x in
      let (rows, n) = x.rows
      let out = Tensor(uninitializedLike: x, dtype: x.dtype)
      SoftmaxKernel.logSoftmax(x, rows: rows, n, into: out)
      guard isRecording(x) else { return out }
      return out.recorded("LogSoftmaxBackward", [x], saving: [out]) { gradient, step in
        let (dense, y) = (gradient.contiguous(), step.saved[0])
        let result = Tensor(uninitializedLike: y, dtype: y.dtype)
        SoftmaxKernel.logSoftmaxGradient(dense, y, rows: rows, n, into: result)
        return [result]
      }
    }
  }

  /// log Σ exp(x) along `dim`, without overflow. Of nothing it is −∞.
  ///
  /// PyTorch: `torch.logsumexp`.
  ///
  /// - Precondition: floating point values, and `dim` is a dimension.
  public final func logSumExp(dim: Int, keepDim: Bool = false) -> Tensor {
    precondition(
      dtype.isFloatingPoint, "logSumExp: \(dtype) must be converted with to(.float32) first")
    let axis = Shape.axis(dim, shape, "logSumExp")
    let moved = ndim > 1 ? transposed(axis, -1).contiguous() : reshape([-1]).contiguous()
    let (rows, n) = moved.rows
    let reduced = Tensor(uninitialized: moved.shape.dropLast(), dtype: dtype)
    if n == 0 { reduced.fillElements(-.infinity) }
    SoftmaxKernel.logSumExp(moved.detach(), rows: rows, n, into: reduced)
    let kept = ndim > 1 ? reduced.unsqueeze(-1).transposed(axis, -1) : reduced
    let out = kept.contiguous().keeping(keepDim, of: shape, ndim == 0 ? [] : [axis])
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("LogsumexpBackward", [self], saving: [self, out]) { gradient, step in
      let weights = (step.saved[0] - step.saved[1].spread(over: original, [axis])).exp()
      return [weights * gradient.spread(over: original, [axis])]
    }
  }

  /// The rows of a contiguous tensor along its last dimension.
  final var rows: (count: Int, length: Int) {
    guard let n = shape.last else { return (1, 1) }
    return (n == 0 ? 0 : count / n, n)
  }

  /// `body` of this tensor with `dim` moved to the end, and dense; the result is moved back.
  private func alongLast(
    _ dim: Int, _ operation: StaticString, _ body: (Tensor) -> Tensor
  ) -> Tensor {
    precondition(
      dtype.isFloatingPoint, "\(operation): \(dtype) must be converted with to(.float32) first")
    let axis = Shape.axis(dim, shape, operation)
    if axis >= ndim - 1 { return body(contiguous()) }
    return body(transposed(axis, -1).contiguous()).transposed(axis, -1).contiguous()
  }
}

/// exp(x)/Σ exp(x) along `dim`.
///
/// PyTorch: `torch.nn.functional.softmax`.
public func softmax(_ x: Tensor, dim: Int = -1) -> Tensor { x.softmax(dim: dim) }

/// log softmax(x) along `dim`.
///
/// PyTorch: `torch.nn.functional.log_softmax`.
public func logSoftmax(_ x: Tensor, dim: Int = -1) -> Tensor { x.logSoftmax(dim: dim) }
