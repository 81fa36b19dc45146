extension Tensor {
  /// The only element.
  ///
  /// PyTorch: `torch.Tensor.item`.
  ///
  /// - Precondition: there is exactly one.
  public final func item() -> Double {
    precondition(
      count == 1, "item: shape \(shape) holds \(count) elements, and item() reads the only one")
    return doubles()[0]
  }

  /// The elements in row-major order, rounded to `Float`.
  ///
  /// PyTorch: `torch.Tensor.tolist`.
  public final var scalars: [Float] {
    if dtype.isStorageOnly { return detach().to(dtype.computed).scalars }
    return switch dtype.computeType {
    case .float32: rowMajor { $0.floats }
    case .float64: rowMajor { $0.doublePointer }.map { Float($0) }
    case .int64: rowMajor { $0.intPointer }.map { Float($0) }
    case .bool: rowMajor { $0.boolPointer }.map { $0 ? 1 : 0 }
    }
  }

  /// The elements in row-major order. Exact, but for integers beyond 2^53.
  ///
  /// PyTorch: `torch.Tensor.tolist`.
  public final func doubles() -> [Double] {
    if dtype.isStorageOnly { return detach().to(dtype.computed).doubles() }
    return switch dtype.computeType {
    case .float32: rowMajor { $0.floats }.map { Double($0) }
    case .float64: rowMajor { $0.doublePointer }
    case .int64: rowMajor { $0.intPointer }.map { Double($0) }
    case .bool: rowMajor { $0.boolPointer }.map { $0 ? 1 : 0 }
    }
  }

  /// The elements in row-major order, truncated toward zero.
  ///
  /// PyTorch: `torch.Tensor.tolist`.
  ///
  /// - Precondition: every element is finite and fits an `Int`.
  public final func ints() -> [Int] {
    if dtype == .int64 { return rowMajor { $0.intPointer } }
    if dtype.kind == .integer { return detach().to(.int64).ints() }
    return doubles().map { Tensor.integer($0, "ints") }
  }

  /// The elements of a bool tensor in row-major order; for other types, whether each is not zero.
  ///
  /// PyTorch: `torch.Tensor.tolist`.
  public final func bools() -> [Bool] { doubles().map { $0 != 0 } }

  private func rowMajor<T>(_ pointer: (Tensor) -> UnsafeMutablePointer<T>) -> [T] {
    let dense = isContiguous ? self : detach().contiguous()
    let values = Array(UnsafeBufferPointer(start: pointer(dense), count: count))
    dense.keepAlive()
    return values
  }
}

extension Tensor {
  /// Whether shape, type and every element are equal. NaN equals nothing.
  ///
  /// PyTorch: `torch.equal`.
  public final func equal(_ other: Tensor) -> Bool {
    guard shape == other.shape, dtype == other.dtype else { return false }
    return eq(other).all()
  }

  /// Whether |self − other| ≤ atol + rtol·|other| everywhere, after broadcasting, as
  /// `torch.allclose`. Equal infinities are close; NaN is close to nothing.
  ///
  /// PyTorch: `torch.allclose`.
  public final func allClose(_ other: Tensor, rtol: Double = 1e-5, atol: Double = 1e-8) -> Bool {
    let target = Shape.broadcast(shape, other.shape, "allClose")
    let (a, b) = Arithmetic.operands(detach(), other.detach())
    let computed = a.dtype.computed
    return ClosenessKernel.areClose(
      a.to(computed).expand(target).contiguous(), b.to(computed).expand(target).contiguous(),
      rtol: rtol, atol: atol)
  }
}
