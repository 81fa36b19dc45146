/// Rotary position embedding, in the half-rotated form of Llama: x·cos + rotateHalf(x)·sin, where
/// rotateHalf(x) is [−x₂, x₁] of a row's halves [x₁, x₂]. Each pair of elements E/2 apart turns by an
/// angle that grows with the position, so that a product of two rows depends on how far apart they are.
/// Su et al., "RoFormer", arXiv:2104.09864.
///
/// Shapes: x [..., T, E]; cos and sin broadcast to it, usually [T, E], of angles that are the same in
/// both halves of a row. One pass over the elements, forward and backward.
///
/// PyTorch: `x * cos + rotate_half(x) * sin`, `transformers.models.llama.apply_rotary_pos_emb`.
///
/// - Precondition: floating point values of one type, E is even, and cos and sin broadcast to x.
public func rotaryEmbedding(_ x: Tensor, cos: Tensor, sin: Tensor) -> Tensor {
  checkRotary(x, cos, sin)
  if x.dtype.isStorageOnly {
    let (wideCos, wideSin) = (cos.to(x.dtype.computed), sin.to(x.dtype.computed))
    return x.widened { rotaryEmbedding($0, cos: wideCos, sin: wideSin) }
  }
  func rotated(_ x: Tensor, _ cos: Tensor, _ sin: Tensor, isBackward: Bool) -> Tensor {
    let out = Tensor(uninitialized: x.shape, dtype: x.dtype)
    RotaryKernel.run(
      x.withDenseRows, cos.detach().expand(x.shape).withDenseRows,
      sin.detach().expand(x.shape).withDenseRows, isBackward: isBackward, into: out)
    return out
  }
  let out = rotated(x.detach(), cos, sin, isBackward: false)
  let inputs = [x, cos, sin]
  guard isRecording(inputs) else { return out }
  // Angles are rarely learned: x is kept for their gradients alone.
  let kept = [cos, sin] + (cos.requiresGrad || sin.requiresGrad ? [x] : [])
  return out.recorded("RotaryEmbeddingBackward", inputs, saving: kept) { gradient, step in
    let (cos, sin) = (step.saved[0], step.saved[1])
    return [
      step.ifNeeded(0) { rotated(gradient, cos, sin, isBackward: true) },
      step.ifNeeded(1) { (gradient * step.saved[2]).summed(to: cos.shape) },
      step.ifNeeded(2) { (gradient * step.saved[2].halfRotated).summed(to: sin.shape) },
    ]
  }
}

private func checkRotary(_ x: Tensor, _ cos: Tensor, _ sin: Tensor) {
  precondition(
    x.dtype.isFloatingPoint && cos.dtype == x.dtype && sin.dtype == x.dtype,
    "rotaryEmbedding: x is \(x.dtype), cos \(cos.dtype) and sin \(sin.dtype): all must have one "
      + "floating point type: convert with to(…)")
  precondition(
    x.ndim > 0 && x.shape[x.ndim - 1].isMultiple(of: 2),
    "rotaryEmbedding: the last dimension of shape \(x.shape) must be even: it is turned in pairs")
  for (name, table) in [("cos", cos), ("sin", sin)] {
    precondition(
      Shape.broadcast(x.shape, table.shape, "rotaryEmbedding") == x.shape,
      "rotaryEmbedding: \(name) of shape \(table.shape) does not broadcast to x of shape \(x.shape): "
        + "usually it is [T, E], with x [..., T, E]")
  }
}

extension Tensor {
  /// The halves of the last dimension exchanged, and the second one negative: [−x₂, x₁].
  fileprivate final var halfRotated: Tensor {
    let half = shape[ndim - 1] / 2
    let (first, second) = (
      narrow(dim: -1, start: 0, length: half), narrow(dim: -1, start: half, length: half)
    )
    return Tensor.cat([-second, first], dim: -1)
  }

  /// This tensor if neighbours along the last dimension are neighbours in memory, else a copy.
  fileprivate final var withDenseRows: Tensor {
    guard let last = shape.indices.last, shape[last] > 1, strides[last] != 1 else { return self }
    return contiguous()
  }
}
