extension Tensor {
  /// a + b, elementwise.
  ///
  /// Shapes: any two that broadcast, to the shape they broadcast to.
  ///
  /// PyTorch: `torch.add`.
  ///
  /// - Precondition: the shapes broadcast, and neither tensor is bool.
  public static func + (a: Tensor, b: Tensor) -> Tensor {
    let (a, b) = Arithmetic.operands(a, b)
    let out = Arithmetic.apply(.add, a, b, "add")
    guard isRecording(a, b) else { return out }
    let (shapeA, shapeB) = (a.shape, b.shape)
    return out.recorded("AddBackward", [a, b]) { gradient, step in
      [
        step.ifNeeded(0) { gradient.summed(to: shapeA) },
        step.ifNeeded(1) { gradient.summed(to: shapeB) },
      ]
    }
  }

  /// a − b, elementwise.
  ///
  /// Shapes: any two that broadcast, to the shape they broadcast to.
  ///
  /// PyTorch: `torch.sub`.
  ///
  /// - Precondition: the shapes broadcast, and neither tensor is bool.
  public static func - (a: Tensor, b: Tensor) -> Tensor {
    let (a, b) = Arithmetic.operands(a, b)
    let out = Arithmetic.apply(.subtract, a, b, "sub")
    guard isRecording(a, b) else { return out }
    let (shapeA, shapeB) = (a.shape, b.shape)
    return out.recorded("SubBackward", [a, b]) { gradient, step in
      [
        step.ifNeeded(0) { gradient.summed(to: shapeA) },
        step.ifNeeded(1) { (-gradient).summed(to: shapeB) },
      ]
    }
  }

  /// a · b, elementwise.
  ///
  /// Shapes: any two that broadcast, to the shape they broadcast to.
  ///
  /// PyTorch: `torch.mul`.
  ///
  /// - Precondition: the shapes broadcast, and neither tensor is bool.
  public static func * (a: Tensor, b: Tensor) -> Tensor {
    let (a, b) = Arithmetic.operands(a, b)
    let out = Arithmetic.apply(.multiply, a, b, "mul")
    guard isRecording(a, b) else { return out }
    return out.recorded("MulBackward", [a, b], saving: [a, b]) { gradient, step in
      let (a, b) = (step.saved[0], step.saved[1])
      return [
        step.ifNeeded(0) { (gradient * b).summed(to: a.shape) },
        step.ifNeeded(1) { (gradient * a).summed(to: b.shape) },
      ]
    }
  }

  /// a / b, elementwise: integers are divided as float32.
  ///
  /// Shapes: any two that broadcast, to the shape they broadcast to.
  ///
  /// PyTorch: `torch.div`.
  ///
  /// - Precondition: the shapes broadcast, and neither tensor is bool.
  public static func / (a: Tensor, b: Tensor) -> Tensor {
    var (a, b) = Arithmetic.operands(a, b)
    if !a.dtype.isFloatingPoint { (a, b) = (a.to(.float32), b.to(.float32)) }
    let out = Arithmetic.apply(.divide, a, b, "div")
    guard isRecording(a, b) else { return out }
    return out.recorded("DivBackward", [a, b], saving: [a, b]) { gradient, step in
      let (a, b) = (step.saved[0], step.saved[1])
      return [
        step.ifNeeded(0) { (gradient / b).summed(to: a.shape) },
        step.ifNeeded(1) { (-gradient * ((a / b) / b)).summed(to: b.shape) },
      ]
    }
  }

  /// −a, elementwise.
  ///
  /// PyTorch: `torch.neg`.
  public static prefix func - (a: Tensor) -> Tensor {
    if !a.dtype.isFloatingPoint { return a * -1 }
    let x = a.contiguous()
    let out = Tensor(uninitializedLike: x, dtype: x.dtype)
    PointwiseKernel.run(.negate, x, into: out)
    guard isRecording(a) else { return out }
    return out.recorded("NegBackward", [a]) { gradient, _ in [-gradient] }
  }
}

/// What the four operations share.
enum Arithmetic {
  /// Both in the type of the result. As in PyTorch a scalar gives way to a tensor with dimensions,
  /// unless it brings floating point to integers.
  static func operands(_ a: Tensor, _ b: Tensor) -> (Tensor, Tensor) {
    if a.dtype == b.dtype { return (a, b) }
    if a.dtype.isFloatingPoint == b.dtype.isFloatingPoint {
      if a.ndim == 0 && b.ndim > 0 && b.dtype != .bool { return (a.to(b.dtype), b) }
      if b.ndim == 0 && a.ndim > 0 && a.dtype != .bool { return (a, b.to(a.dtype)) }
    }
    let dtype = a.dtype.promoted(with: b.dtype)
    return (a.to(dtype), b.to(dtype))
  }

  static func apply(
    _ operation: BinaryKernel.Operation, _ a: Tensor, _ b: Tensor, _ name: StaticString
  ) -> Tensor {
    precondition(
      a.dtype != .bool,
      "\(name): shapes \(a.shape) and \(b.shape) are of bool, which is not added or multiplied: "
        + "convert one with to(.float32) first")
    let out: Tensor
    if a.isContiguous && a.shape == b.shape {
      out = Tensor(uninitializedLike: a, dtype: a.dtype)
    } else {
      out = Tensor(
        uninitialized: Shape.broadcast(a.shape, b.shape, name), dtype: a.dtype)
    }
    BinaryKernel.run(operation, a, b, into: out)
    return out
  }
}
