/// Diagonals of matrices: where both indices grow together.
extension Tensor {
  /// The elements [i, i + offset] of the matrices in dimensions `dim1` and `dim2`, which vanish; the
  /// diagonal is the last dimension of the result. A view.
  ///
  /// PyTorch: `torch.diagonal`.
  ///
  /// - Precondition: there are two such dimensions, and they differ.
  public final func diagonal(offset: Int = 0, dim1: Int = 0, dim2: Int = 1) -> Tensor {
    let (rows, columns) = (
      Shape.axis(dim1, shape, "diagonal"), Shape.axis(dim2, shape, "diagonal")
    )
    precondition(
      rows != columns,
      "diagonal: dim1 and dim2 are both dimension \(rows): a diagonal runs through two")
    let out = diagonalWindow(offset, rows, columns)
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("DiagonalBackward", [self]) { gradient, _ in
      let whole = Tensor.zeros(original, dtype: gradient.dtype)
      CopyKernel.run(from: gradient, to: whole.diagonalWindow(offset, rows, columns))
      return [whole]
    }
  }

  private func diagonalWindow(_ offset: Int, _ rows: Int, _ columns: Int) -> Tensor {
    let length = Swift.max(
      offset >= 0
        ? Swift.min(shape[rows], shape[columns] - offset)
        : Swift.min(shape[rows] + offset, shape[columns]), 0)
    let start = offset >= 0 ? offset * strides[columns] : -offset * strides[rows]
    let kept = shape.indices.filter { $0 != rows && $0 != columns }
    return alias(
      shape: kept.map { shape[$0] } + [length],
      strides: kept.map { strides[$0] } + [strides[rows] + strides[columns]],
      offset: length > 0 ? self.offset + start : self.offset)
  }

  /// Of a matrix, its diagonal; of a vector, the matrix that has it as its diagonal.
  ///
  /// PyTorch: `torch.diag`.
  ///
  /// - Precondition: there are one or two dimensions.
  public final func diag(_ diagonal: Int = 0) -> Tensor {
    precondition(
      ndim == 1 || ndim == 2,
      "diag: shape \(shape) is neither a vector nor a matrix; see diagonal and diagEmbed")
    return ndim == 1 ? diagEmbed(offset: diagonal) : self.diagonal(offset: diagonal).clone()
  }

  /// Matrices of zeros in dimensions `dim1` and `dim2` of the result, with the last dimension of this
  /// tensor as their diagonal.
  ///
  /// PyTorch: `torch.diag_embed`.
  ///
  /// - Precondition: there is a dimension, and `dim1` and `dim2` differ.
  public final func diagEmbed(offset: Int = 0, dim1: Int = -2, dim2: Int = -1) -> Tensor {
    precondition(ndim > 0, "diagEmbed: a scalar is no diagonal: reshape it to one dimension")
    let side = shape[ndim - 1] + Int(offset.magnitude)
    let placed = Array(shape.dropLast()) + [side, side]
    let (rows, columns) = (
      Shape.axis(dim1, placed, "diagEmbed"), Shape.axis(dim2, placed, "diagEmbed")
    )
    precondition(
      rows != columns,
      "diagEmbed: dim1 and dim2 are both dimension \(rows): a diagonal runs through two")
    var target = Array(shape.dropLast())
    target.insert(side, at: Swift.min(rows, columns))
    target.insert(side, at: Swift.max(rows, columns))
    let out = Tensor.zeros(target, dtype: dtype)
    CopyKernel.run(from: self, to: out.diagonalWindow(offset, rows, columns))
    guard isRecording(self) else { return out }
    return out.recorded("DiagEmbedBackward", [self]) { gradient, _ in
      [gradient.diagonal(offset: offset, dim1: rows, dim2: columns)]
    }
  }

  /// The sum of a matrix's diagonal, of shape [].
  ///
  /// PyTorch: `torch.trace`.
  ///
  /// - Precondition: there are two dimensions.
  public final func trace() -> Tensor {
    precondition(ndim == 2, "trace: shape \(shape) is no matrix: it needs two dimensions")
    return diagonal().sum()
  }
}
