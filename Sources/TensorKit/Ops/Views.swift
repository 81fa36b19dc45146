/// Other windows on the same elements. Nothing is copied, but where ``reshape(_:)-([Int])`` must.
extension Tensor {
  /// The elements in another shape of as many; one extent may be −1, and is what is left.
  /// A view where the strides allow it, a copy where not.
  ///
  /// PyTorch: `torch.reshape`.
  ///
  /// - Precondition: the shape holds as many elements.
  public final func reshape(_ shape: [Int]) -> Tensor {
    let target = Shape.resolve(shape, count: count, "reshape")
    if target == self.shape { return self }
    if let strides = strides(viewedAs: target) { return reshaped(target, strides) }
    return contiguous().reshape(target)
  }

  /// As ``reshape(_:)-([Int])``, with the extents one by one.
  ///
  /// PyTorch: `torch.reshape`.
  public final func reshape(_ dims: Int...) -> Tensor { reshape(dims) }

  /// As ``reshape(_:)-([Int])``, but never a copy.
  ///
  /// PyTorch: `torch.Tensor.view`.
  ///
  /// - Precondition: the shape holds as many elements, and the strides allow it.
  public final func view(_ shape: [Int]) -> Tensor {
    let target = Shape.resolve(shape, count: count, "view")
    guard let strides = strides(viewedAs: target) else {
      preconditionFailure(
        """
        view: a tensor of shape \(self.shape) and strides \(self.strides) has no view of shape \
        \(target), as its elements are not in that order in memory: use reshape, which copies
        """)
    }
    return reshaped(target, strides)
  }

  /// As ``view(_:)-([Int])``, with the extents one by one.
  ///
  /// PyTorch: `torch.Tensor.view`.
  public final func view(_ dims: Int...) -> Tensor { view(dims) }

  /// One dimension, in place of all or of those from `startDim` to `endDim`.
  ///
  /// PyTorch: `torch.flatten`.
  ///
  /// - Precondition: there are such dimensions, in this order.
  public final func flatten(_ startDim: Int = 0, _ endDim: Int = -1) -> Tensor {
    if ndim == 0 { return reshape([1]) }
    let start = Shape.axis(startDim, shape, "flatten")
    let end = Shape.axis(endDim, shape, "flatten")
    precondition(start <= end, "flatten: startDim \(startDim) lies behind endDim \(endDim)")
    let merged = shape[start...end].reduce(1, *)
    return reshape(shape[..<start] + [merged] + shape[(end + 1)...])
  }

  /// Without the dimensions of extent 1, or without `dim` if its extent is 1.
  ///
  /// PyTorch: `torch.squeeze`.
  ///
  /// - Precondition: `dim` is a dimension.
  public final func squeeze(_ dim: Int? = nil) -> Tensor {
    let only = dim.map { Shape.axis($0, shape, "squeeze") }
    let kept = shape.indices.filter { shape[$0] != 1 || only != nil && $0 != only }
    if kept.count == ndim { return self }
    return reshaped(kept.map { shape[$0] }, kept.map { strides[$0] })
  }

  /// With a new dimension of extent 1 at `dim`; −1 is after the last. `torch.unsqueeze`.
  ///
  /// PyTorch: `torch.unsqueeze`.
  ///
  /// - Precondition: `dim` lies in −ndim − 1 ... ndim.
  public final func unsqueeze(_ dim: Int) -> Tensor {
    let at = dim < 0 ? dim + ndim + 1 : dim
    precondition(
      at >= 0 && at <= ndim,
      "unsqueeze: \(dim) is no place for a dimension in shape \(shape): use \(-ndim - 1)...\(ndim)")
    var (newShape, newStrides) = (shape, strides)
    newStrides.insert(at < ndim ? shape[at] * strides[at] : 1, at: at)
    newShape.insert(1, at: at)
    return reshaped(newShape, newStrides)
  }

  /// Two dimensions exchanged, the last two unless said otherwise. A view.
  ///
  /// PyTorch: `torch.transpose`, `torch.Tensor.mT`.
  ///
  /// - Precondition: there are such dimensions.
  public final func transposed(_ dim0: Int = -2, _ dim1: Int = -1) -> Tensor {
    let (a, b) = (
      Shape.axis(dim0, shape, "transposed"), Shape.axis(dim1, shape, "transposed")
    )
    if a == b { return self }
    var (newShape, newStrides) = (shape, strides)
    newShape.swapAt(a, b)
    newStrides.swapAt(a, b)
    let out = alias(shape: newShape, strides: newStrides, offset: offset)
    guard isRecording(self) else { return out }
    return out.recorded("TransposeBackward", [self]) { gradient, _ in
      [gradient.transposed(a, b)]
    }
  }

  /// The transpose of a matrix: [m, n] → [n, m]. A view.
  ///
  /// PyTorch: `torch.Tensor.T`.
  ///
  /// - Precondition: there are two dimensions.
  public final var T: Tensor {
    precondition(
      ndim == 2, "T: shape \(shape) is no matrix; use transposed(a, b) to say which dimensions")
    return transposed(0, 1)
  }

  /// The dimensions in another order: dimension i of the result is `dims[i]` of this tensor.
  /// A view.
  ///
  /// PyTorch: `torch.permute`.
  ///
  /// - Precondition: every dimension is named once.
  public final func permute(_ dims: [Int]) -> Tensor {
    let order = dims.map { Shape.axis($0, shape, "permute") }
    precondition(
      order.sorted() == Array(0..<ndim),
      "permute: \(dims) does not name each dimension of shape \(shape) once")
    let out = alias(
      shape: order.map { shape[$0] }, strides: order.map { strides[$0] }, offset: offset)
    guard isRecording(self) else { return out }
    return out.recorded("PermuteBackward", [self]) { gradient, _ in
      var inverse = order
      for (to, from) in order.enumerated() { inverse[from] = to }
      return [gradient.permute(inverse)]
    }
  }

  /// As ``permute(_:)-([Int])``, with the dimensions one by one.
  ///
  /// PyTorch: `torch.permute`.
  public final func permute(_ dims: Int...) -> Tensor { permute(dims) }

  /// Stretched to a shape it broadcasts to, without a copy; −1 keeps an extent. A view, as
  /// `torch.Tensor.expand`.
  ///
  /// PyTorch: `torch.Tensor.expand`.
  ///
  /// - Precondition: counted from the end, each extent is equal, or 1 here.
  public final func expand(_ shape: [Int]) -> Tensor {
    let lead = shape.count - ndim
    var target = shape
    for d in shape.indices where d >= lead && shape[d] == -1 { target[d] = self.shape[d - lead] }
    if target == self.shape { return self }
    precondition(
      lead >= 0 && target.allSatisfy { $0 >= 0 }
        && self.shape.indices.allSatisfy { [1, target[lead + $0]].contains(self.shape[$0]) },
      """
      expand: shape \(self.shape) does not stretch to \(shape): counted from the end, each extent \
      must be equal or 1
      """)
    let out = alias(
      shape: target, strides: Shape.broadcastStrides(self.shape, strides, to: target),
      offset: offset)
    guard isRecording(self) else { return out }
    let original = self.shape
    return out.recorded("ExpandBackward", [self]) { gradient, _ in
      [gradient.summed(to: original)]
    }
  }

  /// As ``expand(_:)-([Int])``, with the extents one by one.
  ///
  /// PyTorch: `torch.Tensor.expand`.
  public final func expand(_ dims: Int...) -> Tensor { expand(dims) }

  private func reshaped(_ target: [Int], _ strides: [Int]) -> Tensor {
    let out = alias(shape: target, strides: strides, offset: offset)
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("ViewBackward", [self]) { gradient, _ in [gradient.reshape(original)] }
  }

  /// The strides under which the same memory has shape `target`, if there are any.
  private func strides(viewedAs target: [Int]) -> [Int]? {
    if isContiguous || count == 0 { return Shape.contiguousStrides(target) }
    // Dimensions that lie dense in each other form a run; each run is split up anew.
    var result = [Int](repeating: 1, count: target.count)
    var to = target.count - 1
    var (runCount, runStride) = (1, strides.last ?? 1)
    for d in stride(from: ndim - 1, through: 0, by: -1) {
      runCount *= shape[d]
      let isEnd = d == 0 || shape[d - 1] != 1 && strides[d - 1] != runCount * runStride
      guard isEnd else { continue }
      var filled = 1
      while to >= 0, filled < runCount || target[to] == 1 {
        result[to] = filled * runStride
        filled *= target[to]
        to -= 1
      }
      if filled != runCount { return nil }
      if d > 0 { (runCount, runStride) = (1, strides[d - 1]) }
    }
    return to < 0 ? result : nil
  }
}
