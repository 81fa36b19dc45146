#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Scales the gradients of all the parameters by one factor, so that the norm of all of them
/// together is at most `maxNorm`, and returns the norm that it was. A parameter without a gradient
/// counts nothing. Pascanu et al., arXiv:1211.5063.
///
/// The result is a scalar. If it is infinite or nan, so are the gradients afterwards: look at it.
///
/// PyTorch: `torch.nn.utils.clip_grad_norm_`.
///
/// - `normType`: p of the p-norm (Σ|g|ᵖ)^(1/p); for infinity, the largest |g|.
/// - Precondition: `normType` is above 0.
@discardableResult
public func clipGradNorm(
  _ parameters: [Parameter], _ maxNorm: Double, normType: Double = 2
) -> Tensor {
  precondition(normType > 0, "clipGradNorm: there is no \(normType)-norm: it is above 0")
  let gradients = parameters.compactMap(\.grad)
  if gradients.isEmpty { return Tensor(0) }
  return noGrad {
    let norms = Tensor.stack(gradients.map { norm($0, normType) })
    let total = norm(norms, normType)
    // 1e-6 keeps the factor finite for gradients of zero.
    let margin = Tensor([1e-6], shape: [], dtype: total.dtype)
    let factor = Tensor([maxNorm], shape: [], dtype: total.dtype) / (total + margin)
    // Not `factor < 1`: a norm that is nan reaches the gradients, as in PyTorch.
    if !(factor.item() >= 1) {
      for gradient in gradients { gradient.mul_(factor.to(gradient.dtype)) }
    }
    return total
  }
}

/// Confines every element of the gradients to −clipValue ... clipValue.
///
/// PyTorch: `torch.nn.utils.clip_grad_value_`.
///
/// - Precondition: `clipValue` is not negative.
public func clipGradValue(_ parameters: [Parameter], _ clipValue: Double) {
  precondition(clipValue >= 0, "clipGradValue: the bound \(clipValue) is negative")
  noGrad {
    for gradient in parameters.compactMap(\.grad) {
      gradient.copy_(gradient.clamp(min: -clipValue, max: clipValue))
    }
  }
}

/// (Σ|x|ᵖ)^(1/p), or the largest |x|, of all elements.
private func norm(_ x: Tensor, _ p: Double) -> Tensor {
  let values = x.detach()
  if values.count == 0 { return Tensor.zeros([], dtype: x.dtype) }
  if p == .infinity { return values.abs().max() }
  if p == 2 { return (values * values).sum().sqrt() }
  let sum = values.abs().pow(p).sum().item()
  return Tensor([pow(sum, 1 / p)], shape: [], dtype: x.dtype)
}
