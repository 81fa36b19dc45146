/// Questions to many elements at once: of numbers, whether each is not 0.
extension Tensor {
  /// Whether any element is not 0.
  ///
  /// PyTorch: `torch.any`.
  public final func any() -> Bool { any(dim: []).item() != 0 }

  /// Whether every element is not 0: of none, yes.
  ///
  /// PyTorch: `torch.all`.
  public final func all() -> Bool { all(dim: []).item() != 0 }

  /// Whether any element along `dim` is not 0, as bool.
  ///
  /// PyTorch: `torch.any`.
  ///
  /// - Precondition: `dim` is a dimension.
  public final func any(dim: Int, keepDim: Bool = false) -> Tensor {
    any(dim: [dim], keepDim: keepDim)
  }

  /// Whether every element along `dim` is not 0, as bool.
  ///
  /// PyTorch: `torch.all`.
  ///
  /// - Precondition: `dim` is a dimension.
  public final func all(dim: Int, keepDim: Bool = false) -> Tensor {
    all(dim: [dim], keepDim: keepDim)
  }

  /// Whether any element along the dimensions `dim`, or all, is not 0, as bool.
  ///
  /// PyTorch: `torch.any`.
  ///
  /// - Precondition: `dim` names dimensions that there are, each once.
  public final func any(dim: [Int], keepDim: Bool = false) -> Tensor {
    let axes = reductionAxes(dim, "any")
    return truth(ofEvery: false, axes).keeping(keepDim, of: shape, axes)
  }

  /// Whether every element along the dimensions `dim`, or all, is not 0, as bool.
  ///
  /// PyTorch: `torch.all`.
  ///
  /// - Precondition: `dim` names dimensions that there are, each once.
  public final func all(dim: [Int], keepDim: Bool = false) -> Tensor {
    let axes = reductionAxes(dim, "all")
    return truth(ofEvery: true, axes).keeping(keepDim, of: shape, axes)
  }

  /// How many elements along `dim` are not 0: int64.
  ///
  /// PyTorch: `torch.count_nonzero`.
  ///
  /// - Precondition: `dim` is a dimension.
  public final func countNonzero(dim: Int) -> Tensor { countNonzero(dim: [dim]) }

  /// How many elements along the dimensions `dim`, or all, are not 0: int64.
  ///
  /// PyTorch: `torch.count_nonzero`.
  ///
  /// - Precondition: `dim` names dimensions that there are, each once.
  public final func countNonzero(dim: [Int] = []) -> Tensor {
    let axes = reductionAxes(dim, "countNonzero")
    return detach().to(.bool).summedElements(axes).keeping(false, of: shape, axes)
  }

  private func truth(ofEvery isEvery: Bool, _ axes: [Int]) -> Tensor {
    if dtype.isStorageOnly { return detach().to(dtype.computed).truth(ofEvery: isEvery, axes) }
    if count == 0 {
      return Tensor.full(
        Tensor.reducedShape(shape, axes, keepDim: false), isEvery, dtype: .bool)
    }
    return reduced(axes, to: dtype) {
      FoldKernel.truth(ofEvery: isEvery, $0, $1, into: $2)
    } again: {
      FoldKernel.truth(ofEvery: isEvery, $0, $1, into: $2)
    }.to(.bool)
  }
}
