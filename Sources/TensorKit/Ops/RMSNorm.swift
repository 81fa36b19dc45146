/// x/√(mean(x²) + eps)·weight, with the mean over the last dimensions. Zhang and Sennrich,
/// arXiv:1910.07467.
///
/// Shapes: x [..., d] and weight [d]; or, with `normalizedShape` [k, d], x [..., k, d] and weight
/// [k, d]. The result has the shape of x.
///
/// PyTorch: `torch.nn.functional.rms_norm`.
///
/// - `normalizedShape`: the extents that the mean is taken over; the last one unless it is given.
/// - `eps`: what keeps the root from zero; unless it is given, the distance from 1 to the next number
///   of the type.
/// - Precondition: x ends in these extents, none of which is 0, and both are of one floating point
///   type.
public func rmsNorm(
  _ x: Tensor, normalizedShape: [Int]? = nil, weight: Tensor? = nil, eps: Double? = nil
) -> Tensor {
  let ends = normalizedShape ?? Array(x.shape.suffix(1))
  let n = ends.reduce(1, *)
  precondition(
    !ends.isEmpty && n > 0 && Array(x.shape.suffix(ends.count)) == ends,
    "rmsNorm: an input of shape \(x.shape) has no values to normalise over in \(ends)")
  precondition(
    x.dtype.isFloatingPoint, "rmsNorm: \(x.dtype) must be converted with to(.float32) first")
  if let weight {
    precondition(
      weight.shape == ends && weight.dtype == x.dtype,
      """
      rmsNorm: weight \(weight.shape) of \(weight.dtype) does not fit input \(x.shape) of \
      \(x.dtype): it must be \(ends) of the same type
      """)
  }
  if x.dtype.isStorageOnly {
    let wide = x.dtype.computed
    return rmsNorm(x.to(wide), normalizedShape: ends, weight: weight?.to(wide), eps: eps)
      .to(x.dtype)
  }
  let (dense, w) = (x.contiguous(), weight?.contiguous())
  let rows = dense.count / n
  let out = Tensor(uninitializedLike: dense, dtype: x.dtype)
  let rstd = Tensor(uninitialized: [rows], dtype: x.dtype)
  let margin = eps ?? (x.dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne))
  RMSNormKernel.forward(dense, w, eps: margin, rows: rows, n, out: out, rstd: rstd)
  let inputs = [x] + [weight].compactMap { $0 }
  guard isRecording(inputs) else { return out }
  return out.recorded("RmsNormBackward", inputs, saving: [dense, rstd] + [w].compactMap { $0 }) {
    gradient, step in
    let (x, rstd) = (step.saved[0], step.saved[1])
    let weight = step.saved.count > 2 ? step.saved[2] : nil
    let blocks = (rows + RMSNormKernel.block - 1) / RMSNormKernel.block
    let shares =
      weight != nil && step.needs(1) ? Tensor(uninitialized: [blocks, n], dtype: x.dtype) : nil
    let result = step.needs(0) ? Tensor(uninitializedLike: x, dtype: x.dtype) : nil
    RMSNormKernel.backward(
      gradient.contiguous(), x, weight, rstd: rstd, rows: rows, n, into: result, shares: shares)
    let rest = weight == nil ? [] : [shares?.sum(dim: 0).reshape(ends)]
    return [result] + rest
  }
}
