/// The length of vectors: (Σ |x|ᵖ)^(1/p). With p = ∞ it is the largest magnitude, with −∞ the
/// smallest, and with 0 the number of elements that are not 0.
extension Tensor {
  /// The norm of all elements, of shape [].
  ///
  /// PyTorch: `torch.linalg.vector_norm`, `torch.norm`.
  ///
  /// - Precondition: floating point values.
  public final func norm(_ p: Double = 2) -> Tensor { norm(p, dim: []) }

  /// The norms of the vectors along dimension `dim`.
  ///
  /// PyTorch: `torch.linalg.vector_norm`, `torch.norm`.
  ///
  /// - Precondition: floating point values, and `dim` is a dimension.
  public final func norm(_ p: Double = 2, dim: Int, keepDim: Bool = false) -> Tensor {
    norm(p, dim: [dim], keepDim: keepDim)
  }

  /// The norms along the dimensions `dim`, or all. A norm of 0 has the gradient 0.
  ///
  /// PyTorch: `torch.linalg.vector_norm`, `torch.norm`.
  ///
  /// - Precondition: floating point values, and `dim` names dimensions that there are, each once. If
  ///   p is negative or infinite, there are elements.
  public final func norm(_ p: Double = 2, dim: [Int], keepDim: Bool = false) -> Tensor {
    precondition(
      dtype.isFloatingPoint, "norm: \(dtype) has no norm: convert with to(.float32) first")
    if dtype.isStorageOnly { return widened { $0.norm(p, dim: dim, keepDim: keepDim) } }
    let axes = reductionAxes(dim, "norm")
    precondition(
      p >= 0 && p.isFinite || axes.allSatisfy { extent($0) > 0 },
      "norm: shape \(shape) has no elements along \(axes), and of none there is no norm \(p)")
    let out = norms(p, axes).keeping(keepDim, of: shape, axes)
    guard p != 0, isRecording(self) else { return out }
    return out.recorded("LinalgVectorNormBackward", [self], saving: [self, out]) { gradient, step in
      [Tensor.normGradient(gradient, step.saved[0], step.saved[1], p, axes)]
    }
  }

  private func norms(_ p: Double, _ axes: [Int]) -> Tensor {
    switch p {
    case 0: return detach().to(.bool).summedElements(axes).to(dtype)
    case .infinity: return detach().abs().folded(.maximum, axes, to: dtype, empty: 0)
    case -.infinity: return detach().abs().folded(.minimum, axes, to: dtype, empty: 0)
    default: break
    }
    let sums: Tensor
    if count == 0 {
      sums = Tensor.zeros(Tensor.reducedShape(shape, axes, keepDim: false), dtype: .float64)
    } else {
      let power: FoldKernel.Power = Tensor.power(p)
      sums = detach().reduced(axes, to: .float64) {
        FoldKernel.powers(power, $0, $1, into: $2)
      } again: {
        FoldKernel.run(.sum, $0, $1, into: $2)
      }
      NormKernel.takeRoots(of: sums, p)
    }
    return sums.to(dtype)
  }

  private static func power(_ p: Double) -> FoldKernel.Power {
    switch p {
    case 1: .magnitude
    case 2: .square
    case 3...16 where p == p.rounded(): .wholePower(Int(p))
    default: .power(p)
    }
  }

  /// gradient·sign(x)·|x|ᵖ⁻¹/normᵖ⁻¹; of the infinite norms, equal parts to the extreme elements.
  private static func normGradient(
    _ gradient: Tensor, _ x: Tensor, _ norm: Tensor, _ p: Double, _ axes: [Int]
  ) -> Tensor {
    let shape = x.shape
    let scale = Tensor(uninitialized: norm.shape, dtype: .float64)
    scale.copy_(gradient.detach().reshape(norm.shape))
    if p.isInfinite {
      let isExtreme = x.abs().eq(norm.spread(over: shape, axes)).to(x.dtype)
      let counts = isExtreme.summedElements(axes).reshape(norm.shape).doubles()
      for (i, number) in counts.enumerated() where number > 0 { scale.doublePointer[i] /= number }
      return isExtreme * x.normSlope(1) * scale.to(x.dtype).spread(over: shape, axes)
    }
    NormKernel.divide(scale, by: norm.doubles(), p)
    let direction = p == 2 ? x : x.normSlope(p)
    return direction * scale.to(x.dtype).spread(over: shape, axes)
  }

  /// sign(x)·|x|ᵖ⁻¹, and 0 of 0.
  private func normSlope(_ p: Double) -> Tensor {
    let x = contiguous()
    let out = Tensor(uninitializedLike: x, dtype: dtype)
    NormKernel.slope(x, p, into: out)
    return out
  }
}
