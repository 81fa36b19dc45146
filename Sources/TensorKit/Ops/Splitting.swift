/// A tensor taken apart along a dimension. The parts are views.
extension Tensor {
  /// The slices of `dim`, without that dimension.
  ///
  /// PyTorch: `torch.unbind`.
  ///
  /// - Precondition: there is such a dimension.
  public final func unbind(dim: Int = 0) -> [Tensor] {
    let axis = partedAxis(dim, "unbind")
    return (0..<shape[axis]).map { select(dim: axis, $0) }
  }

  /// Parts of `size` along `dim`; the last one may be shorter.
  ///
  /// PyTorch: `torch.split`.
  ///
  /// - Precondition: `size` is at least 1, or 0 for an empty dimension.
  public final func split(_ size: Int, dim: Int = 0) -> [Tensor] {
    let axis = partedAxis(dim, "split")
    let extent = shape[axis]
    precondition(
      size > 0 || size == 0 && extent == 0,
      "split: parts of \(size) never make up the \(extent) elements of dimension \(axis) of shape "
        + "\(shape): use a size of at least 1")
    if extent == 0 { return [narrow(dim: axis, start: 0, length: 0)] }
    return stride(from: 0, to: extent, by: size).map {
      narrow(dim: axis, start: $0, length: Swift.min(size, extent - $0))
    }
  }

  /// Parts of these sizes along `dim`.
  ///
  /// PyTorch: `torch.split`.
  ///
  /// - Precondition: no size is negative, and together they make up the dimension.
  public final func split(_ sizes: [Int], dim: Int = 0) -> [Tensor] {
    let axis = partedAxis(dim, "split")
    precondition(
      sizes.allSatisfy { $0 >= 0 } && sizes.reduce(0, +) == shape[axis],
      """
      split: sizes \(sizes) do not make up dimension \(axis) of shape \(shape): none may be \
      negative, and their sum must be \(shape[axis])
      """)
    var start = 0
    return sizes.map { size in
      defer { start += size }
      return narrow(dim: axis, start: start, length: size)
    }
  }

  /// As many parts along `dim` as asked for, of one size but for the last; fewer where that size
  /// makes up the dimension sooner.
  ///
  /// PyTorch: `torch.chunk`.
  ///
  /// - Precondition: `chunks` is at least 1.
  public final func chunk(_ chunks: Int, dim: Int = 0) -> [Tensor] {
    let axis = partedAxis(dim, "chunk")
    precondition(chunks > 0, "chunk: a tensor does not fall into \(chunks) parts: use at least 1")
    let size = (shape[axis] + chunks - 1) / chunks
    if size == 0 { return split([Int](repeating: 0, count: chunks), dim: axis) }
    return split(size, dim: axis)
  }

  /// Exactly `sections` parts along `dim`; the first ones are one longer where it does not divide.
  ///
  /// PyTorch: `torch.tensor_split`.
  ///
  /// - Precondition: `sections` is at least 1.
  public final func tensorSplit(_ sections: Int, dim: Int = 0) -> [Tensor] {
    let axis = partedAxis(dim, "tensorSplit")
    precondition(
      sections > 0, "tensorSplit: a tensor does not fall into \(sections) parts: use at least 1")
    let (size, longer) = shape[axis].quotientAndRemainder(dividingBy: sections)
    return split((0..<sections).map { size + ($0 < longer ? 1 : 0) }, dim: axis)
  }

  /// Parts along `dim` that end before each of `indices`, and one with the rest. As slices: negative
  /// indices count from the end, and what lies beyond the ends is cut off.
  ///
  /// PyTorch: `torch.tensor_split`.
  ///
  /// - Precondition: there is such a dimension.
  public final func tensorSplit(_ indices: [Int], dim: Int = 0) -> [Tensor] {
    let axis = partedAxis(dim, "tensorSplit")
    return zip([0] + indices, indices + [.max]).map { slice(dim: axis, from: $0, to: $1) }
  }

  private func partedAxis(_ dim: Int, _ operation: StaticString) -> Int {
    precondition(
      ndim > 0, "\(operation): a scalar has no dimension to be taken apart along")
    return Shape.axis(dim, shape, operation)
  }
}
