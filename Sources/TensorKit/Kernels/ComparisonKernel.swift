/// Relations between elements, and questions about one: the results are truth values.
enum ComparisonKernel {
  enum Relation { case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual }
  enum Question { case isNaN, isInfinite, isFinite }

  /// Writes whether `a ∘ b` to `out`, bool and contiguous.
  ///
  /// Precondition: `a` and `b` are of one type that is computed with, and broadcast to its shape.
  static func run(_ relation: Relation, _ a: Tensor, _ b: Tensor, into out: Tensor) {
    let to = out.boolPointer
    let type = a.dtype.computeType
    PairLoop(a, b, out).run { n, steps, at in
      switch type {
      case .float32: relate(relation, n, steps, a.floats + at.a, b.floats + at.b, to + at.c)
      case .float64:
        relate(relation, n, steps, a.doublePointer + at.a, b.doublePointer + at.b, to + at.c)
      case .int64: relate(relation, n, steps, a.intPointer + at.a, b.intPointer + at.b, to + at.c)
      case .bool: relate(relation, n, steps, a.bytePointer + at.a, b.bytePointer + at.b, to + at.c)
      }
    }
    a.keepAlive()
    b.keepAlive()
    out.keepAlive()
  }

  /// Writes the answer for each element of the contiguous floating point `x` to `out`, bool.
  static func run(_ question: Question, _ x: Tensor, into out: Tensor) {
    let to = out.boolPointer
    Threads.split(x.count, grain: Threads.elements) { range in
      switch x.dtype.floatingType {
      case .single: ask(question, range, x.floats, to)
      case .double: ask(question, range, x.doublePointer, to)
      }
    }
    x.keepAlive()
    out.keepAlive()
  }

  @inline(__always)
  private static func ask<T: BinaryFloatingPoint>(
    _ question: Question, _ range: Range<Int>, _ x: UnsafeMutablePointer<T>,
    _ out: UnsafeMutablePointer<Bool>
  ) {
    switch question {
    case .isNaN: for i in range { out[i] = x[i] != x[i] }
    case .isInfinite: for i in range { out[i] = x[i].magnitude == .infinity }
    case .isFinite: for i in range { out[i] = x[i].magnitude < .infinity }
    }
  }

  @inline(__always)
  private static func relate<T: Comparable>(
    _ relation: Relation, _ count: Int, _ steps: PairLoop.Steps, _ a: UnsafeMutablePointer<T>,
    _ b: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<Bool>
  ) {
    switch relation {
    case .less: loop(count, steps, a, b, out) { $0 < $1 }
    case .lessOrEqual: loop(count, steps, a, b, out) { $0 <= $1 }
    case .greater: loop(count, steps, a, b, out) { $0 > $1 }
    case .greaterOrEqual: loop(count, steps, a, b, out) { $0 >= $1 }
    case .equal: loop(count, steps, a, b, out) { $0 == $1 }
    case .notEqual: loop(count, steps, a, b, out) { $0 != $1 }
    }
  }

  @inline(__always)
  private static func loop<T>(
    _ count: Int, _ steps: PairLoop.Steps, _ a: UnsafeMutablePointer<T>,
    _ b: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<Bool>, _ holds: (T, T) -> Bool
  ) {
    switch steps {
    case (1, 1, 1): for i in 0..<count { out[i] = holds(a[i], b[i]) }
    case (1, 0, 1):
      let y = b[0]
      for i in 0..<count { out[i] = holds(a[i], y) }
    default:
      for i in 0..<count { out[i &* steps.c] = holds(a[i &* steps.a], b[i &* steps.b]) }
    }
  }
}
