/// How ``gelu(_:approximate:)`` computes Φ, the normal distribution.
public enum GeluApproximation: Sendable { case none, tanh }

extension Tensor {
  public final func tanh() -> Tensor { activated(.tanh, "TanhBackward", .tanh, savesResult: true) }

  /// 1/(1 + e⁻ˣ)
  public final func sigmoid() -> Tensor {
    activated(.sigmoid, "SigmoidBackward", .sigmoid, savesResult: true)
  }

  /// x·sigmoid(x)
  public final func silu() -> Tensor {
    activated(.silu, "SiluBackward", .silu, savesResult: false)
  }

  /// x·Φ(x), https://arxiv.org/abs/1606.08415.
  public final func gelu(approximate: GeluApproximation = .none) -> Tensor {
    switch approximate {
    case .none: activated(.gelu, "GeluBackward", .gelu, savesResult: false)
    case .tanh: activated(.geluTanh, "GeluBackward", .geluTanh, savesResult: false)
    }
  }

  /// max(x, 0); its slope at 0 is taken as 0.
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

public func relu(_ x: Tensor) -> Tensor { x.relu() }

/// x·Φ(x), elementwise, as `torch.nn.functional.gelu`.
public func gelu(_ x: Tensor, approximate: GeluApproximation = .none) -> Tensor {
  x.gelu(approximate: approximate)
}
