extension Tensor {
  /// A vector of the values, float32, of shape [values.count].
  ///
  /// PyTorch: `torch.tensor`.
  public convenience init(_ values: [Float]) { self.init(values, shape: [values.count]) }

  /// A scalar, float32, of shape [].
  ///
  /// PyTorch: `torch.tensor`.
  public convenience init(_ scalar: Float) { self.init([scalar], shape: []) }

  /// A matrix of shape [rows, columns], float32.
  ///
  /// PyTorch: `torch.tensor`.
  ///
  /// - Precondition: the rows have one length.
  public convenience init(_ rows: [[Float]]) {
    let columns = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() {
      precondition(
        row.count == columns,
        "Tensor: row \(index) has \(row.count) values and row 0 has \(columns): make them equal")
    }
    self.init(rows.flatMap { $0 }, shape: [rows.count, columns])
  }

  /// The values in row-major order, float32.
  ///
  /// PyTorch: `torch.tensor`.
  ///
  /// - Precondition: there are as many as `shape` holds.
  public convenience init(_ values: [Float], shape: [Int]) {
    Tensor.checkCount(values.count, shape)
    self.init(uninitialized: shape, dtype: .float32)
    floats.update(from: values, count: values.count)
  }

  /// The values in row-major order, rounded to `dtype`; a vector unless `shape` says otherwise.
  ///
  /// PyTorch: `torch.tensor`.
  ///
  /// - Precondition: there are as many as `shape` holds, and for int64 each fits an `Int`.
  public convenience init(_ values: [Double], shape: [Int]? = nil, dtype: DType) {
    let shape = shape ?? [values.count]
    Tensor.checkCount(values.count, shape)
    self.init(uninitialized: shape, dtype: dtype)
    if dtype.isStorageOnly {
      CopyKernel.run(from: Tensor(values, shape: shape, dtype: dtype.computed), to: self)
      return
    }
    switch dtype.computeType {
    case .float32: for i in 0..<values.count { floats[i] = Float(values[i]) }
    case .float64: doublePointer.update(from: values, count: values.count)
    case .int64:
      for i in 0..<values.count { intPointer[i] = Tensor.integer(values[i], "Tensor") }
    case .bool: for i in 0..<values.count { boolPointer[i] = values[i] != 0 }
    }
  }

  /// Integers in row-major order, int64; a vector unless `shape` says otherwise.
  ///
  /// PyTorch: `torch.tensor`.
  ///
  /// - Precondition: there are as many as `shape` holds.
  public convenience init(ints: [Int], shape: [Int]? = nil) {
    let shape = shape ?? [ints.count]
    Tensor.checkCount(ints.count, shape)
    self.init(uninitialized: shape, dtype: .int64)
    intPointer.update(from: ints, count: ints.count)
  }

  /// Truth values in row-major order; a vector unless `shape` says otherwise.
  ///
  /// PyTorch: `torch.tensor`.
  ///
  /// - Precondition: there are as many as `shape` holds.
  public convenience init(bools: [Bool], shape: [Int]? = nil) {
    let shape = shape ?? [bools.count]
    Tensor.checkCount(bools.count, shape)
    self.init(uninitialized: shape, dtype: .bool)
    boolPointer.update(from: bools, count: bools.count)
  }

  private static func checkCount(_ count: Int, _ shape: [Int]) {
    precondition(
      count == Shape.count(shape),
      "Tensor: shape \(shape) holds \(Shape.count(shape)) values, and there are \(count)")
  }
}

extension Tensor {
  /// A tensor of zeros.
  ///
  /// PyTorch: `torch.zeros`.
  public static func zeros(_ shape: Int..., dtype: DType = .float32) -> Tensor {
    zeros(shape, dtype: dtype)
  }

  /// A tensor of zeros.
  ///
  /// PyTorch: `torch.zeros`.
  ///
  /// - Precondition: no extent is negative.
  public static func zeros(_ shape: [Int], dtype: DType = .float32) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype: dtype)
    // All zero bits are zero in every type.
    let (bytes, width) = (result.data, dtype.byteCount)
    Threads.split(result.count, grain: Threads.elements) { range in
      let start = bytes + range.lowerBound * width
      start.initializeMemory(as: UInt8.self, repeating: 0, count: range.count * width)
    }
    result.keepAlive()
    return result
  }

  /// A tensor of ones.
  ///
  /// PyTorch: `torch.ones`.
  public static func ones(_ shape: Int..., dtype: DType = .float32) -> Tensor {
    full(shape, 1, dtype: dtype)
  }

  /// A tensor of ones.
  ///
  /// PyTorch: `torch.ones`.
  ///
  /// - Precondition: no extent is negative.
  public static func ones(_ shape: [Int], dtype: DType = .float32) -> Tensor {
    full(shape, 1, dtype: dtype)
  }

  /// Every element is `value`, rounded to `dtype`: float32 unless said otherwise.
  ///
  /// PyTorch: `torch.full`.
  ///
  /// - Precondition: no extent is negative; an integer type holds `value`.
  public static func full(
    _ shape: [Int], _ value: some TensorScalar, dtype: DType = .float32
  ) -> Tensor {
    let result = Tensor(uninitialized: shape, dtype: dtype)
    result.fillElements(value.scalar)
    return result
  }

  /// As ``full(_:_:dtype:)-(_,TensorScalar,_)``, for `-.infinity`, whose type Swift must know.
  ///
  /// PyTorch: `torch.full`.
  public static func full(_ shape: [Int], _ value: Double, dtype: DType = .float32) -> Tensor {
    full(shape, Scalar.double(value), dtype: dtype)
  }

  /// The identity matrix of shape [n, n].
  ///
  /// PyTorch: `torch.eye`.
  ///
  /// - Precondition: `n` is not negative.
  public static func eye(_ n: Int, dtype: DType = .float32) -> Tensor {
    let result = zeros([n, n], dtype: dtype)
    result.alias(shape: [n], strides: [n + 1], offset: 0).fillElements(.int(1))
    return result
  }

  /// `value` without its fraction. Precondition: an `Int` can hold it.
  static func integer(_ value: Double, _ operation: StaticString) -> Int {
    guard let int = Int(exactly: value.rounded(.towardZero)) else {
      preconditionFailure(
        "\(operation): \(value) is no integer that int64 can hold: use float32 or float64")
    }
    return int
  }

  /// Writes `value` to every element without touching version or graph.
  final func fillElements(_ value: Scalar, for operation: StaticString = "full") {
    CopyKernel.run(from: Tensor.single(value, dtype, for: operation).expand(shape), to: self)
  }

  /// One element of shape [], in a type that holds it: `operation` is who asks.
  static func single(
    _ value: Scalar, _ dtype: DType, for operation: StaticString = "full"
  ) -> Tensor {
    let wide = single(rounding: value, dtype.computed, for: operation)
    let result = wide.to(dtype)
    let (held, given) = (result.doubles()[0], value.double)
    precondition(
      dtype == .bool || held == wide.doubles()[0] && dtype.kind == .integer
        || dtype.isFloatingPoint && (held.isFinite || !given.isFinite),
      "\(operation): \(value.text) does not fit \(dtype): use \(dtype.isFloatingPoint ? "float64" : "int64")"
    )
    return result
  }

  /// One element of shape [] for arithmetic, where what is too large is infinite. Precondition: a type
  /// that is computed with; int64 holds the value.
  static func single(
    rounding value: Scalar, _ dtype: DType, for operation: StaticString
  ) -> Tensor {
    let result = Tensor(uninitialized: [], dtype: dtype)
    switch dtype.computeType {
    case .float32: result.floats[0] = value.float
    case .float64: result.doublePointer[0] = value.double
    case .int64: result.intPointer[0] = value.int(for: operation)
    case .bool: result.boolPointer[0] = value.bool
    }
    result.keepAlive()
    return result
  }
}
