extension Tensor {
  /// The sum of all elements, of shape []. Of bool, the number of true ones, as int64. With `dtype`,
  /// of the elements in that type.
  ///
  /// PyTorch: `torch.sum`.
  public final func sum(dtype: DType? = nil) -> Tensor { sum(dim: [], dtype: dtype) }

  /// The sums along dimension `dim`.
  ///
  /// PyTorch: `torch.sum`.
  public final func sum(dim: Int, keepDim: Bool = false, dtype: DType? = nil) -> Tensor {
    sum(dim: [dim], keepDim: keepDim, dtype: dtype)
  }

  /// The sums along the dimensions `dim`, or all if it names none, which vanish or, with `keepDim`,
  /// have extent 1. With `dtype`, the elements are converted first.
  ///
  /// PyTorch: `torch.sum`.
  ///
  /// - Precondition: `dim` names dimensions that there are, each once.
  public final func sum(dim: [Int], keepDim: Bool = false, dtype: DType? = nil) -> Tensor {
    if let dtype, dtype != self.dtype { return convertedSum(dim, keepDim, dtype) }
    if self.dtype.isStorageOnly {
      guard self.dtype.isFloatingPoint else { return to(.int64).sum(dim: dim, keepDim: keepDim) }
      return widened { $0.sum(dim: dim, keepDim: keepDim) }
    }
    let axes = reductionAxes(dim, "sum")
    let out = summedElements(axes).keeping(keepDim, of: shape, axes)
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("SumBackward", [self]) { gradient, _ in
      [gradient.spread(over: original, axes)]
    }
  }

  /// The sum of the elements in another type.
  private func convertedSum(_ dim: [Int], _ keepDim: Bool, _ dtype: DType) -> Tensor {
    if dtype == .bool { return any(dim: dim, keepDim: keepDim) }
    if self.dtype.kind < .floating, dtype == .int64 { return sum(dim: dim, keepDim: keepDim) }
    return to(dtype).sum(dim: dim, keepDim: keepDim)
  }

  /// The mean of all elements, of shape [].
  ///
  /// PyTorch: `torch.mean`.
  ///
  /// - Precondition: floating point values.
  public final func mean() -> Tensor { mean(dim: []) }

  /// The means along dimension `dim`.
  ///
  /// PyTorch: `torch.mean`.
  public final func mean(dim: Int, keepDim: Bool = false) -> Tensor {
    mean(dim: [dim], keepDim: keepDim)
  }

  /// The means along the dimensions `dim`.
  ///
  /// PyTorch: `torch.mean`.
  ///
  /// - Precondition: floating point values, and `dim` names dimensions that there are, each once.
  public final func mean(dim: [Int], keepDim: Bool = false) -> Tensor {
    precondition(
      dtype.isFloatingPoint, "mean: \(dtype) has no mean: convert with to(.float32) first")
    if dtype.isStorageOnly { return widened { $0.mean(dim: dim, keepDim: keepDim) } }
    let axes = reductionAxes(dim, "mean")
    let divisor = Double(axes.reduce(1) { $0 * extent($1) })
    let out = (summedElements(axes) / divisor).keeping(keepDim, of: shape, axes)
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("MeanBackward", [self]) { gradient, _ in
      [(gradient / divisor).spread(over: original, axes)]
    }
  }

  /// The gradient of a stretched operand: the sum over the dimensions it was stretched along.
  final func summed(to target: [Int]) -> Tensor {
    if shape == target { return self }
    if dtype.isStorageOnly { return widened { $0.summed(to: target) } }
    let lead = ndim - target.count
    let axes = shape.indices.filter { $0 < lead || target[$0 - lead] == 1 && shape[$0] != 1 }
    return axes.isEmpty ? reshape(target) : summedElements(axes).reshape(target)
  }

  /// A gradient of the sums along `axes`, given to every element that was summed. A view.
  final func spread(over original: [Int], _ axes: [Int]) -> Tensor {
    var kept = original
    for axis in axes where axis < original.count { kept[axis] = 1 }
    return reshape(kept).expand(original)
  }

  /// The shape of a reduced result: the axes gone, or of extent 1.
  final func keeping(_ keepDim: Bool, of original: [Int], _ axes: [Int]) -> Tensor {
    reshape(Tensor.reducedShape(original, axes, keepDim: keepDim))
  }

  static func reducedShape(_ shape: [Int], _ axes: [Int], keepDim: Bool) -> [Int] {
    if keepDim { return shape.indices.map { axes.contains($0) ? 1 : shape[$0] } }
    return shape.indices.filter { !axes.contains($0) }.map { shape[$0] }
  }

  /// The extent of an axis; a scalar's is 1.
  final func extent(_ axis: Int) -> Int { axis < ndim ? shape[axis] : 1 }

  /// `dim` as sorted axes; no dimension named means all of them, as in PyTorch.
  final func reductionAxes(_ dim: [Int], _ operation: StaticString) -> [Int] {
    if ndim == 0 || dim.isEmpty {
      _ = Shape.axes(dim, shape, operation)
      return Array(0..<Swift.max(ndim, 1))
    }
    return Shape.axes(dim, shape, operation)
  }

  /// The sums along the sorted `axes`, in no graph, of a shape that holds as many elements as the
  /// result.
  final func summedElements(_ axes: [Int]) -> Tensor {
    folded(.sum, axes, to: dtype == .bool ? .int64 : dtype, empty: 0)
  }

  /// The elements along the sorted `axes` made one, in no graph, of a shape that holds as many
  /// elements as the result; `empty` is what nothing makes.
  final func folded(
    _ operation: FoldKernel.Operation, _ axes: [Int], to type: DType, empty: Double
  ) -> Tensor {
    if count == 0 {
      return Tensor.full(
        Tensor.reducedShape(shape, axes, keepDim: false), empty, dtype: type)
    }
    return reduced(axes, to: type) {
      FoldKernel.run(operation, $0, $1, into: $2)
    } again: {
      FoldKernel.run(operation, $0, $1, into: $2)
    }
  }
}
