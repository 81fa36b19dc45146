/// softmax(query·keyᵀ/√E)·value.
/// Vaswani et al., arXiv:1706.03762.
///
/// Shapes: query [..., L, E], key [..., S, E], value [..., S, V] → [..., L, V], with the same
/// leading dimensions. With `isCausal`, query i sees keys 0...i only.
///
/// PyTorch: `torch.nn.functional.scaled_dot_product_attention`.
public func scaledDotProductAttention(
  _ query: Tensor, _ key: Tensor, _ value: Tensor, isCausal: Bool = false
) -> Tensor {
  let heads = AttentionHeads(query, key, value, isCausal)
  let weights = Tensor(
    uninitialized: query.shape.dropLast() + [heads.kernel.keys], dtype: query.dtype)
  let out = heads.result(like: query, width: heads.kernel.valueWidth)
  heads.forEach { index in
    heads.kernel.forward(
      heads.matrix(query, index), heads.matrix(key, index), heads.matrix(value, index),
      weights: heads.matrix(weights, index).data, out: heads.matrix(out, index))
  }
  for tensor in [query, key, value, weights, out] { tensor.keepAlive() }
  let inputs = [query, key, value]
  guard isRecording(inputs) else { return out }
  return out.recorded(
    "ScaledDotProductAttentionBackward", inputs, saving: inputs + [weights]
  ) { gradient, step in
    heads.gradients(gradient, step.saved[0], step.saved[1], step.saved[2], weights: step.saved[3])
  }
}

/// The matrices of the leading dimensions, one after the other.
private struct AttentionHeads {
  let kernel: AttentionKernel
  private let leading: [Int]

  init(_ query: Tensor, _ key: Tensor, _ value: Tensor, _ isCausal: Bool) {
    let shapes = "query \(query.shape), key \(key.shape), value \(value.shape)"
    precondition(
      query.ndim >= 2 && key.ndim == query.ndim && value.ndim == query.ndim
        && query.shape.dropLast(2) == key.shape.dropLast(2)
        && query.shape.dropLast(2) == value.shape.dropLast(2),
      "attention: \(shapes) must be [..., L, E], [..., S, E] and [..., S, V] with the same ...")
    let n = query.ndim
    precondition(
      query.shape[n - 1] == key.shape[n - 1] && query.shape[n - 1] > 0
        && key.shape[n - 2] == value.shape[n - 2],
      """
      attention: \(shapes): queries and keys must have one width, and there must be as many values \
      as keys
      """)
    precondition(
      query.dtype == key.dtype && query.dtype == value.dtype && query.dtype.isFloatingPoint,
      "attention: \(query.dtype), \(key.dtype) and \(value.dtype) must all be float32, or float64")
    leading = Array(query.shape.dropLast(2))
    kernel = AttentionKernel(
      queries: query.shape[n - 2], keys: key.shape[n - 2], width: query.shape[n - 1],
      valueWidth: value.shape[n - 1], isCausal: isCausal, dtype: query.dtype)
  }

  func forEach(_ body: (Int) -> Void) {
    let work = kernel.queries * kernel.keys * (kernel.width + kernel.valueWidth)
    Threads.split(leading.reduce(1, *), grain: max(1, (1 << 19) / max(work, 1))) { range in
      for index in range { body(index) }
    }
  }

  /// Matrix `index` of a tensor [..., rows, columns] with dense rows.
  func matrix(_ x: Tensor, _ index: Int) -> MatmulKernel.Matrix {
    var (offset, rest) = (0, index)
    for d in stride(from: leading.count - 1, through: 0, by: -1) {
      offset += rest % leading[d] * x.strides[d]
      rest /= leading[d]
    }
    return MatrixProduct.matrix(x, x.data + offset * x.dtype.byteCount)
  }

  /// Room for a tensor [..., rows, width] as `model`, in memory as [..., rows, heads, width]: so
  /// a transformer joins its heads without a copy.
  func result(like model: Tensor, width: Int) -> Tensor {
    var shape = model.shape
    shape[shape.count - 1] = width
    if shape.count < 3 { return Tensor(uninitialized: shape, dtype: model.dtype) }
    shape.swapAt(shape.count - 2, shape.count - 3)
    return Tensor(uninitialized: shape, dtype: model.dtype).transposed(-2, -3)
  }

  func gradients(
    _ gradient: Tensor, _ q: Tensor, _ k: Tensor, _ v: Tensor, weights: Tensor
  ) -> [Tensor?] {
    let gradient = gradient.strides[gradient.ndim - 1] == 1 ? gradient : gradient.contiguous()
    let out = (
      q: result(like: q, width: kernel.width), k: result(like: k, width: kernel.width),
      v: result(like: v, width: kernel.valueWidth)
    )
    forEach { index in
      kernel.backward(
        matrix(gradient, index), matrix(q, index), matrix(k, index), matrix(v, index),
        weights: matrix(weights, index).data,
        into: AttentionKernel.Gradients(
          q: matrix(out.q, index), k: matrix(out.k, index), v: matrix(out.v, index)))
    }
    for tensor in [gradient, q, k, v, weights, out.q, out.k, out.v] { tensor.keepAlive() }
    return [out.q, out.k, out.v]
  }
}
