/// The same elements in another order, or several times.
extension Tensor {
  /// The order along each of `dims` reversed. A copy.
  ///
  /// PyTorch: `torch.flip`.
  ///
  /// - Precondition: `dims` names dimensions, each once.
  public final func flip(_ dims: Int...) -> Tensor { flip(dims) }

  /// As ``flip(_:)-(Int...)``.
  ///
  /// PyTorch: `torch.flip`.
  public final func flip(_ dims: [Int]) -> Tensor {
    let axes = ndim == 0 ? [] : Shape.axes(dims, shape, "flip")
    let out = Tensor(uninitialized: shape, dtype: dtype)
    if count > 0 { FlipKernel.run(self, axes, into: out) }
    guard isRecording(self) else { return out }
    return out.recorded("FlipBackward", [self]) { gradient, _ in [gradient.flip(axes)] }
  }

  /// The elements moved on by `shift` places along `dim`; what leaves at one end comes in at the
  /// other. Without `dim`, in row-major order over all dimensions.
  ///
  /// PyTorch: `torch.roll`.
  ///
  /// - Precondition: `dim` is a dimension.
  public final func roll(_ shift: Int, dim: Int? = nil) -> Tensor {
    guard let dim else { return flatten().roll([shift], dims: [0]).reshape(shape) }
    return roll([shift], dims: [dim])
  }

  /// As ``roll(_:dim:)``, along several dimensions.
  ///
  /// PyTorch: `torch.roll`.
  ///
  /// - Precondition: a shift for each of `dims`.
  public final func roll(_ shifts: [Int], dims: [Int]) -> Tensor {
    precondition(
      shifts.count == dims.count,
      "roll: \(shifts.count) shifts for \(dims.count) dimensions: give one for each")
    let axes = dims.map { Shape.axis($0, shape, "roll") }
    if ndim == 0 { return clone() }
    var out = detach()
    for (shift, axis) in zip(shifts, axes) { out = out.rolled(shift, axis) }
    if out.storage === storage { out = out.clone() }
    guard isRecording(self) else { return out }
    return out.recorded("RollBackward", [self]) { gradient, _ in
      [gradient.roll(shifts.map { -$0 }, dims: axes)]
    }
  }

  private func rolled(_ shift: Int, _ axis: Int) -> Tensor {
    let extent = shape[axis]
    if extent == 0 { return self }
    let start = (shift % extent + extent) % extent
    let out = Tensor(uninitialized: shape, dtype: dtype)
    CopyKernel.run(
      from: narrow(dim: axis, start: 0, length: extent - start),
      to: out.narrow(dim: axis, start: start, length: extent - start))
    CopyKernel.run(
      from: narrow(dim: axis, start: extent - start, length: start),
      to: out.narrow(dim: axis, start: 0, length: start))
    return out
  }

  /// The whole tensor `dims[d]` times along each dimension; the dimensions align at the last.
  ///
  /// PyTorch: `torch.tile`, `torch.Tensor.repeat`.
  ///
  /// - Precondition: no number is negative.
  public final func tile(_ dims: Int...) -> Tensor { tile(dims) }

  /// As ``tile(_:)-(Int...)``.
  ///
  /// PyTorch: `torch.tile`, `torch.Tensor.repeat`.
  public final func tile(_ dims: [Int]) -> Tensor {
    precondition(
      dims.allSatisfy { $0 >= 0 }, "tile: \(dims) holds a negative number of times: use 0 or more")
    let rank = Swift.max(ndim, dims.count)
    let extents = [Int](repeating: 1, count: rank - ndim) + shape
    let times = [Int](repeating: 1, count: rank - dims.count) + dims
    let apart = reshape(extents.flatMap { [1, $0] })
    let repeated = apart.expand(zip(times, extents).flatMap { [$0, $1] })
    return repeated.reshape(zip(times, extents).map { $0 * $1 })
  }

  /// Each element `repeats` times in a row along `dim`; without `dim`, of all elements as a vector.
  ///
  /// PyTorch: `torch.repeat_interleave`.
  ///
  /// - Precondition: `repeats` is not negative.
  public final func repeatInterleave(_ repeats: Int, dim: Int? = nil) -> Tensor {
    precondition(
      repeats >= 0, "repeatInterleave: \(repeats) is no number of times: use 0 or more")
    guard let dim, ndim > 0 else { return reshape([count]).repeated(repeats, 0) }
    return repeated(repeats, Shape.axis(dim, shape, "repeatInterleave"))
  }

  private func repeated(_ repeats: Int, _ axis: Int) -> Tensor {
    var (apart, target) = (shape, shape)
    apart.insert(repeats, at: axis + 1)
    target[axis] *= repeats
    let out = Tensor(uninitialized: target, dtype: dtype)
    RepeatKernel.run(
      detach().contiguous(), width: sides(of: axis).inner, times: repeats, into: out)
    guard isRecording(self) else { return out }
    return out.recorded("RepeatInterleaveBackward", [self]) { gradient, _ in
      [gradient.reshape(apart).sum(dim: axis + 1)]
    }
  }

  /// Element i of `dim` `repeats[i]` times in a row; without `dim`, of all elements as a vector.
  ///
  /// PyTorch: `torch.repeat_interleave`.
  ///
  /// - Precondition: int64 numbers, none negative: one for each element of `dim`, or a single one.
  public final func repeatInterleave(_ repeats: Tensor, dim: Int? = nil) -> Tensor {
    guard let dim, ndim > 0 else {
      return reshape([count]).repeatInterleaveVector(repeats, 0)
    }
    return repeatInterleaveVector(repeats, Shape.axis(dim, shape, "repeatInterleave"))
  }

  private func repeatInterleaveVector(_ repeats: Tensor, _ axis: Int) -> Tensor {
    Indices.checkList(repeats, "repeatInterleave")
    let times = repeats.ints()
    if times.count == 1 { return repeatInterleave(times[0], dim: axis) }
    precondition(
      times.count == shape[axis],
      """
      repeatInterleave: \(times.count) numbers of times for the \(shape[axis]) elements of \
      dimension \(axis) of shape \(shape): give one for each
      """)
    precondition(
      times.allSatisfy { $0 >= 0 },
      "repeatInterleave: \(times) holds a negative number of times: use 0 or more")
    let places = times.enumerated().flatMap { [Int](repeating: $0.offset, count: $0.element) }
    return indexSelect(dim: axis, index: Tensor(ints: places))
  }
}
