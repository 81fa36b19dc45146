/// Arithmetic of a tensor and a number. The number takes the tensor's type; an int64 tensor becomes
/// float32 if the number is not whole, or if it is divided.
extension Tensor {
  public static func + (a: Tensor, scalar: Float) -> Tensor {
    let a = a.accepting(scalar)
    let out = a.applying(.add, scalar)
    guard isRecording(a) else { return out }
    return out.recorded("AddBackward", [a]) { gradient, _ in [gradient] }
  }

  public static func + (scalar: Float, a: Tensor) -> Tensor { a + scalar }

  public static func - (a: Tensor, scalar: Float) -> Tensor {
    let a = a.accepting(scalar)
    let out = a.applying(.add, -scalar)
    guard isRecording(a) else { return out }
    return out.recorded("SubBackward", [a]) { gradient, _ in [gradient] }
  }

  public static func - (scalar: Float, a: Tensor) -> Tensor {
    let a = a.accepting(scalar)
    let out = a.applying(.subtractFrom, scalar)
    guard isRecording(a) else { return out }
    return out.recorded("RsubBackward", [a]) { gradient, _ in [-gradient] }
  }

  public static func * (a: Tensor, scalar: Float) -> Tensor {
    let a = a.accepting(scalar)
    let out = a.applying(.multiply, scalar)
    guard isRecording(a) else { return out }
    return out.recorded("MulBackward", [a]) { gradient, _ in [gradient * scalar] }
  }

  public static func * (scalar: Float, a: Tensor) -> Tensor { a * scalar }

  public static func / (a: Tensor, scalar: Float) -> Tensor {
    let a = a.dtype.isFloatingPoint ? a : a.to(.float32)
    let out = a.applying(.divideBy, scalar)
    guard isRecording(a) else { return out }
    return out.recorded("DivBackward", [a]) { gradient, _ in [gradient / scalar] }
  }

  public static func / (scalar: Float, a: Tensor) -> Tensor {
    let a = a.dtype.isFloatingPoint ? a : a.to(.float32)
    let out = a.applying(.divide, scalar)
    guard isRecording(a) else { return out }
    return out.recorded("ReciprocalBackward", [a], saving: [a, out]) { gradient, step in
      [-gradient * (step.saved[1] / step.saved[0])]
    }
  }

  private func accepting(_ scalar: Float) -> Tensor {
    if dtype.isFloatingPoint || dtype == .int64 && scalar == scalar.rounded() { return self }
    return to(dtype == .bool && scalar == scalar.rounded() ? .int64 : .float32)
  }

  private func applying(_ operation: ScalarKernel.Operation, _ scalar: Float) -> Tensor {
    let x = isContiguous ? self : detach().contiguous()
    let out = Tensor(uninitializedLike: x, dtype: x.dtype)
    ScalarKernel.run(operation, x, Double(scalar), into: out)
    return out
  }
}
