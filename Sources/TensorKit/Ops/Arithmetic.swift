/// Arithmetic, elementwise. Types meet as PyTorch's do: bool below integers below floating point, and
/// a tensor without dimensions gives way to one with dimensions of the same kind.
extension Tensor {
  /// a + b, elementwise. Of bool, whether one is true.
  ///
  /// Shapes: any two that broadcast, to the shape they broadcast to.
  ///
  /// PyTorch: `torch.add`.
  ///
  /// - Precondition: the shapes broadcast.
  public static func + (a: Tensor, b: Tensor) -> Tensor {
    Arithmetic.together(a, b) { a, b in
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
  }

  /// a − b, elementwise.
  ///
  /// Shapes: any two that broadcast, to the shape they broadcast to.
  ///
  /// PyTorch: `torch.sub`.
  ///
  /// - Precondition: the shapes broadcast, and neither tensor is bool.
  public static func - (a: Tensor, b: Tensor) -> Tensor {
    Arithmetic.refuseBool("sub", a, b)
    return Arithmetic.together(a, b) { a, b in
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
  }

  /// a · b, elementwise. Of bool, whether both are true.
  ///
  /// Shapes: any two that broadcast, to the shape they broadcast to.
  ///
  /// PyTorch: `torch.mul`.
  ///
  /// - Precondition: the shapes broadcast.
  public static func * (a: Tensor, b: Tensor) -> Tensor {
    Arithmetic.together(a, b) { a, b in
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
  }

  /// a / b, elementwise: integers and bool are divided as float32.
  ///
  /// Shapes: any two that broadcast, to the shape they broadcast to.
  ///
  /// PyTorch: `torch.div`.
  ///
  /// - Precondition: the shapes broadcast.
  public static func / (a: Tensor, b: Tensor) -> Tensor {
    Arithmetic.together(a, b) { a, b in
      let (a, b) = a.dtype.isFloatingPoint ? (a, b) : (a.to(.float32), b.to(.float32))
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
  }

  /// −a, elementwise.
  ///
  /// PyTorch: `torch.neg`.
  ///
  /// - Precondition: not bool.
  public static prefix func - (a: Tensor) -> Tensor {
    precondition(
      a.dtype != .bool, "neg: shape \(a.shape) is of bool, which has no negative: use ~ for not")
    let (x, out) = a.mapping(.negate)
    guard isRecording(x) else { return out.rounded(to: a.dtype) }
    return out.recorded("NegBackward", [x]) { gradient, _ in [-gradient] }.rounded(to: a.dtype)
  }
}

/// What the operations on two tensors share.
enum Arithmetic {
  /// What `operation` makes of both in the type in which they meet. It is given types that are
  /// computed with; a result that is only stored is rounded back.
  static func together(
    _ a: Tensor, _ b: Tensor, _ operation: (Tensor, Tensor) -> Tensor
  ) -> Tensor {
    if a.dtype == b.dtype && !a.dtype.isStorageOnly { return operation(a, b) }
    let dtype = DType.result(a, b)
    // First to the type itself: what a half cannot hold is rounded before it is computed with.
    return operation(a.to(dtype).to(dtype.computed), b.to(dtype).to(dtype.computed))
      .rounded(to: dtype)
  }

  /// Both in the type in which they meet.
  static func operands(_ a: Tensor, _ b: Tensor) -> (Tensor, Tensor) {
    if a.dtype == b.dtype { return (a, b) }
    let dtype = DType.result(a, b)
    return (a.to(dtype), b.to(dtype))
  }

  static func apply(
    _ operation: BinaryKernel.Operation, _ a: Tensor, _ b: Tensor, _ name: StaticString
  ) -> Tensor {
    let (a, b) = (a.readable, b.readable)
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

  static func refuseBool(_ operation: StaticString, _ a: Tensor, _ b: Tensor) {
    precondition(
      a.dtype != .bool && b.dtype != .bool,
      """
      \(operation): shapes \(a.shape) and \(b.shape) are of \(a.dtype) and \(b.dtype), and bool is \
      not subtracted: use ^ for "one but not both", ~ for "not", or convert with to(.float32) first
      """)
  }
}

extension Tensor {
  /// This tensor, or a copy of one whose rows lie across memory: turning it in tiles is quicker than
  /// reading it so.
  fileprivate final var readable: Tensor {
    if isContiguous || count < 4096 { return self }
    let isTurned = shape.last != 1 && strides.last != 1 && !strides.contains(0)
    return isTurned ? detach().contiguous() : self
  }

  /// This result of a widened operation in the type that was asked for; one of another kind, such as
  /// a truth value, stays as it is.
  final func rounded(to dtype: DType) -> Tensor { self.dtype == dtype.computed ? to(dtype) : self }
}
