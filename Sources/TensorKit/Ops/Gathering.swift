extension Tensor {
  /// The elements that `index` names along `dim`: for a matrix and `dim` 1,
  /// `out[i, j] = self[i, index[i, j]]`.
  ///
  /// Shapes: index int64, as many dimensions as this tensor, none longer but `dim` → that of index.
  ///
  /// PyTorch: `torch.gather`.
  ///
  /// - Precondition: every index lies in 0 ..< the extent of `dim`.
  public final func gather(dim: Int, index: Tensor) -> Tensor {
    let axis = Shape.axis(dim, shape, "gather")
    Indices.checkGathered(index, self, axis, "gather")
    let out = Tensor(uninitialized: index.shape, dtype: dtype)
    let isInside = GatherKernel.gather(
      Indices.asVector(self), axis, Indices.asVector(index), into: Indices.asVector(out))
    Indices.check(isInside, index, extent(axis), self, axis, "gather")
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("GatherBackward", [self], saving: [index]) { gradient, step in
      let whole = Tensor.zeros(original, dtype: gradient.dtype)
      return [whole.scatterAdd_(dim: axis, index: step.saved[0], src: gradient)]
    }
  }

  /// The elements that `indices` names along `dim`, as ``argmax(dim:keepDim:)`` and
  /// ``argsort(dim:descending:stable:)`` give them; the other dimensions broadcast.
  ///
  /// PyTorch: `torch.take_along_dim`.
  ///
  /// - Precondition: int64 of as many dimensions, which broadcast but for `dim`; every index lies in
  ///   0 ..< the extent of `dim`.
  public final func takeAlongDim(_ indices: Tensor, dim: Int) -> Tensor {
    let axis = Shape.axis(dim, shape, "takeAlongDim")
    precondition(
      indices.ndim == ndim,
      """
      takeAlongDim: indices of shape \(indices.shape) need as many dimensions as the tensor of \
      shape \(shape)
      """)
    if ndim == 0 { return gather(dim: 0, index: indices) }
    var (own, other) = (shape, indices.shape)
    (own[axis], other[axis]) = (1, 1)
    var common = Shape.broadcast(own, other, "takeAlongDim")
    common[axis] = shape[axis]
    let stretched = expand(common)
    common[axis] = indices.shape[axis]
    return stretched.gather(dim: axis, index: indices.expand(common))
  }

  /// The slices of `dim` that `index` lists, in its order: of a matrix and `dim` 0, rows.
  ///
  /// Shapes: index int64 [n] → this shape with n in the place of `dim`.
  ///
  /// PyTorch: `torch.index_select`.
  ///
  /// - Precondition: every index lies in 0 ..< the extent of `dim`.
  public final func indexSelect(dim: Int, index: Tensor) -> Tensor {
    let axis = Shape.axis(dim, shape, "indexSelect")
    Indices.checkList(index, "indexSelect")
    let ids = index.contiguous()
    Indices.check(
      PlaceKernel.areInside(ids, extent(axis)), index, extent(axis), self, axis, "indexSelect")
    if ndim == 0 {
      precondition(
        ids.count == 1,
        "indexSelect: a scalar has one element, and the index names \(ids.count): give it one")
      return clone()
    }
    var target = shape
    target[axis] = ids.count
    let out = Tensor(uninitialized: target, dtype: dtype)
    let layout = IndexKernel.Layout(shape, strides, axes: axis..<axis + 1, step: strides[axis])
    IndexKernel.take(self, layout, ids, into: out)
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("IndexSelectBackward", [self], saving: [index]) { gradient, step in
      let whole = Tensor.zeros(original, dtype: gradient.dtype)
      return [whole.indexAdd_(dim: axis, index: step.saved[0], source: gradient)]
    }
  }
}

/// Checks that the operations share which take indices as a tensor.
enum Indices {
  static func checkType(_ index: Tensor, _ operation: StaticString) {
    precondition(
      index.dtype == .int64,
      "\(operation): the index is \(index.dtype), and places are counted in int64: convert it with "
        + "to(.int64)")
  }

  /// A list of places: one dimension, or a single number.
  static func checkList(_ index: Tensor, _ operation: StaticString) {
    checkType(index, operation)
    precondition(
      index.ndim <= 1,
      "\(operation): an index of shape \(index.shape) is no list: it must have one dimension")
  }

  /// An index for `gather` and its like.
  static func checkGathered(
    _ index: Tensor, _ x: Tensor, _ axis: Int, _ operation: StaticString
  ) {
    checkType(index, operation)
    precondition(
      Swift.max(index.ndim, 1) == Swift.max(x.ndim, 1),
      """
      \(operation): an index of shape \(index.shape) needs as many dimensions as the tensor of \
      shape \(x.shape)
      """)
    if index.ndim != x.ndim { return }
    for d in index.shape.indices where d != axis {
      precondition(
        index.shape[d] <= x.shape[d],
        """
        \(operation): an index of shape \(index.shape) reaches beyond a tensor of shape \(x.shape) \
        in dimension \(d): only dimension \(axis), the indexed one, may be longer
        """)
    }
  }

  /// Stops with the first index that lies outside 0 ..< extent, if a kernel found one.
  static func check(
    _ isInside: Bool, _ index: Tensor, _ extent: Int, _ x: Tensor, _ axis: Int,
    _ operation: StaticString
  ) {
    if isInside { return }
    let far = index.ints().first { $0 < 0 || $0 >= extent } ?? 0
    preconditionFailure(
      """
      \(operation): index \(far) is out of range: dimension \(axis) of shape \(x.shape) has \
      \(extent) elements, so that indices lie in 0..<\(extent)
      """)
  }

  /// A scalar as a vector of one element: it has no dimension to be indexed.
  static func asVector(_ x: Tensor) -> Tensor {
    x.ndim == 0 ? x.alias(shape: [1], strides: [1], offset: x.offset) : x
  }
}
