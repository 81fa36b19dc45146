extension Tensor {
  /// The middle of all elements in order of size, of shape []: of an even number, the lower of the
  /// two in the middle. NaN if there is one, or if there is no element. Equals share the gradient.
  ///
  /// PyTorch: `torch.median`.
  ///
  /// - Precondition: numbers, no bool; integers only if there is one.
  public final func median() -> Tensor {
    precondition(
      count > 0 || dtype.isFloatingPoint, "median: shape \(shape) of \(dtype) has no elements")
    if dtype.isStorageOnly { return widened { $0.median() } }
    let row = detach().contiguous()
    let found: Tensor
    if count == 0 {
      found = Tensor.full([], .nan, dtype: dtype)
    } else {
      let index = row.medianIndices(rows: 1, count)
      found = row.reshape([count]).narrow(dim: 0, start: index.ints()[0], length: 1).reshape([])
        .clone()
    }
    guard isRecording(self) else { return found }
    return found.recorded("MedianBackward", [self], saving: [self, found]) { gradient, step in
      let (x, median) = (step.saved[0], step.saved[1])
      let isMedian = (median.isnan().any() ? x.isnan() : x.eq(median)).to(gradient.dtype)
      return [isMedian * (gradient / isMedian.sum())]
    }
  }

  /// The middle of the elements along `dim` in order of size, and where it is: of an even number, the
  /// lower of the two in the middle; NaN if there is one. That element alone gets the gradient.
  ///
  /// PyTorch: `torch.median`.
  ///
  /// - Precondition: numbers, no bool, and `dim` is a dimension, and not empty.
  public final func median(dim: Int, keepDim: Bool = false) -> (values: Tensor, indices: Tensor) {
    if dtype.isStorageOnly {
      let found = to(dtype.computed).median(dim: dim, keepDim: keepDim)
      return (found.values.to(dtype), found.indices)
    }
    let axis = Shape.axis(dim, shape, "median")
    let n = extent(axis)
    precondition(
      n > 0, "median: dimension \(axis) of shape \(shape) is empty: it must hold an element")
    let reduced = Tensor.reducedShape(shape, [axis], keepDim: keepDim)
    let last = ndim < 2 ? detach() : detach().transposed(axis, -1)
    let rows = last.contiguous().reshape([count / n, n])
    let indices = rows.medianIndices(rows: count / n, n)
    let values = Tensor(uninitialized: [count / n], dtype: dtype)
    for (row, index) in indices.ints().enumerated() {
      values.select(dim: 0, row).copy_(rows.select(dim: 0, row).select(dim: 0, index))
    }
    var moved = last.shape
    if let end = moved.indices.last { moved[end] = 1 }
    let restored = { (found: Tensor) -> Tensor in
      let kept = found.reshape(moved)
      return (self.ndim < 2 ? kept : kept.transposed(axis, -1)).contiguous().reshape(reduced)
    }
    let places = restored(indices)
    return (restored(values).clone().pickedAlong(axis, of: self, places, "MedianBackward"), places)
  }

  /// Where the medians of the rows of a contiguous tensor are.
  private func medianIndices(rows: Int, _ n: Int) -> Tensor {
    precondition(dtype != .bool, "median: bool has no order: convert with to(.int64) first")
    let indices = Tensor(uninitialized: [rows], dtype: .int64)
    MedianKernel.run(self, rows: rows, n, into: indices)
    return indices
  }
}
