extension Tensor {
  /// This tensor if its elements are dense and in row-major order, else a copy that is, as
  /// `torch.Tensor.contiguous`.
  ///
  /// PyTorch: `torch.Tensor.contiguous`.
  public final func contiguous() -> Tensor { isContiguous ? self : clone() }

  /// A dense copy of the elements. Gradients flow through it.
  ///
  /// PyTorch: `torch.Tensor.clone`.
  public final func clone() -> Tensor {
    let out = Tensor(uninitialized: shape, dtype: dtype)
    CopyKernel.run(from: self, to: out)
    guard isRecording(self) else { return out }
    return out.recorded("CloneBackward", [self]) { gradient, _ in [gradient] }
  }

  /// The elements in another type: this tensor itself if it is of that type already. Toward int64
  /// fractions are cut off; bool is whether an element is not 0.
  ///
  /// PyTorch: `torch.Tensor.to`.
  public final func to(_ dtype: DType) -> Tensor {
    if dtype == self.dtype { return self }
    let out = Tensor(uninitialized: shape, dtype: dtype)
    CopyKernel.run(from: self, to: out)
    guard dtype.isFloatingPoint, isRecording(self) else { return out }
    let original = self.dtype
    return out.recorded("ToCopyBackward", [self]) { gradient, _ in [gradient.to(original)] }
  }
}
