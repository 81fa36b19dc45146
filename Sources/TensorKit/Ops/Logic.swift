/// Logic on masks, and on the bits of integers. None has a gradient.
extension Tensor {
  /// Whether both are true; of integers, the bits that both have.
  ///
  /// PyTorch: `torch.bitwise_and`, `&`.
  ///
  /// - Precondition: the shapes broadcast, and neither is of floating point.
  public static func & (a: Tensor, b: Tensor) -> Tensor { bits(.and, a, b, "&") }

  /// Whether one is true or both; of integers, the bits that either has.
  ///
  /// PyTorch: `torch.bitwise_or`, `|`.
  ///
  /// - Precondition: the shapes broadcast, and neither is of floating point.
  public static func | (a: Tensor, b: Tensor) -> Tensor { bits(.or, a, b, "|") }

  /// Whether one is true and the other is not; of integers, the bits that only one has.
  ///
  /// PyTorch: `torch.bitwise_xor`, `^`.
  ///
  /// - Precondition: the shapes broadcast, and neither is of floating point.
  public static func ^ (a: Tensor, b: Tensor) -> Tensor { bits(.xor, a, b, "^") }

  /// Not: true where false; of integers, the other bits.
  ///
  /// PyTorch: `torch.bitwise_not`, `~`.
  ///
  /// - Precondition: not of floating point.
  public static prefix func ~ (a: Tensor) -> Tensor {
    checkBits(a, "~")
    return bits(.xor, a, Tensor.single(.int(a.dtype == .bool ? 1 : -1), a.dtype.signed), "~")
      .to(a.dtype)
  }

  /// Whether both are other than 0.
  ///
  /// PyTorch: `torch.logical_and`.
  ///
  /// - Precondition: the shapes broadcast.
  public final func logicalAnd(_ other: Tensor) -> Tensor { truth & other.truth }

  /// Whether one or both are other than 0.
  ///
  /// PyTorch: `torch.logical_or`.
  ///
  /// - Precondition: the shapes broadcast.
  public final func logicalOr(_ other: Tensor) -> Tensor { truth | other.truth }

  /// Whether exactly one is other than 0.
  ///
  /// PyTorch: `torch.logical_xor`.
  ///
  /// - Precondition: the shapes broadcast.
  public final func logicalXor(_ other: Tensor) -> Tensor { truth ^ other.truth }

  /// Whether each element is 0.
  ///
  /// PyTorch: `torch.logical_not`.
  public final func logicalNot() -> Tensor { eq(0) }

  private var truth: Tensor { detach().to(.bool) }

  private static func bits(
    _ operation: BinaryKernel.Operation, _ a: Tensor, _ b: Tensor, _ name: StaticString
  ) -> Tensor {
    checkBits(a, name)
    checkBits(b, name)
    return Arithmetic.together(a, b) { Arithmetic.apply(operation, $0, $1, name) }
  }

  private static func checkBits(_ x: Tensor, _ name: StaticString) {
    precondition(
      !x.dtype.isFloatingPoint,
      "\(name): shape \(x.shape) is of \(x.dtype), and only bool and integers have bits to combine: "
        + "make a mask first, as gt(0) does")
  }
}

extension DType {
  /// A type that holds −1 beside this one.
  fileprivate var signed: DType { self == .uint8 ? .int64 : self }
}
