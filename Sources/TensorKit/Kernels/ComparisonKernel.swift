/// Relations, elementwise, over contiguous tensors.
enum ComparisonKernel {
  enum Relation { case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual }

  static func run(_ relation: Relation, _ x: Tensor, _ value: Double, into out: Tensor) {
    let to = out.boolPointer
    switch x.dtype {
    case .float32: relate(relation, x.count, x.floats, Float(value), to) { $0 }
    case .float64: relate(relation, x.count, x.doublePointer, value, to) { $0 }
    // An integer may be compared with a fraction.
    case .int64: relate(relation, x.count, x.intPointer, value, to) { Double($0) }
    case .bool: relate(relation, x.count, x.boolPointer, value, to) { $0 ? 1 : 0 }
    }
    x.keepAlive()
    out.keepAlive()
  }

  /// Precondition: all contiguous of one count, `x` and `y` of one type.
  static func equal(_ x: Tensor, _ y: Tensor, into out: Tensor) {
    let to = out.boolPointer
    switch x.dtype {
    case .float32: for i in 0..<x.count { to[i] = x.floats[i] == y.floats[i] }
    case .float64: for i in 0..<x.count { to[i] = x.doublePointer[i] == y.doublePointer[i] }
    case .int64: for i in 0..<x.count { to[i] = x.intPointer[i] == y.intPointer[i] }
    case .bool: for i in 0..<x.count { to[i] = x.boolPointer[i] == y.boolPointer[i] }
    }
    x.keepAlive()
    y.keepAlive()
    out.keepAlive()
  }

  @inline(always)
  private static func relate<T, V: Comparable>(
    _ relation: Relation, _ count: Int, _ x: UnsafeMutablePointer<T>, _ value: V,
    _ out: UnsafeMutablePointer<Bool>, _ convert: (T) -> V
  ) {
    switch relation {
    case .less: for i in 0..<count { out[i] = convert(x[i]) < value }
    case .lessOrEqual: for i in 0..<count { out[i] = convert(x[i]) <= value }
    case .greater: for i in 0..<count { out[i] = convert(x[i]) > value }
    case .greaterOrEqual: for i in 0..<count { out[i] = convert(x[i]) >= value }
    case .equal: for i in 0..<count { out[i] = convert(x[i]) == value }
    case .notEqual: for i in 0..<count { out[i] = convert(x[i]) != value }
    }
  }
}
