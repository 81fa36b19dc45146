/// The type in which different types meet, as PyTorch's.
extension DType {
  /// The smallest type that holds what both hold.
  ///
  /// PyTorch: `torch.promote_types`.
  func promoted(with other: DType) -> DType {
    if self == other { return self }
    if kind != other.kind { return kind > other.kind ? self : other }
    if kind == .integer {
      // What is unsigned needs one bit more in a type with a sign.
      if self == .uint8 || other == .uint8 {
        let signed = self == .uint8 ? other : self
        return signed == .int8 ? .int16 : signed
      }
      return byteCount > other.byteCount ? self : other
    }
    // Neither of the halves holds the other.
    if byteCount == other.byteCount { return .float32 }
    return byteCount > other.byteCount ? self : other
  }

  /// The type of an operation on both tensors. A tensor without dimensions gives way to one with
  /// dimensions, unless its kind of number is above.
  ///
  /// PyTorch: `torch.result_type`.
  static func result(_ a: Tensor, _ b: Tensor) -> DType {
    if a.dtype == b.dtype { return a.dtype }
    if a.ndim > 0 && b.ndim == 0 { return a.dtype.yielding(to: b.dtype) }
    if b.ndim > 0 && a.ndim == 0 { return b.dtype.yielding(to: a.dtype) }
    return a.dtype.promoted(with: b.dtype)
  }

  /// The type of an operation on a tensor of this type and a number: this type, unless the number
  /// is of a kind that it does not hold.
  ///
  /// PyTorch: `torch.result_type`.
  func result(with scalar: Scalar) -> DType { yielding(to: scalar.dtype) }

  private func yielding(to weaker: DType) -> DType {
    kind >= weaker.kind ? self : promoted(with: weaker)
  }
}

extension Tensor {
  /// What `operation` makes of the widened elements, rounded back: how a type that is only stored
  /// is computed with. Gradients flow through both steps.
  final func widened(_ operation: (Tensor) -> Tensor) -> Tensor {
    operation(to(dtype.computed)).to(dtype)
  }
}
