/// Arithmetic of a tensor and a number. The number takes the tensor's type; an int64 tensor becomes
/// float32 if the number is not whole, or if it is divided.
extension Tensor {
  /// a + scalar, elementwise.
  ///
  /// PyTorch: `torch.add`.
  public static func + (a: Tensor, scalar: Float) -> Tensor {
    let a = a.accepting(scalar)
    let out = a.applying(.add, scalar)
    guard isRecording(a) else { return out }
    return out.recorded("AddBackward", [a]) { gradient, _ in [gradient] }
  }

  /// scalar + a, elementwise.
  ///
  /// PyTorch: `torch.add`.
  public static func + (scalar: Float, a: Tensor) -> Tensor { a + scalar }

  /// a − scalar, elementwise.
  ///
  /// PyTorch: `torch.sub`.
  public static func - (a: Tensor, scalar: Float) -> Tensor {
    let a = a.accepting(scalar)
    let out = a.applying(.add, -scalar)
    guard isRecording(a) else { return out }
    return out.recorded("SubBackward", [a]) { gradient, _ in [gradient] }
  }

  /// scalar − a, elementwise.
  ///
  /// PyTorch: `torch.rsub`.
  public static func - (scalar: Float, a: Tensor) -> Tensor {
    let a = a.accepting(scalar)
    let out = a.applying(.subtractFrom, scalar)
    guard isRecording(a) else { return out }
    return out.recorded("RsubBackward", [a]) { gradient, _ in [-gradient] }
  }

  /// a · scalar, elementwise.
  ///
  /// PyTorch: `torch.mul`.
  public static func * (a: Tensor, scalar: Float) -> Tensor {
    let a = a.accepting(scalar)
    let out = a.applying(.multiply, scalar)
    guard isRecording(a) else { return out }
    return out.recorded("MulBackward", [a]) { gradient, _ in [gradient * scalar] }
  }

  /// scalar · a, elementwise.
  ///
  /// PyTorch: `torch.mul`.
  public static func * (scalar: Float, a: Tensor) -> Tensor { a * scalar }

  /// a / scalar, elementwise.
  ///
  /// PyTorch: `torch.div`.
  public static func / (a: Tensor, scalar: Float) -> Tensor {
    let a = a.dtype.isFloatingPoint ? a : a.to(.float32)
    let out = a.applying(.divideBy, scalar)
    guard isRecording(a) else { return out }
    return out.recorded("DivBackward", [a]) { gradient, _ in [gradient / scalar] }
  }

  /// scalar / a, elementwise.
  ///
  /// PyTorch: `torch.div`.
  public static func / (scalar: Float, a: Tensor) -> Tensor {
    let a = a.dtype.isFloatingPoint ? a : a.to(.float32)
    let out = a.applying(.divide, scalar)
    guard isRecording(a) else { return out }
    return out.recorded("ReciprocalBackward", [a], saving: [a, out]) { gradient, step in
      [-gradient * (step.saved[1] / step.saved[0])]
    }
  }

  private func accepting(_ scalar: Float) -> Tensor {
    if dtype.isFloatingPoint { return self }
    return to(Int(exactly: scalar) == nil ? .float32 : .int64)
  }

  private func applying(_ operation: ScalarKernel.Operation, _ scalar: Float) -> Tensor {
    let x = isContiguous ? self : detach().contiguous()
    let out = Tensor(uninitializedLike: x, dtype: x.dtype)
    ScalarKernel.run(operation, x, Double(scalar), into: out)
    return out
  }
}
