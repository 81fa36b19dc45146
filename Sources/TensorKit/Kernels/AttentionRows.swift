#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What attention does to the rows of a block of scores: mask, softmax, and its derivative.
enum AttentionRows {
  /// Scores of some queries for some keys: rows of neighbours in memory.
  struct Block {
    var data: UnsafeMutableRawPointer
    var rowStride: Int
    /// Which queries and which keys.
    var rows: Range<Int>
    var columns: Range<Int>
    /// Room for one row: exponentials are fast where they are not written over what they are of.
    var spare: UnsafeMutableRawPointer
  }

  /// Who sees whom. Element [query, key] of the mask lies at `data + query·rowStride +
  /// key·columnStride`: a truth value, whether the key takes part, or a number to be added.
  struct Sight {
    var isCausal: Bool
    var mask: MatmulKernel.Matrix?
    var isBool: Bool
    /// What the products are multiplied with before the mask is added.
    var scale: Double
  }

  /// Scores s become weights exp(s − the row's maximum). Their sums are left out: 1 over them goes
  /// to `factors`, and maximum + log of the sum to `logSums`, one number a row.
  ///
  /// A row that sees no key has weights of 0, a factor of 0, and an infinite logarithm.
  static func weigh(
    _ dtype: DType, _ block: Block, _ sight: Sight, factors: UnsafeMutableRawPointer,
    logSums: UnsafeMutableRawPointer?
  ) {
    switch dtype.floatingType {
    case .double: weigh(Double.self, block, sight, factors, logSums)
    case .single: weigh(Float.self, block, sight, factors, logSums)
    }
  }

  /// Scores s become the weights exp(s − logSum) that ``weigh(_:_:_:factors:logSums:)`` led to, and
  /// `slopes`, the derivatives by the weights, become those by the products:
  /// scale·weight·(slope − mean). Without the scale they are those by the mask, which are written
  /// to `maskSlopes` if they are wanted.
  static func differentiate(
    _ dtype: DType, _ block: Block, _ sight: Sight, logSums: UnsafeRawPointer,
    means: UnsafeRawPointer, slopes: UnsafeMutableRawPointer, maskSlopes: MatmulKernel.Matrix?
  ) {
    switch dtype.floatingType {
    case .double: differentiate(Double.self, block, sight, logSums, means, slopes, maskSlopes)
    case .single: differentiate(Float.self, block, sight, logSums, means, slopes, maskSlopes)
    }
  }

  /// Multiplies each row of a matrix with its number.
  static func multiply(
    _ dtype: DType, _ matrix: MatmulKernel.Matrix, rows: Int, width: Int,
    by factors: UnsafeRawPointer
  ) {
    switch dtype.floatingType {
    case .double: multiply(Double.self, matrix, rows, width, factors)
    case .single: multiply(Float.self, matrix, rows, width, factors)
    }
  }

  /// Writes Σ a·b of each row: the mean of a row's slopes, as it is the same as that of the result
  /// times its gradient.
  static func dots(
    _ dtype: DType, _ a: MatmulKernel.Matrix, _ b: MatmulKernel.Matrix, rows: Int, width: Int,
    into out: UnsafeMutableRawPointer
  ) {
    switch dtype.floatingType {
    case .double: dots(Double.self, a, b, rows, width, out)
    case .single: dots(Float.self, a, b, rows, width, out)
    }
  }
}

// MARK: - For one type

private typealias RowScalar = Exponential & SIMDScalar

private protocol Exponential: BinaryFloatingPoint {
  /// out = exp(scale·x − shift)
  static func exponentials(
    _ count: Int, _ x: UnsafeMutablePointer<Self>, scale: Self, shift: Self,
    _ out: UnsafeMutablePointer<Self>)
  static func logarithm(_ x: Self) -> Self
  /// The largest of one number or more. For one type: generic code compares lane by lane.
  static func largest(_ x: UnsafeMutablePointer<Self>, _ count: Int) -> Self
}

extension Float: Exponential {
  @inline(always)
  fileprivate static func exponentials(
    _ count: Int, _ x: UnsafeMutablePointer<Float>, scale: Float, shift: Float,
    _ out: UnsafeMutablePointer<Float>
  ) {
    VectorMath.exponentials(count, x, scale: scale, shift: shift, out)
  }

  @inline(always) fileprivate static func logarithm(_ x: Float) -> Float { logf(x) }

  @inline(always)
  fileprivate static func largest(_ x: UnsafeMutablePointer<Float>, _ count: Int) -> Float {
    ExtremumKernel.maximumOfNumbers(x, count)
  }
}

extension Double: Exponential {
  @inline(always)
  fileprivate static func exponentials(
    _ count: Int, _ x: UnsafeMutablePointer<Double>, scale: Double, shift: Double,
    _ out: UnsafeMutablePointer<Double>
  ) {
    for i in 0..<count { out[i] = exp(x[i] * scale - shift) }
  }

  @inline(always) fileprivate static func logarithm(_ x: Double) -> Double { log(x) }

  @inline(always)
  fileprivate static func largest(_ x: UnsafeMutablePointer<Double>, _ count: Int) -> Double {
    var best = x[0]
    for i in 1..<count { best = x[i] > best ? x[i] : best }
    return best
  }
}

extension AttentionRows {
  @inline(always)
  private static func weigh<T: RowScalar>(
    _: T.Type, _ block: Block, _ sight: Sight, _ factors: UnsafeMutableRawPointer,
    _ logSums: UnsafeMutableRawPointer?
  ) {
    let factors = factors.assumingMemoryBound(to: T.self)
    let logSums = logSums?.assumingMemoryBound(to: T.self)
    let count = block.columns.count
    let spare = block.spare.assumingMemoryBound(to: T.self)
    for i in 0..<block.rows.count {
      let row = block.data.assumingMemoryBound(to: T.self) + i &* block.rowStride
      let scale = look(row, block, sight, i)
      let largest = count == 0 ? -T.infinity : T.largest(row, count) * scale
      if largest == -T.infinity {
        for j in 0..<count { row[j] = row[j].isNaN ? row[j] : 0 }
      } else {
        spare.update(from: row, count: count)
        T.exponentials(count, spare, scale: scale, shift: largest, row)
      }
      let total = sum(row, count)
      factors[i] = total == 0 ? 0 : 1 / total
      logSums?[i] = total == 0 ? T.infinity : largest + T.logarithm(total)
    }
  }

  @inline(always)
  private static func differentiate<T: RowScalar>(
    _: T.Type, _ block: Block, _ sight: Sight, _ logSums: UnsafeRawPointer,
    _ means: UnsafeRawPointer, _ slopes: UnsafeMutableRawPointer,
    _ maskSlopes: MatmulKernel.Matrix?
  ) {
    let (factor, count) = (T(sight.scale), block.columns.count)
    let spare = block.spare.assumingMemoryBound(to: T.self)
    for i in 0..<block.rows.count {
      let row = block.data.assumingMemoryBound(to: T.self) + i &* block.rowStride
      let slope = slopes.assumingMemoryBound(to: T.self) + i &* block.rowStride
      let scale = look(row, block, sight, i)
      let logSum = logSums.assumingMemoryBound(to: T.self)[i]
      spare.update(from: row, count: count)
      T.exponentials(count, spare, scale: scale, shift: logSum, row)
      let mean = means.assumingMemoryBound(to: T.self)[i]
      if let maskSlopes {
        let out = maskSlopes.data.assumingMemoryBound(to: T.self) + i &* maskSlopes.rowStride
        for j in 0..<count { out[j] = row[j] * (slope[j] - mean) }
      }
      for j in 0..<count { slope[j] = row[j] * (slope[j] - mean) * factor }
    }
  }

  /// Hides from row `i` what it must not see. Returns what its elements are still to be multiplied
  /// with: the scale, or 1 if that had to be done before something was added.
  @inline(always)
  private static func look<T: RowScalar>(
    _ row: UnsafeMutablePointer<T>, _ block: Block, _ sight: Sight, _ i: Int
  ) -> T {
    let count = block.columns.count
    var scale = T(sight.scale)
    // The largest element is sought before they are multiplied, which a scale below 0 would turn.
    if sight.mask != nil || !(scale > 0) {
      for j in 0..<count { row[j] *= scale }
      scale = 1
    }
    if let mask = sight.mask {
      let step = mask.columnStride
      let at = (block.rows.lowerBound &+ i) &* mask.rowStride &+ block.columns.lowerBound &* step
      if sight.isBool {
        let isSeen = mask.data.assumingMemoryBound(to: Bool.self) + at
        for j in 0..<count where !isSeen[j &* step] { row[j] = -T.infinity }
      } else {
        let added = mask.data.assumingMemoryBound(to: T.self) + at
        for j in 0..<count { row[j] += added[j &* step] }
      }
    }
    if sight.isCausal {
      let seen = block.rows.lowerBound &+ i &+ 1 &- block.columns.lowerBound
      var j = max(0, seen)
      while j < count {
        row[j] = -T.infinity
        j &+= 1
      }
    }
    return scale
  }

  @inline(always)
  private static func multiply<T: RowScalar>(
    _: T.Type, _ matrix: MatmulKernel.Matrix, _ rows: Int, _ width: Int, _ factors: UnsafeRawPointer
  ) {
    for i in 0..<rows {
      let row = matrix.data.assumingMemoryBound(to: T.self) + i &* matrix.rowStride
      let factor = factors.assumingMemoryBound(to: T.self)[i]
      for j in 0..<width { row[j] *= factor }
    }
  }

  @inline(always)
  private static func dots<T: RowScalar>(
    _: T.Type, _ a: MatmulKernel.Matrix, _ b: MatmulKernel.Matrix, _ rows: Int, _ width: Int,
    _ out: UnsafeMutableRawPointer
  ) {
    for i in 0..<rows {
      let x = a.data.assumingMemoryBound(to: T.self) + i &* a.rowStride
      let y = b.data.assumingMemoryBound(to: T.self) + i &* b.rowStride
      var (lanes, j) = (SIMD16<T>(), 0)
      while j &+ 16 <= width {
        lanes.addProduct(load(x + j), load(y + j))
        j &+= 16
      }
      var total = sum(lanes)
      while j < width {
        total += x[j] * y[j]
        j &+= 1
      }
      out.assumingMemoryBound(to: T.self)[i] = total
    }
  }

  @inline(always)
  private static func sum<T: RowScalar>(_ x: UnsafeMutablePointer<T>, _ count: Int) -> T {
    var (lanes, i) = (SIMD16<T>(), 0)
    while i &+ 16 <= count {
      lanes += load(x + i)
      i &+= 16
    }
    var total = sum(lanes)
    while i < count {
      total += x[i]
      i &+= 1
    }
    return total
  }

  @inline(always)
  private static func sum<T: RowScalar>(_ lanes: SIMD16<T>) -> T {
    let eight = lanes.lowHalf + lanes.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }

  @inline(always)
  private static func load<T>(_ p: UnsafeMutablePointer<T>) -> SIMD16<T> {
    UnsafeRawPointer(p).loadUnaligned(as: SIMD16<T>.self)
  }
}
