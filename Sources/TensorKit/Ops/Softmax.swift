/// Writes what it makes of `x`, contiguous of [outer, n, inner], along n into `out`.
private typealias FiberKernel = (
  _ x: Tensor, _ outer: Int, _ n: Int, _ inner: Int, _ out: Tensor
) -> Void
/// The same of the gradient and of what the kernel made.
private typealias FiberDerivative = (
  _ gradient: Tensor, _ y: Tensor, _ outer: Int, _ n: Int, _ inner: Int, _ out: Tensor
) -> Void

extension Tensor {
  /// exp(x)/Σ exp(x) along `dim`: positive values that add up to 1.
  ///
  /// PyTorch: `torch.softmax`.
  ///
  /// - Precondition: floating point values, and `dim` is a dimension.
  public final func softmax(dim: Int = -1) -> Tensor {
    along(dim, "softmax", "SoftmaxBackward") { x, outer, n, inner, out in
      if inner == 1 {
        SoftmaxKernel.softmax(x, rows: outer, n, into: out)
      } else {
        SoftmaxColumnsKernel.softmax(x, outer: outer, n, inner: inner, into: out)
      }
    } derivative: { gradient, y, outer, n, inner, out in
      if inner == 1 {
        SoftmaxKernel.softmaxGradient(gradient, y, rows: outer, n, into: out)
      } else {
        SoftmaxColumnsKernel.softmaxGradient(gradient, y, outer: outer, n, inner: inner, into: out)
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
    along(dim, "logSoftmax", "LogSoftmaxBackward") { x, outer, n, inner, out in
      if inner == 1 {
        SoftmaxKernel.logSoftmax(x, rows: outer, n, into: out)
      } else {
        SoftmaxColumnsKernel.logSoftmax(x, outer: outer, n, inner: inner, into: out)
      }
    } derivative: { gradient, y, outer, n, inner, out in
      if inner == 1 {
        SoftmaxKernel.logSoftmaxGradient(gradient, y, rows: outer, n, into: out)
      } else {
        SoftmaxColumnsKernel.logSoftmaxGradient(
          gradient, y, outer: outer, n, inner: inner, into: out)
      }
    }
  }

  /// The rows of a contiguous tensor along its last dimension.
  final var rows: (count: Int, length: Int) {
    guard let n = shape.last else { return (1, 1) }
    return (n == 0 ? 0 : count / n, n)
  }

  /// What a kernel makes of the fibers along `dim`; its derivative needs no more than what it made.
  private func along(
    _ dim: Int, _ operation: StaticString, _ node: StaticString, kernel: FiberKernel,
    derivative: @escaping FiberDerivative
  ) -> Tensor {
    precondition(
      dtype.isFloatingPoint, "\(operation): \(dtype) must be converted with to(.float32) first")
    if dtype.isStorageOnly {
      return widened { $0.along(dim, operation, node, kernel: kernel, derivative: derivative) }
    }
    let axis = Shape.axis(dim, shape, operation)
    let inner = shape.dropFirst(axis + 1).reduce(1, *)
    // Few columns are no work for vectors: they are turned to rows.
    if inner > 1 && inner < 16 {
      return transposed(axis, -1).contiguous()
        .along(-1, operation, node, kernel: kernel, derivative: derivative)
        .transposed(axis, -1).contiguous()
    }
    let (x, n, outer) = (contiguous(), extent(axis), shape.prefix(axis).reduce(1, *))
    let out = Tensor(uninitializedLike: x, dtype: dtype)
    kernel(x, outer, n, inner, out)
    guard isRecording(x) else { return out }
    return out.recorded(node, [x], saving: [out]) { gradient, step in
      let (dense, y) = (gradient.contiguous(), step.saved[0])
      let result = Tensor(uninitializedLike: y, dtype: y.dtype)
      derivative(dense, y, outer, n, inner, result)
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
