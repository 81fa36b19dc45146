extension Tensor {
  /// The matrix product: [..., m, k] × [..., k, n] → [..., m, n], where the
  /// leading dimensions broadcast. A vector is a row on the left and a column on the right, and
  /// that dimension is left out of the result.
  ///
  /// PyTorch: `torch.matmul`, `@`.
  ///
  /// Sums of whole numbers wrap around, as `&+`.
  ///
  /// Beside float32 one operand may be float16 or bfloat16, as a model's weights rest in memory: it is
  /// widened as it is read, and the result is float32.
  ///
  /// - Precondition: the inner extents are equal, the leading ones broadcast, and both are of one
  ///   type, of numbers.
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
    checkTypes(other)
    if dtype.isStorageOnly && dtype == other.dtype {
      return widened { $0.matmul(other.to(dtype.computed)) }
    }
    // On the left the weights are widened first; on the right, as a layer has them, while they are read.
    if dtype.isStorageOnly { return to(other.dtype).matmul(other) }
    var out = MatrixProduct.recorded(a, b)
    if other.ndim == 1 { out = out.squeeze(-1) }
    if ndim == 1 { out = out.squeeze(other.ndim == 1 ? -1 : -2) }
    return out
  }

  /// Whether weights of this type are widened where they meet values of the other.
  static func rests(_ weight: DType, beside x: DType) -> Bool {
    x == .float32 && (weight == .float16 || weight == .bfloat16)
  }

  private func checkTypes(_ other: Tensor) {
    precondition(
      dtype == other.dtype || Self.rests(dtype, beside: other.dtype)
        || Self.rests(other.dtype, beside: dtype),
      "matmul: \(dtype) × \(other.dtype): both must be of one type: convert one with to(_:)")
    precondition(
      dtype != .bool,
      """
      matmul: bool × bool: truth values cannot be multiplied and summed: convert both to numbers \
      with to(_:)
      """)
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
      let tall = a.reshape([a.shape.dropLast().reduce(1, *), a.shape[a.ndim - 1]])
      return recorded(tall, b).reshape(a.shape.dropLast() + [b.shape[1]])
    }
    let out = product(a, b)
    guard isRecording(a, b) else { return out }
    let name: StaticString = out.ndim == 2 ? "MmBackward" : "BmmBackward"
    return out.recorded(name, [a, b], saving: [a, b]) { gradient, step in
      let (a, b) = (step.saved[0], step.saved[1])
      return [
        step.ifNeeded(0) { product(gradient, b.transposed()).summed(to: a.shape) },
        step.ifNeeded(1) { product(a.transposed(), gradient).summed(to: b.shape).to(b.dtype) },
      ]
    }
  }

  /// In no graph.
  static func product(_ a: Tensor, _ b: Tensor) -> Tensor {
    let (m, k) = (a.shape[a.ndim - 2], a.shape[a.ndim - 1])
    let n = b.shape[b.ndim - 1]
    if a.ndim == 2 && b.ndim == 2 {
      let out = Tensor(uninitialized: [m, n], dtype: a.dtype)
      run(a.dtype, m, n, k, matrix(a, a.data), matrix(b, b.data), into: out.data)
      a.keepAlive()
      b.keepAlive()
      return out
    }
    return stacked(a, b, m, n, k)
  }

  /// Matrices times matrices, or one for all. Threads share a product if it is large enough to be
  /// cut up; otherwise each takes whole ones.
  private static func stacked(_ a: Tensor, _ b: Tensor, _ m: Int, _ n: Int, _ k: Int) -> Tensor {
    let (batchA, batchB) = (Array(a.shape.dropLast(2)), Array(b.shape.dropLast(2)))
    let batch = Shape.broadcast(batchA, batchB, "matmul")
    let out = Tensor(uninitialized: batch + [m, n], dtype: a.dtype)
    let (offsetsA, offsetsB) = (
      offsets(batch, Shape.broadcastStrides(batchA, Array(a.strides.dropLast(2)), to: batch)),
      offsets(batch, Shape.broadcastStrides(batchB, Array(b.strides.dropLast(2)), to: batch))
    )
    let (size, rightSize) = (a.dtype.byteCount, b.dtype.byteCount)
    let work = Swift.max(m * n * k, 1)
    let grain = work >= 1 << 23 ? offsetsA.count : Swift.max(1, (1 << 18) / work)
    let (first, second, target) = (matrix(a, a.data), matrix(b, b.data), out.data)
    let dtype = a.dtype
    Threads.split(offsetsA.count, grain: grain) { range in
      var (x, y) = (first, second)
      for i in range {
        x.data = first.data + offsetsA[i] * size
        y.data = second.data + offsetsB[i] * rightSize
        run(dtype, m, n, k, x, y, into: target + i * m * n * size)
      }
    }
    a.keepAlive()
    b.keepAlive()
    return out
  }

  /// Where the matrices of a stack begin, in the order of their indices.
  private static func offsets(_ batch: [Int], _ strides: [Int]) -> [Int] {
    zip(batch, strides).reduce([0]) { starts, dimension in
      starts.flatMap { start in (0..<dimension.0).map { start + $0 * dimension.1 } }
    }
  }

  /// c = a·b + row, with dense rows of c that follow each other.
  static func run(
    _ dtype: DType, _ m: Int, _ n: Int, _ k: Int, _ a: MatmulKernel.Matrix,
    _ b: MatmulKernel.Matrix, into c: UnsafeMutableRawPointer,
    adding row: UnsafeMutableRawPointer? = nil
  ) {
    if dtype == .int64 {
      IntegerProductKernel.run(m: m, n: n, k: k, a, b, into: c, adding: row)
    } else {
      MatmulKernel.run(
        dtype, m: m, n: n, k: k, a, b, into: c,
        adding: row.map { MatmulKernel.Addend(data: $0, rowStride: 0) })
    }
  }

  static func matrix(_ x: Tensor, _ data: UnsafeMutableRawPointer) -> MatmulKernel.Matrix {
    MatmulKernel.Matrix(
      data: data, rowStride: x.strides[x.ndim - 2], columnStride: x.strides[x.ndim - 1],
      resting: RestingType(x.dtype) ?? .computed)
  }
}
