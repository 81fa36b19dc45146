/// Writes what it makes of each row of `x`, `rows` of them, each of `n` elements, into `out`.
private typealias RowKernel = (_ x: Tensor, _ rows: Int, _ n: Int, _ out: Tensor) -> Void
/// The same of the gradient and of what the kernel made.
private typealias RowDerivative = (
  _ gradient: Tensor, _ y: Tensor, _ rows: Int, _ n: Int, _ out: Tensor
) -> Void

extension Tensor {
  /// exp(x)/Σ exp(x) along `dim`: positive values that add up to 1.
  ///
  /// PyTorch: `torch.softmax`.
  ///
  /// - Precondition: floating point values, and `dim` is a dimension.
  public final func softmax(dim: Int = -1) -> Tensor {
    alongLast(
      dim, "softmax", "SoftmaxBackward", SoftmaxKernel.softmax, SoftmaxKernel.softmaxGradient)
  }

  /// log softmax(x) along `dim`, without the rounding of doing it in two steps, as
  /// `torch.log_softmax`.
  ///
  /// PyTorch: `torch.log_softmax`.
  ///
  /// - Precondition: floating point values, and `dim` is a dimension.
  public final func logSoftmax(dim: Int = -1) -> Tensor {
    alongLast(
      dim, "logSoftmax", "LogSoftmaxBackward", SoftmaxKernel.logSoftmax,
      SoftmaxKernel.logSoftmaxGradient)
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
    if n == 0 { reduced.fillElements(.double(-.infinity)) }
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

  /// What a kernel makes of the rows along `dim`; its derivative needs no more than what it made.
  private func alongLast(
    _ dim: Int, _ operation: StaticString, _ node: StaticString, _ kernel: RowKernel,
    _ derivative: @escaping RowDerivative
  ) -> Tensor {
    precondition(
      dtype.isFloatingPoint, "\(operation): \(dtype) must be converted with to(.float32) first")
    let axis = Shape.axis(dim, shape, operation)
    if axis >= ndim - 1 { return contiguous().byRows(node, kernel, derivative) }
    return transposed(axis, -1).contiguous().byRows(node, kernel, derivative)
      .transposed(axis, -1).contiguous()
  }

  /// The same of a dense tensor, along its last dimension.
  private func byRows(
    _ node: StaticString, _ kernel: RowKernel, _ derivative: @escaping RowDerivative
  ) -> Tensor {
    let (rows, n) = self.rows
    let out = Tensor(uninitializedLike: self, dtype: dtype)
    kernel(self, rows, n, out)
    guard isRecording(self) else { return out }
    return out.recorded(node, [self], saving: [out]) { gradient, step in
      let (dense, y) = (gradient.contiguous(), step.saved[0])
      let result = Tensor(uninitializedLike: y, dtype: y.dtype)
      derivative(dense, y, rows, n, result)
      return [result]
    }
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
