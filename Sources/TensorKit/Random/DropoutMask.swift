/// In training zeroes each element of `x` with probability `p` and scales the others by 1/(1 − p),
/// so that the mean stays; otherwise returns `x` itself. `torch.nn.functional.dropout`.
///
/// Two words of the generator for each element; none if nothing is dropped, or everything.
///
/// PyTorch: `torch.nn.functional.dropout`.
///
/// - Precondition: `p` lies in 0...1.
public func dropout(
  _ x: Tensor, p: Float = 0.5, training: Bool = true, generator: Generator = .current
) -> Tensor {
  precondition((0...1).contains(p), "dropout: \(p) is no probability: it lies in 0...1")
  if !training || p == 0 { return x }
  if p == 1 { return x * Tensor.zeros(x.shape, dtype: x.dtype) }
  let keep = 1 - Double(asWritten: p)
  let count = x.count
  let kept = generator.draw { $0.bernoulli(count, keep) }
  // The mask is scaled, not the product: x · round(1/keep) is what PyTorch computes.
  let mask = Tensor(kept.map { $0 ? 1 / keep : 0 }, shape: x.shape, dtype: x.dtype)
  return x * mask
}

extension Double {
  /// The double nearest to the decimal that `float` was written as: 0.1, not 0.10000000149….
  ///
  /// PyTorch keeps probabilities and rates as doubles. Widening a Float instead would, once in a
  /// while, drop another element.
  init(asWritten float: Float) {
    self = Double(float.description) ?? Double(float)
  }
}
