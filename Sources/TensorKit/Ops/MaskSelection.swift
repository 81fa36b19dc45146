/// Elements chosen by a mask, in row-major order: as many as the mask has true ones.
extension Tensor {
  /// The elements where the bool tensor `mask` is true, as a vector.
  ///
  /// PyTorch: `torch.masked_select`.
  ///
  /// - Precondition: the mask is bool, and its shape and this one broadcast.
  public final func maskedSelect(_ mask: Tensor) -> Tensor {
    Tensor.checkMask(mask, "maskedSelect")
    let target = Shape.broadcast(shape, mask.shape, "maskedSelect")
    let (x, dense) = (expand(target), mask.expand(target).contiguous())
    let counts = MaskSelectionKernel.Counts(dense)
    let out = Tensor(uninitialized: [counts.total], dtype: dtype)
    MaskSelectionKernel.select(x.detach().contiguous(), dense, counts, into: out)
    guard isRecording(x) else { return out }
    return out.recorded("MaskedSelectBackward", [x], saving: [dense]) { gradient, step in
      let whole = Tensor.zeros(target, dtype: gradient.dtype)
      MaskSelectionKernel.spread(gradient.contiguous(), step.saved[0], counts, to: whole)
      return [whole]
    }
  }

  /// This tensor with the first elements of `source` where the bool tensor `mask` is true, in
  /// row-major order.
  ///
  /// PyTorch: `torch.Tensor.masked_scatter`.
  ///
  /// - Precondition: the mask is bool, and its shape and this one broadcast; `source` is of this
  ///   type and has at least as many elements as the mask true ones.
  public final func maskedScatter(_ mask: Tensor, _ source: Tensor) -> Tensor {
    Tensor.checkMask(mask, "maskedScatter")
    let target = Shape.broadcast(shape, mask.shape, "maskedScatter")
    precondition(
      source.dtype == dtype,
      """
      maskedScatter: source is \(source.dtype), and the tensor \(dtype): convert source with \
      to(.\(dtype))
      """)
    let (x, dense) = (expand(target), mask.expand(target).contiguous())
    let counts = MaskSelectionKernel.Counts(dense)
    precondition(
      source.count >= counts.total,
      """
      maskedScatter: the mask has \(counts.total) true elements, and source of shape \
      \(source.shape) holds only \(source.count)
      """)
    let out = x.detach().clone()
    MaskSelectionKernel.spread(source.detach().contiguous(), dense, counts, to: out)
    guard isRecording(x, source) else { return out }
    let shapeOfSource = source.shape
    return out.recorded("MaskedScatterBackward", [x, source], saving: [dense]) { gradient, step in
      let mask = step.saved[0]
      return [
        step.ifNeeded(0) { gradient.maskedFill(mask, 0) },
        step.ifNeeded(1) {
          let whole = Tensor.zeros(shapeOfSource, dtype: gradient.dtype)
          MaskSelectionKernel.select(gradient.contiguous(), mask, counts, into: whole)
          return whole
        },
      ]
    }
  }

  /// Where the elements that are not 0 lie, in row-major order: row i is the index of the i-th.
  ///
  /// Shapes: any → int64 [number of them, ndim].
  ///
  /// PyTorch: `torch.nonzero`.
  public final func nonzero() -> Tensor {
    let places = nonzeroPlaces()
    if ndim == 1 { return places.reshape([places.count, 1]) }
    let out = Tensor(uninitialized: [places.count, ndim], dtype: .int64)
    if out.count > 0 { MaskSelectionKernel.coordinates(places, shape, into: out) }
    return out
  }

  /// As ``nonzero()``.
  ///
  /// PyTorch: `torch.argwhere`.
  public final func argwhere() -> Tensor { nonzero() }

  /// Where the elements that are not 0 lie, counted in row-major order. int64, a vector.
  final func nonzeroPlaces() -> Tensor {
    let mask = detach().to(.bool).contiguous()
    let counts = MaskSelectionKernel.Counts(mask)
    let out = Tensor(uninitialized: [counts.total], dtype: .int64)
    MaskSelectionKernel.places(mask, counts, into: out)
    return out
  }
}
