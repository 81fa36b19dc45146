extension Tensor {
  /// The largest element along `dim`. Where several are largest, each gets an
  /// equal part of the gradient.
  ///
  /// PyTorch: `torch.amax`.
  ///
  /// - Precondition: `dim` is a dimension, and not empty.
  public final func amax(dim: Int, keepDim: Bool = false) -> Tensor {
    extreme(.maximum, dim, keepDim, "amax", "AmaxBackward")
  }

  /// The smallest element along `dim`.
  ///
  /// PyTorch: `torch.amin`.
  ///
  /// - Precondition: `dim` is a dimension, and not empty.
  public final func amin(dim: Int, keepDim: Bool = false) -> Tensor {
    extreme(.minimum, dim, keepDim, "amin", "AminBackward")
  }

  /// The largest of all elements, of shape [].
  ///
  /// PyTorch: `torch.max`.
  ///
  /// - Precondition: there is an element.
  public final func max() -> Tensor {
    contiguous().reshape([count]).extreme(.maximum, 0, false, "max", "MaxBackward")
  }

  /// The smallest of all elements, of shape [].
  ///
  /// PyTorch: `torch.min`.
  ///
  /// - Precondition: there is an element.
  public final func min() -> Tensor {
    contiguous().reshape([count]).extreme(.minimum, 0, false, "min", "MinBackward")
  }

  /// Where the largest element along `dim` is: the first of equals. int64.
  ///
  /// PyTorch: `torch.argmax`.
  ///
  /// - Precondition: `dim` is a dimension, and not empty.
  public final func argmax(dim: Int, keepDim: Bool = false) -> Tensor {
    search(.maximum, Shape.axis(dim, shape, "argmax"), keepDim, "argmax").indices
  }

  /// Where the largest of all elements is, counted in row-major order. int64, of shape [], as
  /// `torch.argmax`.
  ///
  /// PyTorch: `torch.argmax`.
  ///
  /// - Precondition: there is an element.
  public final func argmax() -> Tensor {
    detach().reshape([count]).argmax(dim: 0)
  }

  /// Where the smallest element along `dim` is: the first of equals. int64.
  ///
  /// PyTorch: `torch.argmin`.
  ///
  /// - Precondition: `dim` is a dimension, and not empty.
  public final func argmin(dim: Int, keepDim: Bool = false) -> Tensor {
    search(.minimum, Shape.axis(dim, shape, "argmin"), keepDim, "argmin").indices
  }

  private func extreme(
    _ kind: ExtremumKernel.Kind, _ dim: Int, _ keepDim: Bool, _ operation: StaticString,
    _ name: StaticString
  ) -> Tensor {
    let axis = Shape.axis(dim, shape, operation)
    let out = search(kind, axis, keepDim, operation).values
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded(name, [self], saving: [self, out]) { gradient, step in
      let x = step.saved[0]
      let isExtreme = x.eq(step.saved[1].spread(over: original, [axis])).to(gradient.dtype)
      let share = isExtreme / isExtreme.sum(dim: axis, keepDim: true)
      return [share * gradient.spread(over: original, [axis])]
    }
  }

  private func search(
    _ kind: ExtremumKernel.Kind, _ axis: Int, _ keepDim: Bool, _ operation: StaticString
  ) -> (values: Tensor, indices: Tensor) {
    let n = extent(axis)
    precondition(
      n > 0,
      "\(operation): dimension \(axis) of shape \(shape) is empty: it must hold an element")
    let x = (dtype == .bool ? to(.int64) : detach()).contiguous()
    let reduced = Tensor.reducedShape(shape, [axis], keepDim: keepDim)
    let values = Tensor(uninitialized: reduced, dtype: x.dtype)
    let indices = Tensor(uninitialized: reduced, dtype: .int64)
    let inner = axis < ndim ? shape[(axis + 1)...].reduce(1, *) : 1
    ExtremumKernel.run(
      kind, x, outer: shape.prefix(axis).reduce(1, *), n, inner: inner,
      values: values, indices: indices)
    return (dtype == .bool ? values.to(.bool) : values, indices)
  }
}
