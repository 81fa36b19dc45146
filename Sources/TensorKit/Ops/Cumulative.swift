/// What has come together up to each element of a dimension.
extension Tensor {
  /// The sums of the elements along `dim` up to each: out[k] = x[0] + … + x[k]. Of integers and
  /// bool, int64.
  ///
  /// PyTorch: `torch.cumsum`.
  ///
  /// - Precondition: `dim` is a dimension.
  public final func cumsum(dim: Int) -> Tensor {
    let axis = Shape.axis(dim, shape, "cumsum")
    if isHalf { return widened { $0.cumsum(dim: axis) } }
    let out = accumulated(.sum, axis)
    guard isRecording(self) else { return out }
    return out.recorded("CumsumBackward", [self]) { gradient, _ in
      [gradient.accumulated(.sum, axis, fromEnd: true)]
    }
  }

  /// The products of the elements along `dim` up to each: out[k] = x[0]· … ·x[k]. Of integers
  /// and bool, int64.
  ///
  /// PyTorch: `torch.cumprod`.
  ///
  /// - Precondition: `dim` is a dimension.
  public final func cumprod(dim: Int) -> Tensor {
    let axis = Shape.axis(dim, shape, "cumprod")
    if isHalf { return widened { $0.cumprod(dim: axis) } }
    let out = accumulated(.product, axis)
    guard isRecording(self) else { return out }
    let (outer, inner) = sides(of: axis)
    return out.recorded("CumprodBackward", [self], saving: [self, out]) { gradient, step in
      let (x, out) = (step.saved[0].contiguous(), step.saved[1])
      let result = Tensor(uninitialized: x.shape, dtype: x.dtype)
      CumulativeKernel.productGradient(
        gradient.contiguous(), x, out, outer: outer, x.extent(axis), inner: inner, into: result)
      return [result]
    }
  }

  /// The largest element along `dim` up to each, and where it is: the last of equals.
  ///
  /// PyTorch: `torch.cummax`.
  ///
  /// - Precondition: `dim` is a dimension.
  public final func cummax(dim: Int) -> (values: Tensor, indices: Tensor) {
    extremeSoFar(isMaximum: true, Shape.axis(dim, shape, "cummax"), "CummaxBackward")
  }

  /// The smallest element along `dim` up to each, and where it is: the last of equals.
  ///
  /// PyTorch: `torch.cummin`.
  ///
  /// - Precondition: `dim` is a dimension.
  public final func cummin(dim: Int) -> (values: Tensor, indices: Tensor) {
    extremeSoFar(isMaximum: false, Shape.axis(dim, shape, "cummin"), "CumminBackward")
  }

  /// The differences of neighbours along `dim`, `n` times over: out[k] = x[k + 1] − x[k]. Of bool,
  /// whether they differ.
  ///
  /// PyTorch: `torch.diff`.
  ///
  /// - Precondition: there is a dimension, and `n` is not negative.
  public final func diff(n: Int = 1, dim: Int = -1) -> Tensor {
    precondition(ndim > 0, "diff: a scalar has no neighbours to differ from")
    precondition(n >= 0, "diff: differences are not taken \(n) times: n must be at least 0")
    let axis = Shape.axis(dim, shape, "diff")
    var x = self
    for _ in 0..<Swift.min(n, shape[axis]) {
      let (left, right) = (x.slice(dim: axis, to: -1), x.slice(dim: axis, from: 1))
      x = dtype == .bool ? right ^ left : right - left
    }
    return x
  }

  private var isHalf: Bool { dtype.isFloatingPoint && dtype.isStorageOnly }

  private func accumulated(
    _ kind: CumulativeKernel.Kind, _ axis: Int, fromEnd: Bool = false
  ) -> Tensor {
    let x = (dtype.isFloatingPoint ? detach() : to(.int64)).contiguous()
    let out = Tensor(uninitialized: shape, dtype: x.dtype)
    let (outer, inner) = sides(of: axis)
    CumulativeKernel.run(
      kind, x, outer: outer, extent(axis), inner: inner, fromEnd: fromEnd, into: out)
    return out
  }

  private func extremeSoFar(
    isMaximum: Bool, _ axis: Int, _ name: StaticString
  ) -> (values: Tensor, indices: Tensor) {
    if isHalf {
      let (values, indices) = to(.float32).extremeSoFar(isMaximum: isMaximum, axis, name)
      return (values.to(dtype), indices)
    }
    let x = (dtype.isFloatingPoint ? detach() : to(.int64)).contiguous()
    let values = Tensor(uninitialized: shape, dtype: x.dtype)
    let indices = Tensor(uninitialized: shape, dtype: .int64)
    let (outer, inner) = sides(of: axis)
    CumulativeKernel.extreme(
      isMaximum: isMaximum, x, outer: outer, extent(axis), inner: inner, values: values,
      indices: indices)
    return (movedHere(values.to(dtype), indices, axis, name), indices)
  }
}
