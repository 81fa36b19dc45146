/// Vectors times a matrix whose columns are dense, w [width, depth] with neighbours along `width`:
/// sums of its columns, each times one number.
///
/// The result, a piece of it that fits into the first-level cache, is read and written once for
/// eight columns. Every element is one chain of fused multiply-adds in the order of `depth`, which
/// starts from the addend.
enum GemvSums {
  /// Elements of the result that are summed at a time: the longest run of neighbours in memory that
  /// leaves room in the cache.
  static let block = 1024

  /// Computes the columns `range` of the result.
  static func run(_ dtype: DType, _ product: GemvKernel.Product, _ range: Range<Int>) {
    for j in stride(from: range.lowerBound, to: range.upperBound, by: block) {
      let piece = j..<min(range.upperBound, j &+ block)
      switch dtype.floatingType {
      case .double: sum(Double.self, product, piece)
      case .single: sum(Float.self, product, piece)
      }
    }
  }

  @inline(always)
  private static func sum<T: BinaryFloatingPoint & SIMDScalar>(
    _: T.Type, _ product: GemvKernel.Product, _ range: Range<Int>
  ) {
    start(T.self, product, range)
    let steps = product.depth & ~7
    for l in stride(from: 0, to: steps, by: 8) {
      for i in 0..<product.count { addEight(T.self, product, i, range, l) }
    }
    for l in steps..<product.depth {
      for i in 0..<product.count { addOne(T.self, product, i, range, l) }
    }
  }

  /// The result starts as the addend.
  @inline(always)
  private static func start<T: BinaryFloatingPoint>(
    _: T.Type, _ product: GemvKernel.Product, _ range: Range<Int>
  ) {
    for i in 0..<product.count {
      let out = product.out.elements(T.self, i, range.lowerBound)
      if let addend = product.addend?.elements(T.self, i, range.lowerBound) {
        for j in 0..<range.count { out[j] = addend[j] }
      } else {
        for j in 0..<range.count { out[j] = 0 }
      }
    }
  }

  @inline(never)
  private static func addEight<T: BinaryFloatingPoint & SIMDScalar>(
    _: T.Type, _ product: GemvKernel.Product, _ i: Int, _ range: Range<Int>, _ l: Int
  ) {
    let out = product.out.elements(T.self, i, range.lowerBound)
    let step = product.w.columnStride
    let w = product.w.elements(T.self, range.lowerBound, l)
    let x = product.x.elements(T.self, i, l)
    let next = product.x.columnStride
    let (a, b, c, d) = (x[0], x[next], x[2 &* next], x[3 &* next])
    let (e, f, g, h) = (x[4 &* next], x[5 &* next], x[6 &* next], x[7 &* next])
    var j = 0
    while j &+ 16 <= range.count {
      var sums = load(out + j)
      let column = w + j
      sums.addProduct(SIMD16(repeating: a), load(column))
      sums.addProduct(SIMD16(repeating: b), load(column + step))
      sums.addProduct(SIMD16(repeating: c), load(column + 2 &* step))
      sums.addProduct(SIMD16(repeating: d), load(column + 3 &* step))
      sums.addProduct(SIMD16(repeating: e), load(column + 4 &* step))
      sums.addProduct(SIMD16(repeating: f), load(column + 5 &* step))
      sums.addProduct(SIMD16(repeating: g), load(column + 6 &* step))
      sums.addProduct(SIMD16(repeating: h), load(column + 7 &* step))
      UnsafeMutableRawPointer(out + j).storeBytes(of: sums, as: SIMD16<T>.self)
      j &+= 16
    }
    while j < range.count {
      var sum = out[j]
      for l in 0..<8 { sum.addProduct(x[l &* next], w[j &+ l &* step]) }
      out[j] = sum
      j &+= 1
    }
  }

  @inline(never)
  private static func addOne<T: BinaryFloatingPoint & SIMDScalar>(
    _: T.Type, _ product: GemvKernel.Product, _ i: Int, _ range: Range<Int>, _ l: Int
  ) {
    let out = product.out.elements(T.self, i, range.lowerBound)
    let w = product.w.elements(T.self, range.lowerBound, l)
    let x = product.x.elements(T.self, i, l)[0]
    for j in 0..<range.count { out[j].addProduct(x, w[j]) }
  }

  @inline(always)
  private static func load<T>(_ p: UnsafePointer<T>) -> SIMD16<T> {
    UnsafeRawPointer(p).loadUnaligned(as: SIMD16<T>.self)
  }

  @inline(always)
  private static func load<T>(_ p: UnsafeMutablePointer<T>) -> SIMD16<T> {
    UnsafeRawPointer(p).loadUnaligned(as: SIMD16<T>.self)
  }
}

extension MatmulKernel.Matrix {
  /// From [row, column] on.
  @inline(always)
  fileprivate func elements<T>(_: T.Type, _ row: Int, _ column: Int) -> UnsafeMutablePointer<T> {
    data.assumingMemoryBound(to: T.self) + (row &* rowStride &+ column &* columnStride)
  }
}
