/// Products under the names of their operands' shapes.
extension Tensor {
  /// Every product of an element of this vector and one of the other: [m] and [n] → [m, n].
  ///
  /// PyTorch: `torch.outer`.
  ///
  /// - Precondition: both are vectors.
  public final func outer(_ other: Tensor) -> Tensor {
    precondition(
      ndim == 1 && other.ndim == 1,
      "outer: shapes \(shape) and \(other.shape) must both be of one dimension")
    return unsqueeze(1) * other
  }

  /// The sum of the products of elements: [n] and [n] → [].
  ///
  /// PyTorch: `torch.dot`.
  ///
  /// - Precondition: two vectors of one length and type.
  public final func dot(_ other: Tensor) -> Tensor {
    precondition(
      ndim == 1 && other.shape == shape,
      "dot: shapes \(shape) and \(other.shape) must be of one dimension, and equal")
    return dtype.isFloatingPoint ? matmul(other) : (self * other).sum()
  }

  /// A matrix times a vector: [m, n] × [n] → [m].
  ///
  /// PyTorch: `torch.mv`.
  ///
  /// - Precondition: a matrix, and a vector of its columns' number.
  public final func mv(_ vector: Tensor) -> Tensor {
    precondition(
      ndim == 2 && vector.ndim == 1,
      "mv: shapes \(shape) and \(vector.shape) must be a matrix and a vector; see matmul")
    return matmul(vector)
  }

  /// A matrix times a matrix: [m, k] × [k, n] → [m, n].
  ///
  /// PyTorch: `torch.mm`.
  ///
  /// - Precondition: two matrices whose inner extents are equal.
  public final func mm(_ other: Tensor) -> Tensor {
    precondition(
      ndim == 2 && other.ndim == 2,
      "mm: shapes \(shape) and \(other.shape) must be two matrices; see matmul")
    return matmul(other)
  }

  /// Matrices times as many matrices: [b, m, k] × [b, k, n] → [b, m, n].
  ///
  /// PyTorch: `torch.bmm`.
  ///
  /// - Precondition: three dimensions each, the first equal, and equal inner extents.
  public final func bmm(_ other: Tensor) -> Tensor {
    precondition(
      ndim == 3 && other.ndim == 3 && shape[0] == other.shape[0],
      "bmm: shapes \(shape) and \(other.shape) must be [b, m, k] and [b, k, n] of one b; see matmul"
    )
    return matmul(other)
  }

  /// beta·self + alpha·(a × b): [m, k] × [k, n] → [m, n], to which this tensor broadcasts.
  ///
  /// PyTorch: `torch.addmm`.
  ///
  /// - Precondition: two matrices whose inner extents are equal.
  public final func addmm(
    _ a: Tensor, _ b: Tensor, beta: some TensorScalar = 1, alpha: some TensorScalar = 1
  ) -> Tensor {
    precondition(
      a.ndim == 2 && b.ndim == 2,
      "addmm: shapes \(a.shape) and \(b.shape) must be two matrices; see baddbmm")
    return added(a.matmul(b), beta.scalar, alpha.scalar, "addmm")
  }

  /// beta·self + alpha·(a × b): [b, m, k] × [b, k, n] → [b, m, n], to which this tensor broadcasts.
  ///
  /// PyTorch: `torch.baddbmm`.
  ///
  /// - Precondition: three dimensions each, the first equal, and equal inner extents.
  public final func baddbmm(
    _ a: Tensor, _ b: Tensor, beta: some TensorScalar = 1, alpha: some TensorScalar = 1
  ) -> Tensor {
    added(a.bmm(b), beta.scalar, alpha.scalar, "baddbmm")
  }

  private func added(
    _ product: Tensor, _ beta: Scalar, _ alpha: Scalar, _ operation: StaticString
  ) -> Tensor {
    precondition(
      Shape.broadcast(shape, product.shape, operation) == product.shape,
      "\(operation): shape \(shape) does not broadcast to the product's, \(product.shape)")
    let scaled = alpha.double == 1 ? product : product * alpha
    // As in PyTorch, with a beta of 0 nothing of this tensor is read, not even a NaN.
    if beta.double == 0 { return scaled }
    return (beta.double == 1 ? self : self * beta) + scaled
  }

  /// This matrix with each element replaced by it times `other`: [a, b] and [c, d] → [a·c, b·d].
  /// With other numbers of dimensions these align at the last.
  ///
  /// PyTorch: `torch.kron`.
  public final func kron(_ other: Tensor) -> Tensor {
    let rank = Swift.max(ndim, other.ndim)
    let a = [Int](repeating: 1, count: rank - ndim) + shape
    let b = [Int](repeating: 1, count: rank - other.ndim) + other.shape
    let product = reshape(a.flatMap { [$0, 1] }) * other.reshape(b.flatMap { [1, $0] })
    return product.reshape(zip(a, b).map { $0 * $1 })
  }
}

/// The products of elements, summed over the last `dims` dimensions of `a` with the first of `b`:
/// with 1 as `matmul` of matrices, with 0 every product.
///
/// PyTorch: `torch.tensordot`.
///
/// - Precondition: the summed dimensions are equal.
public func tensordot(_ a: Tensor, _ b: Tensor, dims: Int = 2) -> Tensor {
  precondition(
    dims >= 0 && dims <= min(a.ndim, b.ndim),
    """
    tensordot: shapes \(a.shape) and \(b.shape) do not both have \(dims) dimensions to be summed \
    over
    """)
  return tensordot(a, b, dims: (Array((a.ndim - dims)..<a.ndim), Array(0..<dims)))
}

/// The products of elements, summed over the first named dimensions of `a` with the second of `b`.
///
/// PyTorch: `torch.tensordot`.
///
/// - Precondition: as many of both, each named once, and equal in extent.
public func tensordot(_ a: Tensor, _ b: Tensor, dims: ([Int], [Int])) -> Tensor {
  precondition(
    dims.0.count == dims.1.count,
    "tensordot: \(dims.0.count) dimensions do not go with \(dims.1.count): name as many of both")
  _ = Shape.axes(dims.0, a.shape, "tensordot")
  _ = Shape.axes(dims.1, b.shape, "tensordot")
  let x = dims.0.map { Shape.axis($0, a.shape, "tensordot") }
  let y = dims.1.map { Shape.axis($0, b.shape, "tensordot") }
  let summed = x.map { a.shape[$0] }
  precondition(
    summed == y.map { b.shape[$0] },
    """
    tensordot: dimensions \(dims.0) of shape \(a.shape) and \(dims.1) of shape \(b.shape) must be \
    equal in extent
    """)
  let rows = a.shape.indices.filter { !x.contains($0) }
  let columns = b.shape.indices.filter { !y.contains($0) }
  let inner = summed.reduce(1, *)
  let left = a.permute(rows + x).reshape([rows.reduce(1) { $0 * a.shape[$1] }, inner])
  let right = b.permute(y + columns).reshape([inner, columns.reduce(1) { $0 * b.shape[$1] }])
  return left.matmul(right).reshape(rows.map { a.shape[$0] } + columns.map { b.shape[$0] })
}
