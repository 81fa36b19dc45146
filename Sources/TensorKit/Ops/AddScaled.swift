extension Tensor {
  /// self + alpha·other, rounded once.
  ///
  /// Shapes: any two that broadcast, to the shape they broadcast to.
  ///
  /// PyTorch: `torch.add`.
  ///
  /// - Precondition: the shapes broadcast, and of integers alpha is whole.
  public final func add(_ other: Tensor, alpha: some TensorScalar = 1) -> Tensor {
    let factor = alpha.scalar
    if factor.double == 1 { return self + other }
    checkFactor(factor, other, "add")
    return Arithmetic.together(self, other) { a, b in
      guard a.dtype.isFloatingPoint else { return a + b * factor }
      let shape = Shape.broadcast(a.shape, b.shape, "add")
      let out = a.detach().expand(shape).clone()
      AddScaledKernel.run(b.detach().expand(shape).contiguous(), factor, to: out)
      guard isRecording(a, b) else { return out }
      let (shapeA, shapeB) = (a.shape, b.shape)
      return out.recorded("AddBackward", [a, b]) { gradient, step in
        [
          step.ifNeeded(0) { gradient.summed(to: shapeA) },
          step.ifNeeded(1) { (gradient * factor).summed(to: shapeB) },
        ]
      }
    }
  }

  /// self − alpha·other, rounded once.
  ///
  /// PyTorch: `torch.sub`.
  ///
  /// - Precondition: the shapes broadcast, neither is bool, and of integers alpha is whole.
  public final func sub(_ other: Tensor, alpha: some TensorScalar = 1) -> Tensor {
    if alpha.scalar.double == 1 { return self - other }
    Arithmetic.refuseBool("sub", self, other)
    return add(other, alpha: -alpha.scalar)
  }

  private func checkFactor(_ alpha: Scalar, _ other: Tensor, _ operation: StaticString) {
    let dtype = DType.result(self, other)
    precondition(
      dtype.kind >= alpha.dtype.kind,
      """
      \(operation): alpha \(alpha.double) is of another kind than shapes \(shape) and \(other.shape) of \
      \(dtype): convert one with to(.float32) first
      """)
  }
}
