/// Comparisons make bool tensors, of ones and zeros, and have no gradient. Both sides first take the
/// type in which they meet, as in arithmetic.
extension Tensor {
  /// self > value, elementwise.
  ///
  /// PyTorch: `torch.gt`.
  public final func gt(_ value: some TensorScalar) -> Tensor { compared(.greater, value.scalar) }
  /// self ≥ value, elementwise.
  ///
  /// PyTorch: `torch.ge`.
  public final func ge(_ value: some TensorScalar) -> Tensor {
    compared(.greaterOrEqual, value.scalar)
  }
  /// self < value, elementwise.
  ///
  /// PyTorch: `torch.lt`.
  public final func lt(_ value: some TensorScalar) -> Tensor { compared(.less, value.scalar) }
  /// self ≤ value, elementwise.
  ///
  /// PyTorch: `torch.le`.
  public final func le(_ value: some TensorScalar) -> Tensor {
    compared(.lessOrEqual, value.scalar)
  }
  /// self = value, elementwise.
  ///
  /// PyTorch: `torch.eq`.
  public final func eq(_ value: some TensorScalar) -> Tensor { compared(.equal, value.scalar) }
  /// self ≠ value, elementwise.
  ///
  /// PyTorch: `torch.ne`.
  public final func ne(_ value: some TensorScalar) -> Tensor { compared(.notEqual, value.scalar) }

  /// self > other, elementwise.
  ///
  /// PyTorch: `torch.gt`.
  ///
  /// - Precondition: the shapes broadcast.
  public final func gt(_ other: Tensor) -> Tensor { compared(.greater, other, "gt") }
  /// self ≥ other, elementwise.
  ///
  /// PyTorch: `torch.ge`.
  ///
  /// - Precondition: the shapes broadcast.
  public final func ge(_ other: Tensor) -> Tensor { compared(.greaterOrEqual, other, "ge") }
  /// self < other, elementwise.
  ///
  /// PyTorch: `torch.lt`.
  ///
  /// - Precondition: the shapes broadcast.
  public final func lt(_ other: Tensor) -> Tensor { compared(.less, other, "lt") }
  /// self ≤ other, elementwise.
  ///
  /// PyTorch: `torch.le`.
  ///
  /// - Precondition: the shapes broadcast.
  public final func le(_ other: Tensor) -> Tensor { compared(.lessOrEqual, other, "le") }
  /// self = other, elementwise.
  ///
  /// PyTorch: `torch.eq`.
  ///
  /// - Precondition: the shapes broadcast.
  public final func eq(_ other: Tensor) -> Tensor { compared(.equal, other, "eq") }
  /// self ≠ other, elementwise.
  ///
  /// PyTorch: `torch.ne`.
  ///
  /// - Precondition: the shapes broadcast.
  public final func ne(_ other: Tensor) -> Tensor { compared(.notEqual, other, "ne") }

  /// Whether each element is not a number.
  ///
  /// PyTorch: `torch.isnan`.
  public final func isnan() -> Tensor { asked(.isNaN) }

  /// Whether each element is infinite, above or below.
  ///
  /// PyTorch: `torch.isinf`.
  public final func isinf() -> Tensor { asked(.isInfinite) }

  /// Whether each element is a number and not infinite.
  ///
  /// PyTorch: `torch.isfinite`.
  public final func isfinite() -> Tensor { asked(.isFinite) }

  private func compared(_ relation: ComparisonKernel.Relation, _ value: Scalar) -> Tensor {
    detach().combined(with: value) { a, b in
      let out = Tensor(uninitialized: a.shape, dtype: .bool)
      ComparisonKernel.run(relation, a, b, into: out)
      return out
    }
  }

  private func compared(
    _ relation: ComparisonKernel.Relation, _ other: Tensor, _ operation: StaticString
  ) -> Tensor {
    Arithmetic.together(detach(), other.detach()) { a, b in
      let shape = Shape.broadcast(a.shape, b.shape, operation)
      let out = Tensor(uninitialized: shape, dtype: .bool)
      ComparisonKernel.run(relation, a, b, into: out)
      return out
    }
  }

  private func asked(_ question: ComparisonKernel.Question) -> Tensor {
    // Integers are always finite.
    let x = dtype.isFloatingPoint ? detach().to(dtype.computed) : detach().to(.float32)
    let dense = x.contiguous()
    let out = Tensor(uninitializedLike: dense, dtype: .bool)
    ComparisonKernel.run(question, dense, into: out)
    return out
  }
}

extension Tensor {
  /// a < b, elementwise, as ``lt(_:)-(Tensor)``.
  ///
  /// PyTorch: `torch.lt`.
  public static func .< (a: Tensor, b: Tensor) -> Tensor { a.lt(b) }
  /// a < value, elementwise.
  ///
  /// PyTorch: `torch.lt`.
  public static func .< (a: Tensor, value: some TensorScalar) -> Tensor { a.lt(value) }
  /// a ≤ b, elementwise, as ``le(_:)-(Tensor)``.
  ///
  /// PyTorch: `torch.le`.
  public static func .<= (a: Tensor, b: Tensor) -> Tensor { a.le(b) }
  /// a ≤ value, elementwise.
  ///
  /// PyTorch: `torch.le`.
  public static func .<= (a: Tensor, value: some TensorScalar) -> Tensor { a.le(value) }
  /// a > b, elementwise, as ``gt(_:)-(Tensor)``.
  ///
  /// PyTorch: `torch.gt`.
  public static func .> (a: Tensor, b: Tensor) -> Tensor { a.gt(b) }
  /// a > value, elementwise.
  ///
  /// PyTorch: `torch.gt`.
  public static func .> (a: Tensor, value: some TensorScalar) -> Tensor { a.gt(value) }
  /// a ≥ b, elementwise, as ``ge(_:)-(Tensor)``.
  ///
  /// PyTorch: `torch.ge`.
  public static func .>= (a: Tensor, b: Tensor) -> Tensor { a.ge(b) }
  /// a ≥ value, elementwise.
  ///
  /// PyTorch: `torch.ge`.
  public static func .>= (a: Tensor, value: some TensorScalar) -> Tensor { a.ge(value) }
  /// a = b, elementwise, as ``eq(_:)-(Tensor)``.
  ///
  /// PyTorch: `torch.eq`.
  public static func .== (a: Tensor, b: Tensor) -> Tensor { a.eq(b) }
  /// a = value, elementwise.
  ///
  /// PyTorch: `torch.eq`.
  public static func .== (a: Tensor, value: some TensorScalar) -> Tensor { a.eq(value) }
  /// a ≠ b, elementwise, as ``ne(_:)-(Tensor)``.
  ///
  /// PyTorch: `torch.ne`.
  public static func .!= (a: Tensor, b: Tensor) -> Tensor { a.ne(b) }
  /// a ≠ value, elementwise.
  ///
  /// PyTorch: `torch.ne`.
  public static func .!= (a: Tensor, value: some TensorScalar) -> Tensor { a.ne(value) }
}
