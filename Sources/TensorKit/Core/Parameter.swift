/// A tensor that a model learns: a leaf that requires a gradient.
///
/// It shares its storage with the tensor it is made from.
///
/// PyTorch: `torch.nn.Parameter`.
public final class Parameter: Tensor {
  /// A leaf on the storage of `data`, outside any graph that `data` belongs to.
  ///
  /// PyTorch: `torch.nn.Parameter`.
  ///
  /// - Precondition: `data` is of floating point, unless `requiresGrad` is false.
  public init(_ data: Tensor, requiresGrad: Bool = true) {
    super.init(
      storage: data.storage, offset: data.offset, shape: data.shape, strides: data.strides,
      count: data.count, isContiguous: data.isContiguous)
    self.requiresGrad = requiresGrad
  }
}

extension Parameter {
  /// Converts the elements in place: whoever holds this parameter, a layer or an optimiser, has the new
  /// type. The gradient so far is converted with them.
  ///
  /// PyTorch: `torch.Tensor.data`.
  ///
  /// - Precondition: `dtype` is a floating point type.
  public final func convert(to dtype: DType) {
    precondition(
      dtype.isFloatingPoint, "convert: a parameter is of a floating point type, and not \(dtype)")
    convertStorage(to: dtype)
  }
}

extension Tensor {
  /// Converts the elements in place, so that everyone who holds this tensor sees the new type.
  /// The accumulated gradient is converted with them, as `nn.Module.to` does.
  ///
  /// Precondition: a contiguous leaf.
  final func convertStorage(to dtype: DType) {
    if dtype == self.dtype { return }
    precondition(node == nil, "to: only a leaf is converted in place; this tensor was computed")
    precondition(
      isContiguous && offset == 0,
      "to: a view of shape \(shape) is not converted in place: call contiguous() first")
    let converted = noGrad { self.to(dtype) }
    storage = converted.storage
    if let grad = accumulatedGrad { accumulatedGrad = grad.to(dtype) }
  }
}
