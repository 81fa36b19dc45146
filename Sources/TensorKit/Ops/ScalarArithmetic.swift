/// Arithmetic of a tensor and a Swift number.
///
/// The number takes the tensor's type, unless it is of a kind that this does not hold: a fraction makes
/// float32 of integers, and a whole number int64 of bool. It is rounded once, to that type.
extension Tensor {
  /// a + scalar, elementwise.
  ///
  /// PyTorch: `torch.add`.
  public static func + (a: Tensor, scalar: some TensorScalar) -> Tensor {
    a.combined(with: scalar.scalar) { a, b in
      let out = Arithmetic.apply(.add, a, b, "add")
      guard isRecording(a) else { return out }
      return out.recorded("AddBackward", [a]) { gradient, _ in [gradient] }
    }
  }

  /// scalar + a, elementwise.
  ///
  /// PyTorch: `torch.add`.
  public static func + (scalar: some TensorScalar, a: Tensor) -> Tensor { a + scalar }

  /// a − scalar, elementwise.
  ///
  /// PyTorch: `torch.sub`.
  ///
  /// - Precondition: neither is bool.
  public static func - (a: Tensor, scalar: some TensorScalar) -> Tensor {
    a.refuseBool(scalar.scalar)
    return a.combined(with: scalar.scalar) { a, b in
      let out = Arithmetic.apply(.subtract, a, b, "sub")
      guard isRecording(a) else { return out }
      return out.recorded("SubBackward", [a]) { gradient, _ in [gradient] }
    }
  }

  /// scalar − a, elementwise.
  ///
  /// PyTorch: `torch.rsub`.
  ///
  /// - Precondition: neither is bool.
  public static func - (scalar: some TensorScalar, a: Tensor) -> Tensor {
    a.refuseBool(scalar.scalar)
    let dtype = a.dtype.result(with: scalar.scalar)
    return a.combined(with: scalar.scalar) { a, number in
      // A stored type rounds the number too; PyTorch's other operations do not.
      let b = number.to(dtype).to(number.dtype)
      let out = Arithmetic.apply(.subtract, b, a, "sub")
      guard isRecording(a) else { return out }
      return out.recorded("RsubBackward", [a]) { gradient, _ in [-gradient] }
    }
  }

  /// a · scalar, elementwise.
  ///
  /// PyTorch: `torch.mul`.
  public static func * (a: Tensor, scalar: some TensorScalar) -> Tensor {
    let number = scalar.scalar
    return a.combined(with: number) { a, b in
      let out = Arithmetic.apply(.multiply, a, b, "mul")
      guard isRecording(a) else { return out }
      return out.recorded("MulBackward", [a]) { gradient, _ in [gradient * number] }
    }
  }

  /// scalar · a, elementwise.
  ///
  /// PyTorch: `torch.mul`.
  public static func * (scalar: some TensorScalar, a: Tensor) -> Tensor { a * scalar }

  /// a / scalar, elementwise: integers are divided as float32.
  ///
  /// PyTorch: `torch.div`.
  public static func / (a: Tensor, scalar: some TensorScalar) -> Tensor {
    let number = scalar.scalar
    return a.dividing.combined(with: number) { a, b in
      let out = Arithmetic.apply(.divide, a, b, "div")
      guard isRecording(a) else { return out }
      return out.recorded("DivBackward", [a]) { gradient, _ in [gradient / number] }
    }
  }

  /// scalar / a, elementwise: integers are divided as float32.
  ///
  /// PyTorch: `torch.div`.
  public static func / (scalar: some TensorScalar, a: Tensor) -> Tensor {
    a.dividing.combined(with: scalar.scalar) { a, b in
      let out = Arithmetic.apply(.divide, b, a, "div")
      guard isRecording(a) else { return out }
      return out.recorded("ReciprocalBackward", [a], saving: [a, out]) { gradient, step in
        [-gradient * (step.saved[1] / step.saved[0])]
      }
    }
  }

  /// What `operation` makes of this tensor and the number, both in the type in which they meet. It is
  /// given types that are computed with; a result that is only stored is rounded back.
  final func combined(
    with scalar: Scalar, _ operation: (Tensor, _ number: Tensor) -> Tensor
  ) -> Tensor {
    let dtype = dtype.result(with: scalar)
    let (a, computed) = (to(dtype.computed), dtype.computed)
    return operation(a, Tensor.single(rounding: scalar, computed, for: "number")).rounded(to: dtype)
  }

  /// This tensor as something that is divided.
  private var dividing: Tensor { dtype.isFloatingPoint ? self : to(.float32) }

  private func refuseBool(_ scalar: Scalar) {
    precondition(
      dtype != .bool && scalar.dtype != .bool,
      """
      sub: shape \(shape) of \(dtype) and a number of \(scalar.dtype): bool is not subtracted: use ^ \
      for "one but not both", ~ for "not", or convert with to(.float32) first
      """)
  }
}
