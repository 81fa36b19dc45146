/// (x − mean)/√(variance + eps)·weight + bias, with mean and variance over the last dimension, as
/// `torch.nn.functional.layer_norm`. https://arxiv.org/abs/1607.06450
///
/// Shapes: x [..., d]; weight and bias [d]. The result has the shape of x.
///
/// PyTorch: `torch.nn.functional.layer_norm`.
///
/// - Precondition: d > 0, and all are of one floating point type.
public func layerNorm(
  _ x: Tensor, weight: Tensor? = nil, bias: Tensor? = nil, eps: Double = 1e-5
) -> Tensor {
  let d = x.shape.last ?? 0
  precondition(x.ndim > 0 && d > 0, "layerNorm: shape \(x.shape) has no values to normalise over")
  precondition(
    x.dtype.isFloatingPoint, "layerNorm: \(x.dtype) must be converted with to(.float32) first")
  for (name, tensor) in [("weight", weight), ("bias", bias)] {
    guard let tensor else { continue }
    precondition(
      tensor.shape == [d] && tensor.dtype == x.dtype,
      """
      layerNorm: \(name) \(tensor.shape) of \(tensor.dtype) does not fit input \(x.shape) of \
      \(x.dtype): it must be [\(d)] of the same type
      """)
  }
  if x.dtype.isStorageOnly {
    let (weight, bias) = (weight?.to(.float32), bias?.to(.float32))
    return x.widened { layerNorm($0, weight: weight, bias: bias, eps: eps) }
  }
  let (dense, w, b) = (x.contiguous(), weight?.contiguous(), bias?.contiguous())
  let (rows, n) = dense.rows
  let out = Tensor(uninitializedLike: dense, dtype: x.dtype)
  let mean = Tensor(uninitialized: [rows], dtype: .float64)
  let rstd = Tensor(uninitialized: [rows], dtype: .float64)
  LayerNormKernel.forward(
    dense, w, b, eps: eps, rows: rows, n, out: out, mean: mean, rstd: rstd)
  let inputs = [x] + [weight, bias].compactMap { $0 }
  guard isRecording(inputs) else { return out }
  let hasWeight = weight != nil
  return out.recorded(
    "NativeLayerNormBackward", inputs, saving: [dense, mean, rstd] + [w].compactMap { $0 }
  ) { gradient, step in
    let (gradient, x) = (gradient.contiguous(), step.saved[0])
    let (mean, rstd, weight) = (step.saved[1], step.saved[2], hasWeight ? step.saved[3] : nil)
    var gradients: [Tensor?] = [
      step.ifNeeded(0) {
        let result = Tensor(uninitializedLike: x, dtype: x.dtype)
        LayerNormKernel.inputGradient(
          gradient, x, weight, mean: mean, rstd: rstd, rows: rows, n, into: result)
        return result
      }
    ]
    if step.inputCount > 1 && (1..<step.inputCount).contains(where: { step.needs($0) }) {
      let groups = (rows + LayerNormKernel.groupSize - 1) / LayerNormKernel.groupSize
      let weightParts = Tensor(uninitialized: [groups, n], dtype: x.dtype)
      let biasParts = Tensor(uninitialized: [groups, n], dtype: x.dtype)
      LayerNormKernel.parameterGradients(
        gradient, x, mean: mean, rstd: rstd, rows: rows, n, weight: weightParts, bias: biasParts)
      if hasWeight { gradients.append(step.ifNeeded(1) { weightParts.sum(dim: 0) }) }
      let last = gradients.count
      if last < step.inputCount {
        gradients.append(step.ifNeeded(last) { biasParts.sum(dim: 0) })
      }
    } else {
      gradients += Array(repeating: nil, count: step.inputCount - 1)
    }
    return gradients
  }
}
