/// x·weightᵀ + bias.
///
/// Shapes: x [..., in] × weight [out, in] + bias [out] → [..., out].
///
/// PyTorch: `torch.nn.functional.linear`.
///
/// Beside a float32 x the weight may be float16 or bfloat16, as a model's weights rest in memory: it is
/// widened as it is read, and the result is float32.
///
/// What backward needs of x is kept only if the weight learns, and the weight only if x does: so a
/// frozen layer keeps no copy of its input.
///
/// - Precondition: the shapes are these, and all are of one type, of numbers.
public func linear(_ x: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) -> Tensor {
  LinearShapes.check(x, weight, bias)
  let computed = x.dtype.computed
  if let bias, bias.dtype != x.dtype { return linear(x, weight, bias.to(x.dtype)) }
  if computed != x.dtype {
    return x.widened { linear($0, weight.to(computed), bias?.to(computed)) }
  }
  let (inputs, outputs, weightType) = (weight.shape[1], weight.shape[0], weight.dtype)
  let rows = inputs == 0 ? x.shape.dropLast().reduce(1, *) : x.count / inputs
  let flat = x.ndim == 2 ? x : x.detach().reshape([rows, inputs])
  let out = Tensor(uninitialized: x.shape.dropLast() + [outputs], dtype: x.dtype)
  let denseBias = bias.map { $0.isContiguous ? $0 : $0.detach().contiguous() }
  MatrixProduct.run(
    x.dtype, rows, outputs, inputs, MatrixProduct.matrix(flat, flat.data),
    MatrixProduct.matrix(weight, weight.data).transposed, into: out.data, adding: denseBias?.data)
  flat.keepAlive()
  weight.keepAlive()
  denseBias?.keepAlive()
  let tensors = bias.map { [x, weight, $0] } ?? [x, weight]
  guard isRecording(tensors) else { return out }
  let (keepsInput, keepsWeight) = (weight.requiresGrad, x.requiresGrad)
  let kept = (keepsInput ? [flat] : []) + (keepsWeight ? [weight] : [])
  return out.recorded("LinearBackward", tensors, saving: kept) { gradient, step in
    let g = gradient.reshape([rows, outputs])
    return [
      step.ifNeeded(0) {
        MatrixProduct.product(g, step.saved[keepsInput ? 1 : 0])
          .reshape(gradient.shape.dropLast() + [inputs])
      },
      step.ifNeeded(1) {
        let slope = MatrixProduct.product(g.transposed(), step.saved[0])
        return slope.to(weightType)
      },
    ] + (step.inputCount == 3 ? [step.ifNeeded(2) { g.sum(dim: 0) }] : [])
  }
}

private enum LinearShapes {
  static func check(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) {
    precondition(
      weight.ndim == 2, "linear: weight \(weight.shape) must be a matrix, [out, in]")
    precondition(
      x.shape.last == weight.shape[1],
      """
      linear: input \(x.shape) does not fit weight \(weight.shape): the last dimension must be \
      \(weight.shape[1])
      """)
    precondition(
      x.dtype == weight.dtype && x.dtype != .bool || Tensor.rests(weight.dtype, beside: x.dtype),
      """
      linear: input \(x.dtype) and weight \(weight.dtype) must be of one type, of numbers: convert \
      with to(_:)
      """)
    guard let bias else { return }
    precondition(
      bias.shape == [weight.shape[0]] && (bias.dtype == x.dtype || bias.dtype == weight.dtype),
      """
      linear: bias \(bias.shape) of \(bias.dtype) does not fit weight \(weight.shape): it must be \
      [\(weight.shape[0])] of \(x.dtype)
      """)
  }
}
