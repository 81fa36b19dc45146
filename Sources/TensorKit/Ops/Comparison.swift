/// Comparisons make bool tensors, of ones and zeros, and have no gradient.
extension Tensor {
  /// self > value, elementwise.
  ///
  /// PyTorch: `torch.gt`.
  public final func gt(_ value: Float) -> Tensor { compared(.greater, value) }
  /// self ≥ value, elementwise.
  ///
  /// PyTorch: `torch.ge`.
  public final func ge(_ value: Float) -> Tensor { compared(.greaterOrEqual, value) }
  /// self < value, elementwise.
  ///
  /// PyTorch: `torch.lt`.
  public final func lt(_ value: Float) -> Tensor { compared(.less, value) }
  /// self ≤ value, elementwise.
  ///
  /// PyTorch: `torch.le`.
  public final func le(_ value: Float) -> Tensor { compared(.lessOrEqual, value) }
  /// self = value, elementwise.
  ///
  /// PyTorch: `torch.eq`.
  public final func eq(_ value: Float) -> Tensor { compared(.equal, value) }
  /// self ≠ value, elementwise.
  ///
  /// PyTorch: `torch.ne`.
  public final func ne(_ value: Float) -> Tensor { compared(.notEqual, value) }

  /// self = other, elementwise.
  ///
  /// PyTorch: `torch.eq`.
  ///
  /// - Precondition: the shapes broadcast.
  public final func eq(_ other: Tensor) -> Tensor {
    let (a, b) = Arithmetic.operands(detach(), other.detach())
    let shape = Shape.broadcast(a.shape, b.shape, "eq")
    let (x, y) = (a.expand(shape).contiguous(), b.expand(shape).contiguous())
    let out = Tensor(uninitialized: shape, dtype: .bool)
    ComparisonKernel.equal(x, y, into: out)
    return out
  }

  /// Whether any element is not 0.
  ///
  /// PyTorch: `torch.any`.
  public final func any() -> Bool { bools().contains(true) }

  /// Whether every element is not 0.
  ///
  /// PyTorch: `torch.all`.
  public final func all() -> Bool { !bools().contains(false) }

  /// Whether each element is not a number.
  ///
  /// PyTorch: `torch.isnan`.
  public final func isnan() -> Tensor {
    Tensor(bools: doubles().map { $0.isNaN }, shape: shape)
  }

  private func compared(_ relation: ComparisonKernel.Relation, _ value: Float) -> Tensor {
    let x = isContiguous ? self : detach().contiguous()
    let out = Tensor(uninitializedLike: x, dtype: .bool)
    ComparisonKernel.run(relation, x, Double(value), into: out)
    return out
  }
}
