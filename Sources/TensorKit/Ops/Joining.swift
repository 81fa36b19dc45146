extension Tensor {
  /// The tensors one after another along `dim`.
  ///
  /// Shapes: [..., nᵢ, ...] each → [..., Σ nᵢ, ...].
  ///
  /// PyTorch: `torch.cat`.
  ///
  /// - Precondition: at least one, of one type, and of shapes that are equal but for `dim`.
  public static func cat(_ tensors: [Tensor], dim: Int = 0) -> Tensor {
    guard let first = tensors.first else { preconditionFailure("cat: there is nothing to join") }
    precondition(first.ndim > 0, "cat: scalars have no dimension to be joined along: use stack")
    let axis = Shape.axis(dim, first.shape, "cat")
    var shape = first.shape
    shape[axis] = 0
    for tensor in tensors {
      precondition(
        tensor.dtype == first.dtype,
        "cat: \(tensor.dtype) and \(first.dtype) do not mix: convert one with to(…)")
      precondition(
        tensor.ndim == first.ndim
          && shape.indices.allSatisfy { $0 == axis || tensor.shape[$0] == shape[$0] },
        "cat: shapes \(first.shape) and \(tensor.shape) must be equal but for dimension \(axis)")
      shape[axis] += tensor.shape[axis]
    }
    let out = Tensor(uninitialized: shape, dtype: first.dtype)
    var start = 0
    for tensor in tensors {
      let length = tensor.shape[axis]
      CopyKernel.run(from: tensor, to: out.narrow(dim: axis, start: start, length: length))
      start += length
    }
    guard isRecording(tensors) else { return out }
    let lengths = tensors.map { $0.shape[axis] }
    return out.recorded("CatBackward", tensors) { gradient, _ in
      var start = 0
      return lengths.map { length in
        defer { start += length }
        return gradient.narrow(dim: axis, start: start, length: length)
      }
    }
  }

  /// The tensors side by side along a new dimension `dim`.
  ///
  /// PyTorch: `torch.stack`.
  ///
  /// - Precondition: at least one, of one type and shape.
  public static func stack(_ tensors: [Tensor], dim: Int = 0) -> Tensor {
    guard let first = tensors.first else { preconditionFailure("stack: there is nothing to join") }
    for tensor in tensors {
      precondition(
        tensor.shape == first.shape,
        "stack: shapes \(first.shape) and \(tensor.shape) must be equal")
    }
    precondition(
      dim >= -first.ndim - 1 && dim <= first.ndim,
      "stack: \(dim) is no place for a dimension in shape \(first.shape): use "
        + "\(-first.ndim - 1)...\(first.ndim)")
    return cat(tensors.map { $0.unsqueeze(dim) }, dim: dim)
  }
}
