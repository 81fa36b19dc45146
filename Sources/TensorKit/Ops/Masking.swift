extension Tensor {
  /// `value` where the bool tensor `mask` is true, and this tensor elsewhere. The number takes this
  /// tensor's type.
  ///
  /// PyTorch: `torch.Tensor.masked_fill`.
  ///
  /// - Precondition: the mask is bool and broadcasts with this shape; an integer type holds `value`.
  public final func maskedFill(_ mask: Tensor, _ value: some TensorScalar) -> Tensor {
    Tensor.checkMask(mask, "maskedFill")
    let target = Shape.broadcast(shape, mask.shape, "maskedFill")
    let out = Tensor(uninitialized: target, dtype: dtype)
    MaskKernel.choose(
      mask.expand(target), Tensor.single(value.scalar, dtype, for: "maskedFill").expand(target),
      detach().expand(target), into: out)
    guard isRecording(self) else { return out }
    let original = shape
    return out.recorded("MaskedFillBackward", [self], saving: [mask]) { gradient, step in
      [gradient.maskedFill(step.saved[0], 0).summed(to: original)]
    }
  }

  /// As ``maskedFill(_:_:)-(_,TensorScalar)``, for `-.infinity`, whose type Swift must know.
  ///
  /// PyTorch: `torch.Tensor.masked_fill`.
  public final func maskedFill(_ mask: Tensor, _ value: Double) -> Tensor {
    maskedFill(mask, Scalar.double(value))
  }

  /// `a` where the bool tensor `mask` is true, `b` elsewhere.
  ///
  /// PyTorch: `torch.where`.
  ///
  /// - Precondition: the mask is bool, and the three shapes broadcast.
  public static func `where`(_ mask: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
    checkMask(mask, "where")
    let (a, b) = Arithmetic.operands(a, b)
    let target = Shape.broadcast(
      Shape.broadcast(a.shape, b.shape, "where"), mask.shape, "where")
    let out = Tensor(uninitialized: target, dtype: a.dtype)
    MaskKernel.choose(
      mask.expand(target), a.detach().expand(target), b.detach().expand(target), into: out)
    guard isRecording(a, b) else { return out }
    let (shapeA, shapeB) = (a.shape, b.shape)
    return out.recorded("WhereBackward", [a, b], saving: [mask]) { gradient, step in
      let zero = Tensor.zeros([], dtype: gradient.dtype)
      let mask = step.saved[0]
      return [
        step.ifNeeded(0) { Tensor.where(mask, gradient, zero).summed(to: shapeA) },
        step.ifNeeded(1) { Tensor.where(mask, zero, gradient).summed(to: shapeB) },
      ]
    }
  }

  /// `a` where the bool tensor `mask` is true, the number `b` elsewhere, in the type in which they
  /// meet.
  ///
  /// PyTorch: `torch.where`.
  public static func `where`(_ mask: Tensor, _ a: Tensor, _ b: some TensorScalar) -> Tensor {
    Tensor.where(mask, a, Tensor.single(b.scalar, a.dtype.result(with: b.scalar)))
  }

  /// As ``where(_:_:_:)-(_,_,TensorScalar)``, for `-.infinity`, whose type Swift must know.
  ///
  /// PyTorch: `torch.where`.
  public static func `where`(_ mask: Tensor, _ a: Tensor, _ b: Double) -> Tensor {
    Tensor.where(mask, a, Scalar.double(b))
  }

  /// As ``where(_:_:_:)-(_,TensorScalar,_)``, for `-.infinity`, whose type Swift must know.
  ///
  /// PyTorch: `torch.where`.
  public static func `where`(_ mask: Tensor, _ a: Double, _ b: Tensor) -> Tensor {
    Tensor.where(mask, Scalar.double(a), b)
  }

  /// The number `a` where the bool tensor `mask` is true, `b` elsewhere, in the type in which they
  /// meet.
  ///
  /// PyTorch: `torch.where`.
  public static func `where`(_ mask: Tensor, _ a: some TensorScalar, _ b: Tensor) -> Tensor {
    Tensor.where(mask, Tensor.single(a.scalar, b.dtype.result(with: a.scalar)), b)
  }

  /// The part of each matrix on and above the diagonal, zeros below;
  /// `diagonal` 1 begins one above. Matrices are the last two dimensions.
  ///
  /// PyTorch: `torch.triu`.
  ///
  /// - Precondition: there are two dimensions or more.
  public final func triu(_ diagonal: Int = 0) -> Tensor { triangle(diagonal, isUpper: true) }

  /// The part of each matrix on and below the diagonal, zeros above.
  ///
  /// PyTorch: `torch.tril`.
  ///
  /// - Precondition: there are two dimensions or more.
  public final func tril(_ diagonal: Int = 0) -> Tensor { triangle(diagonal, isUpper: false) }

  private func triangle(_ diagonal: Int, isUpper: Bool) -> Tensor {
    precondition(
      ndim >= 2,
      "\(isUpper ? "triu" : "tril"): shape \(shape) holds no matrices: it needs two dimensions")
    let out = Tensor(uninitialized: shape, dtype: dtype)
    MaskKernel.triangle(
      detach().contiguous(), diagonal, isUpper: isUpper, into: out)
    guard isRecording(self) else { return out }
    return out.recorded(isUpper ? "TriuBackward" : "TrilBackward", [self]) { gradient, _ in
      [gradient.triangle(diagonal, isUpper: isUpper)]
    }
  }

  static func checkMask(_ mask: Tensor, _ operation: StaticString) {
    precondition(
      mask.dtype == .bool,
      "\(operation): the mask must be a bool tensor, as gt(0) makes one; this is \(mask.dtype)")
  }
}
