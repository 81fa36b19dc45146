extension Tensor {
  /// Element `index` of the first dimension, without that dimension; negative counts from the end.
  /// A view, as PyTorch's `tensor[i]`. What is assigned is copied there in place.
  ///
  /// PyTorch: `torch.Tensor.__getitem__`, `torch.Tensor.__setitem__`.
  ///
  /// - Precondition: there is such an element.
  public final subscript(index: Int) -> Tensor {
    get { select(dim: 0, index) }
    set { replace([index.tensorIndex], newValue) }
  }

  /// Element `index` of dimension `dim`, without that dimension. A view.
  ///
  /// PyTorch: `torch.select`.
  ///
  /// - Precondition: there are such a dimension and element.
  public final func select(dim: Int, _ index: Int) -> Tensor {
    precondition(ndim > 0, "select: a scalar has no dimension to take an element from")
    let axis = Shape.axis(dim, shape, "select")
    let at = index < 0 ? index + shape[axis] : index
    precondition(
      at >= 0 && at < shape[axis],
      "select: index \(index) is out of range: dimension \(axis) of shape \(shape) has "
        + "\(shape[axis]) elements")
    var (newShape, newStrides) = (shape, strides)
    newShape.remove(at: axis)
    newStrides.remove(at: axis)
    let out = alias(shape: newShape, strides: newStrides, offset: offset + at * strides[axis])
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("SelectBackward", [self]) { gradient, _ in
      [gradient.unsqueeze(axis).padded(to: original, along: axis, from: at)]
    }
  }

  /// The `length` elements of dimension `dim` from `start` on. A view.
  ///
  /// PyTorch: `torch.narrow`.
  ///
  /// - Precondition: they all lie in the dimension.
  public final func narrow(dim: Int, start: Int, length: Int) -> Tensor {
    precondition(ndim > 0, "narrow: a scalar has no dimension to cut")
    let axis = Shape.axis(dim, shape, "narrow")
    precondition(
      start >= 0 && length >= 0 && start <= shape[axis] && length <= shape[axis] - start,
      "narrow: \(length) elements from \(start) do not lie in dimension \(axis) of shape \(shape), "
        + "which has \(shape[axis])")
    var newShape = shape
    newShape[axis] = length
    let out = alias(shape: newShape, strides: strides, offset: offset + start * strides[axis])
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("SliceBackward", [self]) { gradient, _ in
      [gradient.padded(to: original, along: axis, from: start)]
    }
  }

  /// Every `step`-th of the elements `from` ..< `to` of dimension `dim`, as Python's
  /// `from:to:step`: negative bounds count from the end, and what lies beyond the ends is cut off.
  /// A view.
  ///
  /// PyTorch: `torch.Tensor.__getitem__`.
  ///
  /// - Precondition: there is such a dimension, and `step` is at least 1.
  public final func slice(dim: Int = 0, from: Int = 0, to: Int = .max, step: Int = 1) -> Tensor {
    precondition(ndim > 0, "slice: a scalar has no dimension to cut")
    precondition(step > 0, "slice: a step of \(step) leads nowhere: it must be at least 1")
    let axis = Shape.axis(dim, shape, "slice")
    let extent = shape[axis]
    func clamped(_ index: Int) -> Int {
      Swift.min(Swift.max(index < 0 ? index + extent : index, 0), extent)
    }
    let start = clamped(from)
    let length = Swift.max(clamped(to) - start, 0)
    if step == 1 { return narrow(dim: axis, start: start, length: length) }
    return stepped(axis, start, (length - 1) / step + (length > 0 ? 1 : 0), step)
  }

  /// `count` elements of `axis` from `start` on, `step` apart.
  private func stepped(_ axis: Int, _ start: Int, _ count: Int, _ step: Int) -> Tensor {
    let out = window(axis, start, count, step)
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("SliceBackward", [self]) { gradient, _ in
      let whole = Tensor.zeros(original, dtype: gradient.dtype)
      CopyKernel.run(from: gradient, to: whole.window(axis, start, count, step))
      return [whole]
    }
  }

  private func window(_ axis: Int, _ start: Int, _ count: Int, _ step: Int) -> Tensor {
    var (newShape, newStrides) = (shape, strides)
    newShape[axis] = count
    // A step may be longer than memory where one element is left, which no step leaves.
    newStrides[axis] = count > 1 ? strides[axis] * step : strides[axis]
    return alias(shape: newShape, strides: newStrides, offset: offset + start * strides[axis])
  }

  /// These elements in a tensor of shape `whole`, from `start` on along `axis`; zeros before and behind.
  private func padded(to whole: [Int], along axis: Int, from start: Int) -> Tensor {
    let out = Tensor(uninitialized: whole, dtype: dtype)
    let end = start + shape[axis]
    CopyKernel.run(from: self, to: out.narrow(dim: axis, start: start, length: shape[axis]))
    for (from, to) in [(0, start), (end, whole[axis])] where from < to {
      out.narrow(dim: axis, start: from, length: to - from).fillElements(.int(0))
    }
    return out
  }
}
