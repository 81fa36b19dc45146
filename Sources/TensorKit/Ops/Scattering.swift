/// Elements given to the places that an index names: the reverse of ``Tensor/gather(dim:index:)``.
extension Tensor {
  /// This tensor with the elements of `src` at the places that `index` names along `dim`: for a
  /// matrix and `dim` 1, `out[i, index[i, j]] = src[i, j]`. Of several that go to one place, one
  /// stays.
  ///
  /// Shapes: index int64 and src, as many dimensions as this tensor; src no shorter than index.
  ///
  /// PyTorch: `torch.scatter`.
  ///
  /// - Precondition: `src` is of this type; every index lies in 0 ..< the extent of `dim`.
  public final func scatter(dim: Int, index: Tensor, src: Tensor) -> Tensor {
    scattered(dim, index, src, adds: false, "scatter", "ScatterBackward")
  }

  /// This tensor with `value` at the places that `index` names along `dim`.
  ///
  /// PyTorch: `torch.scatter`.
  ///
  /// - Precondition: every index lies in 0 ..< the extent of `dim`.
  public final func scatter(dim: Int, index: Tensor, value: some TensorScalar) -> Tensor {
    scatter(dim: dim, index: index, src: stretched(value.scalar, over: index, "scatter"))
  }

  /// This tensor with the elements of `src` added at the places that `index` names along `dim`: for
  /// a matrix and `dim` 1, `out[i, index[i, j]] += src[i, j]`.
  ///
  /// Shapes: index int64 and src, as many dimensions as this tensor; src no shorter than index.
  ///
  /// PyTorch: `torch.scatter_add`.
  ///
  /// - Precondition: `src` is of this type; every index lies in 0 ..< the extent of `dim`.
  public final func scatterAdd(dim: Int, index: Tensor, src: Tensor) -> Tensor {
    scattered(dim, index, src, adds: true, "scatterAdd", "ScatterAddBackward")
  }

  /// As ``scatter(dim:index:src:)``, in place.
  ///
  /// PyTorch: `torch.Tensor.scatter_`.
  @discardableResult
  public final func scatter_(dim: Int, index: Tensor, src: Tensor) -> Tensor {
    changing("scatter_", with: src) { x in
      if x.isRecordedHere || isRecording(src) { return x.scatter(dim: dim, index: index, src: src) }
      x.write(dim, index, src, adds: false, "scatter_")
      return x
    }
  }

  /// As ``scatter(dim:index:value:)``, in place.
  ///
  /// PyTorch: `torch.Tensor.scatter_`.
  @discardableResult
  public final func scatter_(dim: Int, index: Tensor, value: some TensorScalar) -> Tensor {
    scatter_(dim: dim, index: index, src: stretched(value.scalar, over: index, "scatter_"))
  }

  /// As ``scatterAdd(dim:index:src:)``, in place.
  ///
  /// PyTorch: `torch.Tensor.scatter_add_`.
  @discardableResult
  public final func scatterAdd_(dim: Int, index: Tensor, src: Tensor) -> Tensor {
    changing("scatterAdd_", with: src) { x in
      if x.isRecordedHere || isRecording(src) {
        return x.scatterAdd(dim: dim, index: index, src: src)
      }
      x.write(dim, index, src, adds: true, "scatterAdd_")
      return x
    }
  }

  private func scattered(
    _ dim: Int, _ index: Tensor, _ src: Tensor, adds: Bool, _ operation: StaticString,
    _ name: StaticString
  ) -> Tensor {
    let out = detach().clone()
    out.write(dim, index, src, adds: adds, operation)
    guard isRecording(self, src) else { return out }
    let (axis, shapeOfSrc) = (Shape.axis(dim, shape, operation), src.shape)
    return out.recorded(name, [self, src], saving: [index]) { gradient, step in
      let index = step.saved[0]
      return [
        step.ifNeeded(0) {
          adds ? gradient : gradient.scatter(dim: axis, index: index, value: 0)
        },
        step.ifNeeded(1) {
          let read = gradient.gather(dim: axis, index: index)
          return read.shape == shapeOfSrc ? read : read.padded(to: shapeOfSrc)
        },
      ]
    }
  }

  /// Writes `src` to this tensor's elements, without touching version or graph.
  private func write(
    _ dim: Int, _ index: Tensor, _ src: Tensor, adds: Bool, _ operation: StaticString
  ) {
    let axis = Shape.axis(dim, shape, operation)
    Indices.checkGathered(index, self, axis, operation)
    precondition(
      src.dtype == dtype,
      "\(operation): src is \(src.dtype), and the tensor \(dtype): convert src with to(.\(dtype))")
    precondition(
      Swift.max(src.ndim, 1) == Swift.max(index.ndim, 1)
        && (src.ndim != index.ndim
          || index.shape.indices.allSatisfy { index.shape[$0] <= src.shape[$0] }),
      """
      \(operation): an index of shape \(index.shape) needs a src of as many dimensions, none \
      shorter, and this is of shape \(src.shape)
      """)
    if adds && dtype.isStorageOnly {
      let wide = detach().to(dtype.computed)
      wide.write(dim, index, src.detach().to(dtype.computed), adds: true, operation)
      return CopyKernel.run(from: wide.to(dtype), to: self)
    }
    let (x, ids) = (Indices.asVector(self), Indices.asVector(index))
    // What is read must not change meanwhile.
    let from = Indices.asVector(src.storage === storage ? src.detach().clone() : src)
    let isInside =
      adds
      ? GatherKernel.scatterAdd(from, axis, ids, to: x)
      : GatherKernel.scatter(from, axis, ids, to: x)
    Indices.check(isInside, index, extent(axis), self, axis, operation)
  }

  /// One element for every place of an index. A view.
  private func stretched(
    _ value: Scalar, over index: Tensor, _ operation: StaticString
  ) -> Tensor {
    Tensor.single(value, dtype, for: operation).expand(index.shape)
  }

  /// This gradient of the first elements along each dimension, with zeros for the rest.
  private func padded(to target: [Int]) -> Tensor {
    let whole = Tensor.zeros(target, dtype: dtype)
    let part = shape.indices.reduce(whole) { $0.narrow(dim: $1, start: 0, length: shape[$1]) }
    CopyKernel.run(from: self, to: part)
    return whole
  }
}

/// Slices given to the places along one dimension that a list names: the reverse of
/// ``Tensor/indexSelect(dim:index:)``.
extension Tensor {
  /// This tensor with alpha · the slices of `source` added to those slices of `dim` that `index`
  /// lists: for a matrix and `dim` 0, `out[index[i]] += alpha·source[i]`.
  ///
  /// Shapes: index int64 [n]; source as this tensor, with n in the place of `dim`.
  ///
  /// PyTorch: `torch.index_add`.
  ///
  /// - Precondition: `source` is of this type; every index lies in 0 ..< the extent of `dim`.
  public final func indexAdd(dim: Int, index: Tensor, source: Tensor, alpha: some TensorScalar = 1)
    -> Tensor
  {
    let out = detach().clone()
    out.addSlices(dim, index, source, alpha.scalar, "indexAdd")
    guard isRecording(self, source) else { return out }
    let (axis, shapeOfSource) = (Shape.axis(dim, shape, "indexAdd"), source.shape)
    return out.recorded("IndexAddBackward", [self, source], saving: [index]) { gradient, step in
      [
        step.ifNeeded(0) { gradient },
        step.ifNeeded(1) {
          let read = gradient.indexSelect(dim: axis, index: step.saved[0]).reshape(shapeOfSource)
          return alpha.scalar.double == 1 ? read : read * alpha
        },
      ]
    }
  }

  /// As ``indexAdd(dim:index:source:alpha:)``, in place.
  ///
  /// PyTorch: `torch.Tensor.index_add_`.
  @discardableResult
  public final func indexAdd_(
    dim: Int, index: Tensor, source: Tensor, alpha: some TensorScalar = 1
  ) -> Tensor {
    changing("indexAdd_", with: source) { x in
      if x.isRecordedHere || isRecording(source) {
        return x.indexAdd(dim: dim, index: index, source: source, alpha: alpha)
      }
      x.addSlices(dim, index, source, alpha.scalar, "indexAdd_")
      return x
    }
  }

  private func addSlices(
    _ dim: Int, _ index: Tensor, _ source: Tensor, _ alpha: Scalar, _ operation: StaticString
  ) {
    let axis = Shape.axis(dim, shape, operation)
    Indices.checkList(index, operation)
    precondition(
      source.dtype == dtype,
      """
      \(operation): source is \(source.dtype), and the tensor \(dtype): convert source with \
      to(.\(dtype))
      """)
    var expected = shape.isEmpty ? [1] : shape
    expected[axis] = index.count
    precondition(
      source.shape == expected || shape.isEmpty && source.shape.isEmpty && index.count == 1,
      """
      \(operation): with an index of \(index.count) places along dimension \(axis) of shape \
      \(shape), source must be of shape \(expected), and is of shape \(source.shape)
      """)
    precondition(
      dtype.isFloatingPoint || !alpha.dtype.isFloatingPoint,
      "\(operation): the factor \(alpha.double) of values of \(dtype) must be a whole number")
    if dtype.isStorageOnly {
      let (wide, slices) = (detach().to(dtype.computed), source.detach().to(dtype.computed))
      wide.addSlices(dim, index, slices, alpha, operation)
      return CopyKernel.run(from: wide.to(dtype), to: self)
    }
    let ids = index.contiguous()
    Indices.check(
      PlaceKernel.areInside(ids, extent(axis)), index, extent(axis), self, axis, operation)
    let x = Indices.asVector(self)
    let scaled = alpha.double == 1 ? source.detach() : source.detach() * alpha
    let slices = scaled.storage === storage ? scaled.clone() : scaled.contiguous()
    let layout = IndexKernel.Layout(
      x.shape, x.strides, axes: axis..<axis + 1, step: x.strides[axis])
    IndexKernel.add(slices, layout, ids, to: x)
  }
}
