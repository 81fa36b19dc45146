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
  public final func silu() -> Tensor {
    activated(.silu, "SiluBackward", .silu, savesResult: false)
  }

  /// x·Φ(x), elementwise. https://arxiv.org/abs/1606.08415
  ///
  /// PyTorch: `torch.nn.functional.gelu`.
  public final func gelu(approximate: GeluApproximation = .none) -> Tensor {
    switch approximate {
    case .none: activated(.gelu, "GeluBackward", .gelu, savesResult: false)
    case .tanh: activated(.geluTanh, "GeluBackward", .geluTanh, savesResult: false)
    }
  }

  /// max(x, 0), elementwise; its slope at 0 is taken as 0.
  ///
  /// PyTorch: `torch.relu`.
  public final func relu() -> Tensor {
    let (x, out) = applying(.relu)
    guard isRecording(x) else { return out }
    return out.recorded("ReluBackward", [x], saving: [out]) { gradient, step in
      [gradient * step.saved[0].gt(0).to(gradient.dtype)]
    }
  }

  private func activated(
    _ function: VectorMath.Function, _ name: StaticString,
    _ derivative: VectorMath.Derivative, savesResult: Bool
  ) -> Tensor {
    let (x, out) = applying(.elementary(function))
    guard isRecording(x) else { return out }
    return out.recorded(name, [x], saving: [savesResult ? out : x]) { gradient, step in
      let (dense, saved) = (gradient.contiguous(), step.saved[0].contiguous())
      let result = Tensor(uninitializedLike: dense, dtype: dense.dtype)
      PointwiseKernel.run(derivative, dense, saved, into: result)
      return [result]
    }
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
