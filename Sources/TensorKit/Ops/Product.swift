extension Tensor {
  /// The product of all elements, of shape []: of none, 1. Of bool it is int64.
  ///
  /// PyTorch: `torch.prod`.
  public final func prod() -> Tensor { product(Array(0..<Swift.max(ndim, 1)), keepDim: false) }

  /// The products along dimension `dim`. Of bool they are int64.
  ///
  /// PyTorch: `torch.prod`.
  ///
  /// - Precondition: `dim` is a dimension.
  public final func prod(dim: Int, keepDim: Bool = false) -> Tensor {
    product([Shape.axis(dim, shape, "prod")], keepDim: keepDim)
  }

  private func product(_ axes: [Int], keepDim: Bool) -> Tensor {
    if dtype.isStorageOnly && dtype.isFloatingPoint {
      return widened { $0.product(axes, keepDim: keepDim) }
    }
    let x = dtype.isFloatingPoint ? self : to(.int64)
    let out = x.folded(.product, axes, to: x.dtype, empty: 1).keeping(keepDim, of: shape, axes)
    guard isRecording(self) else { return out }
    return out.recorded("ProdBackward", [self], saving: [self, out]) { gradient, step in
      let blocks = ReducedBlocks(step.saved[0], axes)
      let result = Tensor(uninitializedLike: blocks.x, dtype: blocks.x.dtype)
      ProductKernel.gradient(
        blocks, products: step.saved[1], gradient: gradient.contiguous(), into: result)
      return [blocks.restored(result)]
    }
  }
}
