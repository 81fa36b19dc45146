/// Other names and orders of dimensions. Views.
extension Tensor {
  /// Dimension `source` moved to place `destination`; the others keep their order.
  ///
  /// PyTorch: `torch.movedim`, `torch.moveaxis`.
  ///
  /// - Precondition: there are such dimensions.
  public final func movedim(_ source: Int, _ destination: Int) -> Tensor {
    movedim([source], [destination])
  }

  /// Each of the dimensions `source` moved to its place in `destination`; the others keep their
  /// order.
  ///
  /// PyTorch: `torch.movedim`, `torch.moveaxis`.
  ///
  /// - Precondition: as many sources as destinations, each named once.
  public final func movedim(_ source: [Int], _ destination: [Int]) -> Tensor {
    precondition(
      source.count == destination.count,
      "movedim: \(source.count) dimensions do not go to \(destination.count) places: name one place "
        + "for each")
    _ = Shape.axes(source, shape, "movedim")
    _ = Shape.axes(destination, shape, "movedim")
    if ndim == 0 { return self }
    let from = source.map { Shape.axis($0, shape, "movedim") }
    let to = destination.map { Shape.axis($0, shape, "movedim") }
    var order = [Int?](repeating: nil, count: ndim)
    for (source, destination) in zip(from, to) { order[destination] = source }
    var rest = (0..<ndim).filter { !from.contains($0) }.makeIterator()
    return permute(order.compactMap { $0 ?? rest.next() })
  }

  /// As ``movedim(_:_:)-(Int,_)``.
  ///
  /// PyTorch: `torch.moveaxis`.
  public final func moveaxis(_ source: Int, _ destination: Int) -> Tensor {
    movedim(source, destination)
  }

  /// As ``transposed(_:_:)``.
  ///
  /// PyTorch: `torch.swapaxes`, `torch.swapdims`.
  public final func swapaxes(_ axis0: Int, _ axis1: Int) -> Tensor { transposed(axis0, axis1) }

  /// Dimension `dim` as several, of extents `sizes`; one of them may be −1, and is what is left.
  ///
  /// PyTorch: `torch.unflatten`.
  ///
  /// - Precondition: the product of the sizes is the extent of `dim`.
  public final func unflatten(_ dim: Int, _ sizes: [Int]) -> Tensor {
    precondition(ndim > 0, "unflatten: a scalar has no dimension to become several")
    let axis = Shape.axis(dim, shape, "unflatten")
    let resolved = Shape.resolve(sizes, count: shape[axis], "unflatten")
    return reshape(shape[..<axis] + resolved + shape[(axis + 1)...])
  }
}
