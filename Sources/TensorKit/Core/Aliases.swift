// The words a hand that knows PyTorch types first, for what has another name here.

extension Tensor {
  /// The number of elements, as ``count``.
  ///
  /// PyTorch: `torch.numel`.
  public final func numel() -> Int { count }

  /// The extent of each dimension, as ``shape``.
  ///
  /// PyTorch: `torch.Tensor.size`.
  public final func size() -> [Int] { shape }

  /// The extent of one dimension; −1 is the last.
  ///
  /// PyTorch: `torch.Tensor.size`.
  ///
  /// - Precondition: there is such a dimension.
  public final func size(_ dim: Int) -> Int {
    precondition(ndim > 0, "size: a tensor of shape [] has no dimensions, so no size of \(dim)")
    return shape[Shape.axis(dim, shape, "size")]
  }

  /// The number of dimensions, as ``ndim``.
  ///
  /// PyTorch: `torch.Tensor.dim`.
  public final func dim() -> Int { ndim }

  /// The bytes of one element.
  ///
  /// PyTorch: `torch.Tensor.element_size`.
  public final func elementSize() -> Int { dtype.byteCount }

  /// The elements as float32, as ``to(_:)`` gives them.
  ///
  /// PyTorch: `torch.Tensor.float`.
  public final func float() -> Tensor { to(.float32) }

  /// The elements as float64, as ``to(_:)`` gives them.
  ///
  /// PyTorch: `torch.Tensor.double`.
  public final func double() -> Tensor { to(.float64) }

  /// The elements as int64, with fractions cut off, as ``to(_:)`` gives them.
  ///
  /// PyTorch: `torch.Tensor.long`.
  public final func long() -> Tensor { to(.int64) }

  /// Whether each element is not 0, as ``to(_:)`` gives it.
  ///
  /// PyTorch: `torch.Tensor.bool`.
  public final func bool() -> Tensor { to(.bool) }

  /// Two dimensions exchanged, as ``transposed(_:_:)``. A view.
  ///
  /// PyTorch: `torch.transpose`.
  ///
  /// - Precondition: there are such dimensions.
  public final func transpose(_ dim0: Int, _ dim1: Int) -> Tensor { transposed(dim0, dim1) }

  /// The transpose of a matrix, as ``T``; a vector or a scalar stays as it is. A view.
  ///
  /// PyTorch: `torch.t`.
  ///
  /// - Precondition: there are at most two dimensions.
  public final func t() -> Tensor {
    precondition(
      ndim <= 2,
      "t: shape \(shape) is no matrix; use transpose(a, b) to say which dimensions")
    return ndim == 2 ? transposed(0, 1) : self
  }

  /// The same elements in the shape of `other`, as ``view(_:)-(Int...)``.
  ///
  /// PyTorch: `torch.Tensor.view_as`.
  ///
  /// - Precondition: the elements can be viewed so, and are as many as those of `other`.
  public final func view(as other: Tensor) -> Tensor { view(other.shape) }

  /// The same elements in the shape of `other`, as ``reshape(_:)-(Int...)``.
  ///
  /// PyTorch: `torch.Tensor.reshape_as`.
  ///
  /// - Precondition: the elements are as many as those of `other`.
  public final func reshape(as other: Tensor) -> Tensor { reshape(other.shape) }

  /// Broadcast to the shape of `other`, as ``expand(_:)-(Int...)``. A view.
  ///
  /// PyTorch: `torch.Tensor.expand_as`.
  ///
  /// - Precondition: it broadcasts to that shape.
  public final func expand(as other: Tensor) -> Tensor { expand(other.shape) }
}
