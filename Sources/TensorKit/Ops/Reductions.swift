extension Tensor {
  /// The sum of all elements, of shape []. Of bool, the number of true ones, as
  /// int64.
  ///
  /// PyTorch: `torch.sum`.
  public final func sum() -> Tensor {
    sum(dim: Array(0..<ndim))
  }

  /// The sums along dimension `dim`.
  ///
  /// PyTorch: `torch.sum`.
  public final func sum(dim: Int, keepDim: Bool = false) -> Tensor {
    sum(dim: [dim], keepDim: keepDim)
  }

  /// The sums along the dimensions `dim`, which vanish or, with `keepDim`, have extent 1, as
  /// `torch.sum`.
  ///
  /// PyTorch: `torch.sum`.
  ///
  /// - Precondition: `dim` names dimensions that there are, each once.
  public final func sum(dim: [Int], keepDim: Bool = false) -> Tensor {
    let axes = Shape.axes(dim, shape, "sum")
    if dtype.isFloatingPoint && dtype.isStorageOnly {
      return widened { $0.sum(dim: dim, keepDim: keepDim) }
    }
    let x = dtype.isFloatingPoint ? self : to(.int64)
    let out = x.summedElements(axes).keeping(keepDim, of: shape, axes)
    guard isRecording(x) else { return out }
    let original = shape
    return out.recorded("SumBackward", [x]) { gradient, _ in
      [gradient.spread(over: original, axes)]
    }
  }

  /// The mean of all elements, of shape [].
  ///
  /// PyTorch: `torch.mean`.
  ///
  /// - Precondition: floating point values.
  public final func mean() -> Tensor { mean(dim: Array(0..<ndim)) }

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
    let axes = Shape.axes(dim, shape, "mean")
    let divisor = Float(axes.reduce(1) { $0 * extent($1) })
    let out = (summedElements(axes) / divisor).keeping(keepDim, of: shape, axes)
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("MeanBackward", [self]) { gradient, _ in
      [(gradient / divisor).spread(over: original, axes)]
    }
  }

  /// The variance of all elements, of shape [].
  ///
  /// PyTorch: `torch.var`.
  ///
  /// - Precondition: floating point values.
  public final func variance(unbiased: Bool = true) -> Tensor {
    variance(dim: Array(0..<ndim), unbiased: unbiased)
  }

  /// The variances along dimension `dim`.
  ///
  /// PyTorch: `torch.var`.
  public final func variance(dim: Int, unbiased: Bool = true, keepDim: Bool = false) -> Tensor {
    variance(dim: [dim], unbiased: unbiased, keepDim: keepDim)
  }

  /// The mean squared distance from the mean along the dimensions `dim`; `unbiased` divides by
  /// n − 1 in place of n.
  ///
  /// PyTorch: `torch.var`.
  ///
  /// - Precondition: floating point values, and `dim` names dimensions that there are, each once.
  public final func variance(dim: [Int], unbiased: Bool = true, keepDim: Bool = false) -> Tensor {
    precondition(
      dtype.isFloatingPoint, "variance: \(dtype) has none: convert with to(.float32) first")
    let axes = Shape.axes(dim, shape, "variance")
    let n = axes.reduce(1) { $0 * extent($1) }
    let divisor = Float(unbiased ? Swift.max(n - 1, 0) : n)
    let x = detach()
    let centred = x - x.mean(dim: axes, keepDim: true)
    let out = ((centred * centred).summedElements(axes) / divisor).keeping(keepDim, of: shape, axes)
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("VarBackward", [self], saving: [centred]) { gradient, step in
      [step.saved[0] * (gradient * 2 / divisor).spread(over: original, axes)]
    }
  }

  /// The gradient of a stretched operand: the sum over the dimensions it was stretched along.
  final func summed(to target: [Int]) -> Tensor {
    if shape == target { return self }
    let lead = ndim - target.count
    let axes = shape.indices.filter { $0 < lead || target[$0 - lead] == 1 && shape[$0] != 1 }
    return summedElements(axes).reshape(target)
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

  /// The sums along the sorted `axes`, in no graph, of a shape that holds as many elements as the
  /// result. Neighbouring axes are summed as one.
  private func summedElements(_ axes: [Int]) -> Tensor {
    var x = isContiguous ? self : detach().contiguous()
    var end = axes.count
    while end > 0 {
      var start = end - 1
      while start > 0 && axes[start - 1] == axes[start] - 1 { start -= 1 }
      x = x.summed(from: axes[start], through: axes[end - 1])
      end = start
    }
    return x === self ? clone().detach() : x
  }

  private func summed(from first: Int, through last: Int) -> Tensor {
    if ndim == 0 { return detach() }
    let outer = shape[..<first].reduce(1, *)
    let inner = shape[(last + 1)...].reduce(1, *)
    let out = Tensor(
      uninitialized: Array(shape[..<first] + shape[(last + 1)...]), dtype: dtype)
    SumKernel.run(self, outer: outer, shape[first...last].reduce(1, *), inner: inner, into: out)
    return out
  }
}
