/// How ``gelu(_:approximate:)`` computes Φ, the normal distribution.
public enum GeluApproximation: Sendable {
  /// By the error function: ½(1 + erf(x/√2)).
  case none
  /// By ½(1 + tanh(√(2/π)(x + 0.044715x³))), as GPT-2 does.
  case tanh
}

extension Tensor {
  /// The hyperbolic tangent, elementwise.
  ///
  /// PyTorch: `torch.tanh`.
  public final func tanh() -> Tensor { activated(.tanh, "TanhBackward", .tanh, savesResult: true) }

  /// 1/(1 + e⁻ˣ), elementwise.
  ///
  /// PyTorch: `torch.sigmoid`.
  public final func sigmoid() -> Tensor {
    activated(.sigmoid, "SigmoidBackward", .sigmoid, savesResult: true)
  }

  /// x·sigmoid(x), elementwise. https://arxiv.org/abs/1702.03118
  ///
  /// PyTorch: `torch.nn.functional.silu`.
  ///
  /// - Precondition: floating point values.
  public final func silu() -> Tensor {
    refuseWholeNumbers("silu")
    return activated(.silu, "SiluBackward", .silu, savesResult: false)
  }

  /// x·Φ(x), elementwise. https://arxiv.org/abs/1606.08415
  ///
  /// PyTorch: `torch.nn.functional.gelu`.
  ///
  /// - Precondition: floating point values.
  public final func gelu(approximate: GeluApproximation = .none) -> Tensor {
    refuseWholeNumbers("gelu")
    return switch approximate {
    case .none: activated(.gelu, "GeluBackward", .gelu, savesResult: false)
    case .tanh: activated(.geluTanh, "GeluBackward", .geluTanh, savesResult: false)
    }
  }

  /// max(x, 0), elementwise; its slope at 0 is taken as 0.
  ///
  /// PyTorch: `torch.relu`.
  ///
  /// - Precondition: not bool.
  public final func relu() -> Tensor {
    precondition(
      dtype != .bool, "relu: shape \(shape) is of bool: convert with to(.float32) first")
    let (x, out) = mapping(.relu)
    guard isRecording(x) else { return out.rounded(to: dtype) }
    return out.recorded("ReluBackward", [x], saving: [out]) { gradient, step in
      [gradient.times(.relu, of: step.saved[0])]
    }.rounded(to: dtype)
  }

  private func activated(
    _ function: VectorMath.Function, _ name: StaticString,
    _ derivative: VectorMath.Derivative, savesResult: Bool
  ) -> Tensor {
    let (x, out) = mappingAsFloat(.elementary(function))
    guard isRecording(x) else { return out.rounded(to: dtype) }
    return out.recorded(name, [x], saving: [savesResult ? out : x]) { gradient, step in
      [gradient.times(derivative, of: step.saved[0])]
    }.rounded(to: dtype)
  }

  /// This gradient times the derivative of a function, by what the function saved.
  private func times(_ derivative: VectorMath.Derivative, of saved: Tensor) -> Tensor {
    let dense = contiguous()
    let result = Tensor(uninitializedLike: dense, dtype: dense.dtype)
    PointwiseKernel.run(derivative, dense, saved.contiguous(), into: result)
    return result
  }

  private func refuseWholeNumbers(_ operation: StaticString) {
    precondition(
      dtype.isFloatingPoint,
      "\(operation): shape \(shape) is of \(dtype): convert with to(.float32) first")
  }
}

/// max(x, 0), elementwise.
///
/// PyTorch: `torch.nn.functional.relu`.
public func relu(_ x: Tensor) -> Tensor { x.relu() }

/// x·Φ(x), elementwise.
///
/// PyTorch: `torch.nn.functional.gelu`.
public func gelu(_ x: Tensor, approximate: GeluApproximation = .none) -> Tensor {
  x.gelu(approximate: approximate)
}
