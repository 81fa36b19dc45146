/// x·weightᵀ + bias.
///
/// Shapes: x [..., in] × weight [out, in] + bias [out] → [..., out].
///
/// PyTorch: `torch.nn.functional.linear`.
///
/// - Precondition: the shapes are these, and all are of one type, of numbers.
public func linear(_ x: Tensor, _ weight: Tensor, _ bias: Tensor? = nil) -> Tensor {
  LinearShapes.check(x, weight, bias)
  let computed = x.dtype.computed
  if computed != x.dtype {
    return x.widened { linear($0, weight.to(computed), bias?.to(computed)) }
  }
  let (inputs, outputs) = (weight.shape[1], weight.shape[0])
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
  return out.recorded("LinearBackward", tensors, saving: [flat, weight]) { gradient, step in
    let g = gradient.reshape([rows, outputs])
    let (x, weight) = (step.saved[0], step.saved[1])
    return [
      step.ifNeeded(0) {
        MatrixProduct.product(g, weight).reshape(gradient.shape.dropLast() + [inputs])
      },
      step.ifNeeded(1) { MatrixProduct.product(g.transposed(), x) },
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
      x.dtype == weight.dtype && x.dtype != .bool,
      """
      linear: input \(x.dtype) and weight \(weight.dtype) must be of one type, of numbers: convert \
      with to(_:)
      """)
    guard let bias else { return }
    precondition(
      bias.shape == [weight.shape[0]] && bias.dtype == x.dtype,
      """
      linear: bias \(bias.shape) of \(bias.dtype) does not fit weight \(weight.shape): it must be \
      [\(weight.shape[0])] of \(x.dtype)
      """)
  }
}
