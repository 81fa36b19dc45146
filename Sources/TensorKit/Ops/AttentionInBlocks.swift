extension AttentionCall {
  /// Attention by ``AttentionKernel``, which never has all weights at once.
  ///
  /// The result lies in memory as [..., L, heads, V], where the last `headDimensions` of the
  /// leading dimensions count heads: so a transformer joins them without a copy.
  func inBlocks(headDimensions: Int) -> Tensor {
    let heads = AttentionHeads(self, headDimensions)
    let inputs = [query, key, value] + (mask.map { [$0] } ?? [])
    let records = isRecording(inputs)
    let (out, logSums) = heads.forward(query, key, value, mask, keepsSums: records)
    guard records else { return out }
    return out.recorded(
      "ScaledDotProductAttentionBackward", inputs,
      saving: [out] + (logSums.map { [$0] } ?? []) + inputs
    ) { gradient, step in
      let wantsMask = step.inputCount > 3 && step.needs(3)
      return heads.gradients(gradient, step.saved, wantsMask: wantsMask)
    }
  }
}

/// The matrices of the leading dimensions, which all tensors share, one after the other.
private struct AttentionHeads {
  private let kernel: AttentionKernel
  private let leading: [Int]
  private let headDimensions: Int

  init(_ call: AttentionCall, _ headDimensions: Int) {
    let (query, key, value) = (call.query, call.key, call.value)
    leading = Array(query.shape.dropLast(2))
    self.headDimensions = min(headDimensions, leading.count)
    kernel = AttentionKernel(
      queries: query.shape[leading.count], keys: key.shape[leading.count],
      width: query.shape[leading.count + 1], valueWidth: value.shape[leading.count + 1],
      isCausal: call.isCausal, scale: call.scale, dtype: query.dtype)
  }

  private var count: Int { leading.reduce(1, *) }

  /// How many heads are worth waking a thread for.
  private var grain: Int {
    let work = kernel.queries * kernel.keys * (kernel.width + kernel.valueWidth)
    return max(1, (1 << 19) / max(work, 1))
  }

  func forward(
    _ query: Tensor, _ key: Tensor, _ value: Tensor, _ mask: Tensor?, keepsSums: Bool
  ) -> (out: Tensor, logSums: Tensor?) {
    let out = room(kernel.queries, kernel.valueWidth, query.dtype)
    let logSums =
      keepsSums
      ? Tensor(uninitialized: leading + [kernel.queries], dtype: query.dtype) : nil
    // Threads that have no head of their own share one, in blocks of its queries.
    let block = AttentionKernel.blockRows
    let blocks = (kernel.queries + block - 1) / block
    let pieces = count >= getNumThreads() ? 1 : max(1, min(blocks / 4, getNumThreads() * 4))
    Threads.split(count * pieces, grain: grain * pieces) { range in
      for item in range {
        let (index, piece) = (item / pieces, item % pieces)
        let from = blocks * piece / pieces * block
        let to = min(kernel.queries, blocks * (piece + 1) / pieces * block)
        let sums = logSums.map {
          $0.data + index * kernel.queries * query.dtype.byteCount
        }
        kernel.forward(
          head(index, query, key, value, mask), from..<to, out: matrix(out, index), logSums: sums)
      }
    }
    for tensor in [query, key, value, mask, out, logSums] { tensor?.keepAlive() }
    return (out, logSums)
  }

  /// `saved` are the result, the logarithms of the sums, the query, the key, the value, and the mask
  /// if there is one.
  func gradients(_ gradient: Tensor, _ saved: [Tensor], wantsMask: Bool) -> [Tensor?] {
    let mask = saved.count > 5 ? saved[5] : nil
    let (result, logSums, query) = (saved[0], saved[1], saved[2])
    let gradient = gradient.strides[gradient.ndim - 1] == 1 ? gradient : gradient.contiguous()
    let dtype = query.dtype
    let (q, k, v) = (
      room(kernel.queries, kernel.width, dtype), room(kernel.keys, kernel.width, dtype),
      room(kernel.keys, kernel.valueWidth, dtype)
    )
    let square =
      wantsMask
      ? Tensor(uninitialized: leading + [kernel.queries, kernel.keys], dtype: dtype) : nil
    Threads.split(count, grain: grain) { range in
      for index in range {
        kernel.backward(
          head(index, query, saved[3], saved[4], mask), matrix(gradient, index),
          result: matrix(result, index),
          logSums: logSums.data + index * kernel.queries * dtype.byteCount,
          into: AttentionKernel.Gradients(
            q: matrix(q, index), k: matrix(k, index), v: matrix(v, index),
            mask: square.map { matrix($0, index) }))
      }
    }
    for tensor in saved + [gradient, q, k, v] { tensor.keepAlive() }
    square?.keepAlive()
    return [q, k, v] + (mask == nil ? [] : [square])
  }

  private func head(
    _ index: Int, _ query: Tensor, _ key: Tensor, _ value: Tensor, _ mask: Tensor?
  ) -> AttentionKernel.Head {
    AttentionKernel.Head(
      q: matrix(query, index), k: matrix(key, index), v: matrix(value, index),
      mask: mask.map { matrix($0, index) }, isMaskBool: mask?.dtype == .bool)
  }

  /// Matrix `index` of a tensor [..., rows, columns].
  private func matrix(_ x: Tensor, _ index: Int) -> MatmulKernel.Matrix {
    var (offset, rest) = (0, index)
    for d in stride(from: leading.count - 1, through: 0, by: -1) {
      offset += rest % leading[d] * x.strides[d]
      rest /= leading[d]
    }
    return MatrixProduct.matrix(x, x.data + offset * x.dtype.byteCount)
  }

  /// Room for a tensor [..., heads, rows, width], in memory as [..., rows, heads, width].
  private func room(_ rows: Int, _ width: Int, _ dtype: DType) -> Tensor {
    let outer = leading.count - headDimensions
    let shape = leading[..<outer] + [rows] + leading[outer...] + [width]
    let heads = outer + 1..<outer + 1 + headDimensions
    let order = Array(0..<outer) + Array(heads) + [outer, shape.count - 1]
    return Tensor(uninitialized: Array(shape), dtype: dtype).permute(order)
  }
}
