/// Order along a dimension. NaN counts as the largest.
extension Tensor {
  /// The elements along `dim` in ascending or descending order, and where each of them was.
  /// Elements that are equal keep their order, whether `stable` says so or not.
  ///
  /// PyTorch: `torch.sort`.
  ///
  /// - Precondition: `dim` is a dimension.
  public final func sort(
    dim: Int = -1, descending: Bool = false, stable: Bool = false
  ) -> (values: Tensor, indices: Tensor) {
    let axis = Shape.axis(dim, shape, "sort")
    if dtype.isStorageOnly {
      let (values, indices) = to(dtype.computed).sort(dim: axis, descending: descending)
      return (values.to(dtype), indices)
    }
    let x = detach().contiguous()
    let values = Tensor(uninitialized: shape, dtype: dtype)
    let indices = Tensor(uninitialized: shape, dtype: .int64)
    let (outer, inner) = sides(of: axis)
    SortKernel.sort(
      x, outer: outer, extent(axis), inner: inner, descending: descending, values: values,
      indices: indices)
    return (movedHere(values, indices, axis, "SortBackward"), indices)
  }

  /// Where the elements along `dim` are, in ascending or descending order. int64.
  ///
  /// PyTorch: `torch.argsort`.
  ///
  /// - Precondition: `dim` is a dimension.
  public final func argsort(
    dim: Int = -1, descending: Bool = false, stable: Bool = false
  ) -> Tensor {
    detach().sort(dim: dim, descending: descending, stable: stable).indices
  }

  /// The `k` largest elements along `dim`, or the smallest, and where they are; the best first,
  /// unless `sorted` is false. Of equal ones those that come first are taken, and among themselves
  /// they are in any order: PyTorch leaves both open.
  ///
  /// Shapes: [..., n, ...] → [..., k, ...] both.
  ///
  /// PyTorch: `torch.topk`.
  ///
  /// - Precondition: `dim` is a dimension of at least `k` elements.
  public final func topk(
    _ k: Int, dim: Int = -1, largest: Bool = true, sorted: Bool = true
  ) -> (values: Tensor, indices: Tensor) {
    let axis = Shape.axis(dim, shape, "topk")
    precondition(
      k >= 0 && k <= extent(axis),
      "topk: there are no \(k) elements in dimension \(axis) of shape \(shape): k must lie in "
        + "0...\(extent(axis))")
    return least(k, axis, descending: largest, isSorted: sorted, "TopkBackward")
  }

  /// The `k`-th smallest element along `dim`, counted from 1, and where it is.
  ///
  /// PyTorch: `torch.kthvalue`.
  ///
  /// - Precondition: `dim` is a dimension of at least `k` elements, and `k` at least 1.
  public final func kthvalue(
    _ k: Int, dim: Int = -1, keepDim: Bool = false
  ) -> (values: Tensor, indices: Tensor) {
    let axis = Shape.axis(dim, shape, "kthvalue")
    precondition(
      k >= 1 && k <= extent(axis),
      "kthvalue: there is no element \(k) in dimension \(axis) of shape \(shape): k must lie in "
        + "1...\(extent(axis))")
    let (values, indices) = least(k, axis, descending: false, isSorted: true, "TopkBackward")
    if ndim == 0 { return (values, indices) }
    let last = (
      values.narrow(dim: axis, start: k - 1, length: 1),
      indices.narrow(dim: axis, start: k - 1, length: 1).clone()
    )
    return keepDim ? last : (last.0.squeeze(axis), last.1.squeeze(axis))
  }

  /// The elements that there are, each once, in ascending order.
  ///
  /// PyTorch: `torch.unique`.
  public final func unique() -> Tensor {
    let values = detach().reshape([count]).sort().values
    return values.maskedSelect(values.differsFromPrevious)
  }

  /// The elements that there are, each once, in ascending order; for each element of this tensor,
  /// which of them it is; and how often each is there. No NaN is equal to another.
  ///
  /// PyTorch: `torch.unique(…, return_inverse=True, return_counts=True)`.
  public final func uniqueWithCounts() -> (values: Tensor, inverse: Tensor, counts: Tensor) {
    let (values, places) = detach().reshape([count]).sort()
    let isFirst = values.differsFromPrevious
    let starts = isFirst.nonzeroPlaces()
    let inverse = Tensor(uninitialized: [count], dtype: .int64)
    inverse.scatter_(dim: 0, index: places, src: isFirst.cumsum(dim: 0) - 1)
    let ends = Tensor.cat([starts.slice(from: 1), Tensor(ints: [count])]).slice(to: starts.count)
    return (
      values.indexSelect(dim: 0, index: starts), inverse.reshape(shape), ends - starts
    )
  }

  /// For each element of a vector, whether it is the first or differs from the one before.
  private var differsFromPrevious: Tensor {
    let out = Tensor.ones([count], dtype: .bool)
    if count > 1 { out.slice(from: 1).copy_(slice(from: 1).ne(slice(to: -1))) }
    return out
  }

  private func least(
    _ k: Int, _ axis: Int, descending: Bool, isSorted: Bool, _ name: StaticString
  ) -> (values: Tensor, indices: Tensor) {
    if dtype.isStorageOnly {
      let (values, indices) = to(dtype.computed)
        .least(k, axis, descending: descending, isSorted: isSorted, name)
      return (values.to(dtype), indices)
    }
    let x = detach().contiguous()
    var (target, k) = (shape, k)
    // A scalar has its one element whatever is asked for, as in PyTorch.
    if ndim > 0 { target[axis] = k } else { k = 1 }
    let values = Tensor(uninitialized: target, dtype: dtype)
    let indices = Tensor(uninitialized: target, dtype: .int64)
    let (outer, inner) = sides(of: axis)
    SortKernel.top(
      x, outer: outer, extent(axis), inner: inner, k, descending: descending, isSorted: isSorted,
      values: values, indices: indices)
    return (movedHere(values, indices, axis, name), indices)
  }

  /// Makes `values`, which were at `indices` along `axis`, a node whose gradient goes back there.
  final func movedHere(
    _ values: Tensor, _ indices: Tensor, _ axis: Int, _ name: StaticString
  ) -> Tensor {
    guard isRecording(self) else { return values }
    let original = shape
    return values.recorded(name, [self], saving: [indices]) { gradient, step in
      let whole = Tensor.zeros(original, dtype: gradient.dtype)
      return [whole.scatterAdd_(dim: axis, index: step.saved[0], src: gradient)]
    }
  }

  /// How many elements the dimensions before and behind `axis` hold.
  final func sides(of axis: Int) -> (outer: Int, inner: Int) {
    (shape.prefix(axis).reduce(1, *), shape.dropFirst(axis + 1).reduce(1, *))
  }
}
