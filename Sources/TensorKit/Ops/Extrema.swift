/// The largest and smallest values. NaN counts as larger and as smaller than any number.
extension Tensor {
  /// The largest element along `dim`. Where several are largest, each gets an equal part of the
  /// gradient.
  ///
  /// PyTorch: `torch.amax`.
  ///
  /// - Precondition: `dim` is a dimension, and not empty.
  public final func amax(dim: Int, keepDim: Bool = false) -> Tensor {
    amax(dim: [dim], keepDim: keepDim)
  }

  /// The largest element along the dimensions `dim`, or all. Where several are largest, each gets an
  /// equal part of the gradient.
  ///
  /// PyTorch: `torch.amax`.
  ///
  /// - Precondition: `dim` names dimensions that there are, each once, and none is empty.
  public final func amax(dim: [Int] = [], keepDim: Bool = false) -> Tensor {
    extreme(.maximum, dim, keepDim, "amax", "AmaxBackward")
  }

  /// The smallest element along `dim`.
  ///
  /// PyTorch: `torch.amin`.
  ///
  /// - Precondition: `dim` is a dimension, and not empty.
  public final func amin(dim: Int, keepDim: Bool = false) -> Tensor {
    amin(dim: [dim], keepDim: keepDim)
  }

  /// The smallest element along the dimensions `dim`, or all, with the gradient of ``amax(dim:keepDim:)-([Int],_)``.
  ///
  /// PyTorch: `torch.amin`.
  ///
  /// - Precondition: `dim` names dimensions that there are, each once, and none is empty.
  public final func amin(dim: [Int] = [], keepDim: Bool = false) -> Tensor {
    extreme(.minimum, dim, keepDim, "amin", "AminBackward")
  }

  /// The largest of all elements, of shape [].
  ///
  /// PyTorch: `torch.max`.
  ///
  /// - Precondition: there is an element.
  public final func max() -> Tensor {
    extreme(.maximum, [], false, "max", "MaxBackward", nanCounts: true)
  }

  /// The smallest of all elements, of shape [].
  ///
  /// PyTorch: `torch.min`.
  ///
  /// - Precondition: there is an element.
  public final func min() -> Tensor {
    extreme(.minimum, [], false, "min", "MinBackward", nanCounts: true)
  }

  /// The largest element along `dim`, and where it is: the first of equals, which alone gets the
  /// gradient. The indices are int64.
  ///
  /// PyTorch: `torch.max`.
  ///
  /// - Precondition: `dim` is a dimension, and not empty.
  public final func max(dim: Int, keepDim: Bool = false) -> (values: Tensor, indices: Tensor) {
    selected(.maximum, dim, keepDim, "max", "MaxBackward")
  }

  /// The smallest element along `dim`, and where it is: the first of equals, which alone gets the
  /// gradient. The indices are int64.
  ///
  /// PyTorch: `torch.min`.
  ///
  /// - Precondition: `dim` is a dimension, and not empty.
  public final func min(dim: Int, keepDim: Bool = false) -> (values: Tensor, indices: Tensor) {
    selected(.minimum, dim, keepDim, "min", "MinBackward")
  }

  /// Where the largest element along `dim` is: the first of equals. int64.
  ///
  /// PyTorch: `torch.argmax`.
  ///
  /// - Precondition: `dim` is a dimension, and not empty.
  public final func argmax(dim: Int, keepDim: Bool = false) -> Tensor {
    place(.maximum, dim, keepDim, "argmax")
  }

  /// Where the largest of all elements is, counted in row-major order: int64, of shape [], or with
  /// as many dimensions as this tensor, all of extent 1.
  ///
  /// PyTorch: `torch.argmax`.
  ///
  /// - Precondition: there is an element.
  public final func argmax(keepDim: Bool = false) -> Tensor {
    let found = detach().reshape([count]).place(.maximum, 0, false, "argmax")
    return keepDim ? found.reshape(shape.map { _ in 1 }) : found
  }

  /// Where the smallest element along `dim` is: the first of equals. int64.
  ///
  /// PyTorch: `torch.argmin`.
  ///
  /// - Precondition: `dim` is a dimension, and not empty.
  public final func argmin(dim: Int, keepDim: Bool = false) -> Tensor {
    place(.minimum, dim, keepDim, "argmin")
  }

  /// Where the smallest of all elements is, as ``argmax(keepDim:)``.
  ///
  /// PyTorch: `torch.argmin`.
  ///
  /// - Precondition: there is an element.
  public final func argmin(keepDim: Bool = false) -> Tensor {
    let found = detach().reshape([count]).place(.minimum, 0, false, "argmin")
    return keepDim ? found.reshape(shape.map { _ in 1 }) : found
  }

  /// Extremes whose gradient is divided among equals: among NaNs too, if `nanCounts`.
  private func extreme(
    _ kind: FoldKernel.Operation, _ dim: [Int], _ keepDim: Bool, _ operation: StaticString,
    _ name: StaticString, nanCounts: Bool = false
  ) -> Tensor {
    if dtype.isStorageOnly {
      return widened { $0.extreme(kind, dim, keepDim, operation, name, nanCounts: nanCounts) }
    }
    let axes = reductionAxes(dim, operation)
    let out = extremes(kind, axes, operation).keeping(keepDim, of: shape, axes)
    guard isRecording(self) else { return out }
    return out.recorded(name, [self], saving: [self, out]) { gradient, step in
      let blocks = ReducedBlocks(step.saved[0], axes)
      let result = Tensor(uninitializedLike: blocks.x, dtype: blocks.x.dtype)
      ExtremumKernel.shares(
        blocks, step.saved[1], gradient.contiguous(), nanCounts: nanCounts, into: result)
      return [blocks.restored(result)]
    }
  }

  /// Extremes whose gradient goes to the first of equals.
  private func selected(
    _ kind: FoldKernel.Operation, _ dim: Int, _ keepDim: Bool, _ operation: StaticString,
    _ name: StaticString
  ) -> (values: Tensor, indices: Tensor) {
    if dtype.isStorageOnly {
      let found = to(dtype.computed).selected(kind, dim, keepDim, operation, name)
      return (found.values.to(dtype), found.indices)
    }
    let axis = Shape.axis(dim, shape, operation)
    let values = extremes(kind, [axis], operation).keeping(keepDim, of: shape, [axis])
    let indices = place(kind, axis, keepDim, operation)
    return (values.pickedAlong(axis, of: self, indices, name), indices)
  }

  /// This fresh result, elements of `x` along `axis` at `indices`, as an operation of the graph.
  final func pickedAlong(
    _ axis: Int, of x: Tensor, _ indices: Tensor, _ name: StaticString
  ) -> Tensor {
    guard isRecording(x) else { return self }
    let original = x.shape
    return recorded(name, [x], saving: [indices]) { gradient, step in
      let result = Tensor.zeros(original, dtype: gradient.dtype)
      let (outer, inner) = (
        original.prefix(axis).reduce(1, *), original.dropFirst(axis + 1).reduce(1, *)
      )
      ExtremumKernel.scatter(
        gradient.contiguous(), step.saved[0], outer: outer, original.isEmpty ? 1 : original[axis],
        inner: inner, into: result)
      return [result]
    }
  }

  private func extremes(
    _ kind: FoldKernel.Operation, _ axes: [Int], _ operation: StaticString
  ) -> Tensor {
    for axis in axes { checkNotEmpty(axis, operation) }
    return folded(kind, axes, to: dtype, empty: 0)
  }

  private func place(
    _ kind: FoldKernel.Operation, _ dim: Int, _ keepDim: Bool, _ operation: StaticString
  ) -> Tensor {
    let axis = Shape.axis(dim, shape, operation)
    checkNotEmpty(axis, operation)
    let reduced = Tensor.reducedShape(shape, [axis], keepDim: keepDim)
    if count == 0 { return Tensor.zeros(reduced, dtype: .int64) }
    let find = { (x: Tensor, layout: ReductionLayout, out: Tensor) in
      let values = Tensor(uninitializedLike: out, dtype: x.dtype)
      FoldKernel.run(kind, x, layout, into: values)
      ExtremumKernel.find(values, in: x, layout, into: out)
    }
    // One axis takes one turn.
    return detach().to(dtype.computed).reduced([axis], to: .int64, find, again: find).reshape(
      reduced)
  }

  private func checkNotEmpty(_ axis: Int, _ operation: StaticString) {
    precondition(
      extent(axis) > 0,
      "\(operation): dimension \(axis) of shape \(shape) is empty: it must hold an element")
  }
}
