extension Tensor {
  /// The matrix product: [..., m, k] × [..., k, n] → [..., m, n], where the
  /// leading dimensions broadcast. A vector is a row on the left and a column on the right, and
  /// that dimension is left out of the result.
  ///
  /// PyTorch: `torch.matmul`, `@`.
  ///
  /// - Precondition: the inner extents are equal, the leading ones broadcast, and both are of one
  ///   floating point type.
  public final func matmul(_ other: Tensor) -> Tensor {
    precondition(
      ndim > 0 && other.ndim > 0,
      "matmul: shapes \(shape) and \(other.shape): a scalar is no matrix; use * for it")
    let (x, y) = (shape.dropLast(2), other.shape.dropLast(2))
    precondition(
      zip(x.reversed(), y.reversed()).allSatisfy { $0 == $1 || $0 == 1 || $1 == 1 },
      """
      matmul: \(shape) × \(other.shape): the leading dimensions \(Array(x)) and \(Array(y)) do not \
      broadcast: counted from the end, they must be equal, or one of them 1
      """)
    let (a, b) = (ndim == 1 ? unsqueeze(0) : self, other.ndim == 1 ? other.unsqueeze(1) : other)
    precondition(
      a.shape[a.ndim - 1] == b.shape[b.ndim - 2],
      """
      matmul: \(shape) × \(other.shape): the last dimension of the first, \(a.shape[a.ndim - 1]), \
      must equal the \(other.ndim == 1 ? "only" : "second last") one of the second, \
      \(b.shape[b.ndim - 2])
      """)
    precondition(
      dtype == other.dtype && dtype.isFloatingPoint,
      "matmul: \(dtype) × \(other.dtype): both must be float32, or both float64")
    var out = MatrixProduct.recorded(a, b)
    if other.ndim == 1 { out = out.squeeze(-1) }
    if ndim == 1 { out = out.squeeze(other.ndim == 1 ? -1 : -2) }
    return out
  }
}

/// The matrix product [..., m, k] × [..., k, n] → [..., m, n], as ``Tensor/matmul(_:)``.
///
/// PyTorch: `torch.matmul`.
public func matmul(_ a: Tensor, _ b: Tensor) -> Tensor { a.matmul(b) }

/// Products of [..., m, k] and [..., k, n], without the special cases of vectors.
enum MatrixProduct {
  static func recorded(_ a: Tensor, _ b: Tensor) -> Tensor {
    // Many matrices times one are one tall matrix times it.
    if a.ndim > 2 && b.ndim == 2 {
      let tall = a.reshape([a.count / Swift.max(a.shape[a.ndim - 1], 1), a.shape[a.ndim - 1]])
      return recorded(tall, b).reshape(a.shape.dropLast() + [b.shape[1]])
    }
    let out = product(a, b)
    guard isRecording(a, b) else { return out }
    let name: StaticString = out.ndim == 2 ? "MmBackward" : "BmmBackward"
    return out.recorded(name, [a, b], saving: [a, b]) { gradient, step in
      let (a, b) = (step.saved[0], step.saved[1])
      return [
        step.ifNeeded(0) { product(gradient, b.transposed()).summed(to: a.shape) },
        step.ifNeeded(1) { product(a.transposed(), gradient).summed(to: b.shape) },
      ]
    }
  }

  /// In no graph.
  static func product(_ a: Tensor, _ b: Tensor) -> Tensor {
    let (m, k) = (a.shape[a.ndim - 2], a.shape[a.ndim - 1])
    let n = b.shape[b.ndim - 1]
    if a.ndim == 2 && b.ndim == 2 {
      let out = Tensor(uninitialized: [m, n], dtype: a.dtype)
      MatmulKernel.run(
        a.dtype, m: m, n: n, k: k, matrix(a, a.data), matrix(b, b.data),
        into: out.data)
      a.keepAlive()
      b.keepAlive()
      return out
    }
    let (batchA, batchB) = (Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)))
    let batch = Shape.broadcast(batchA, batchB, "matmul")
    let out = Tensor(uninitialized: batch + [m, n], dtype: a.dtype)
    let nest = LoopNest(
      batch, Shape.broadcastStrides(batchA, Array(a.strides.dropLast(2)), to: batch),
      Shape.broadcastStrides(batchB, Array(b.strides.dropLast(2)), to: batch),
      Shape.contiguousStrides(batch).map { $0 * m * n })
    let size = a.dtype.byteCount
    nest.forEachRow { offsetA, offsetB, offsetOut in
      for i in 0..<nest.rowCount {
        let x = a.data + (offsetA + i * nest.rowSteps.a) * size
        let y = b.data + (offsetB + i * nest.rowSteps.b) * size
        let z = out.data + (offsetOut + i * nest.rowSteps.c) * size
        MatmulKernel.run(
          a.dtype, m: m, n: n, k: k, matrix(a, x), matrix(b, y), into: z)
      }
    }
    a.keepAlive()
    b.keepAlive()
    return out
  }

  static func matrix(_ x: Tensor, _ data: UnsafeMutableRawPointer) -> MatmulKernel.Matrix {
    MatmulKernel.Matrix(
      data: data, rowStride: x.strides[x.ndim - 2], columnStride: x.strides[x.ndim - 1])
  }
}
