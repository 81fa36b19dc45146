extension Tensor {
  /// The largest element along `dim`, as `torch.amax`. Where several are largest, each gets an
  /// equal part of the gradient.
  public final func amax(dim: Int, keepDim: Bool = false) -> Tensor {
    extreme(.maximum, dim, keepDim, "AmaxBackward")
  }

  /// The smallest element along `dim`, as `torch.amin`.
  public final func amin(dim: Int, keepDim: Bool = false) -> Tensor {
    extreme(.minimum, dim, keepDim, "AminBackward")
  }

  /// The largest of all elements, of shape [].
  public final func max() -> Tensor {
    contiguous().reshape([count]).extreme(.maximum, 0, false, "MaxBackward")
  }

  /// The smallest of all elements, of shape [].
  public final func min() -> Tensor {
    contiguous().reshape([count]).extreme(.minimum, 0, false, "MinBackward")
  }

  /// Where the largest element along `dim` is: the first of equals. int64.
  public final func argmax(dim: Int, keepDim: Bool = false) -> Tensor {
    search(.maximum, Shape.axis(dim, shape, "argmax"), keepDim).indices
  }

  /// Where the largest of all elements is, counted in row-major order. int64, of shape [].
  public final func argmax() -> Tensor {
    detach().reshape([count]).argmax(dim: 0)
  }

  /// Where the smallest element along `dim` is: the first of equals. int64.
  public final func argmin(dim: Int, keepDim: Bool = false) -> Tensor {
    search(.minimum, Shape.axis(dim, shape, "argmin"), keepDim).indices
  }

  private func extreme(
    _ kind: ExtremumKernel.Kind, _ dim: Int, _ keepDim: Bool, _ name: StaticString
  ) -> Tensor {
    let axis = Shape.axis(dim, shape, "amax")
    let out = search(kind, axis, keepDim).values
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
    _ kind: ExtremumKernel.Kind, _ axis: Int, _ keepDim: Bool
  ) -> (values: Tensor, indices: Tensor) {
    let n = extent(axis)
    precondition(
      n > 0, "amax: dimension \(axis) of shape \(shape) is empty, so nothing in it is largest")
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
