/// Vectors times a matrix whose rows are dense: a dot product for each of its rows.
///
/// Element l of a row is added up in lane l mod 16; at the end the lanes are added in pairs, and
/// then what is left over of the row, one by one. That order is the same for every element.
///
/// As in ``MatmulTile``, several sums at once stay in registers, and are types put together.
enum GemvDots {
  #if BYHAND_WIDE_VECTORS
    private typealias FloatsOne = Eight<OneSum<Dense<Float>>>
    private typealias FloatsTwo = Eight<TwoSums<OneSum<Dense<Float>>>>
    private typealias FloatsFour = Four<TwoSums<TwoSums<OneSum<Dense<Float>>>>>
    private typealias DoublesOne = Eight<OneSum<Dense<Double>>>
    private typealias DoublesTwo = Four<TwoSums<OneSum<Dense<Double>>>>
    private typealias DoublesFour = Two<TwoSums<TwoSums<OneSum<Dense<Double>>>>>
    private typealias RestingOne<S: RestingFloats> = Eight<OneSum<Resting<S>>>
    private typealias RestingTwo<S: RestingFloats> = Four<TwoSums<OneSum<Resting<S>>>>
    private typealias RestingFour<S: RestingFloats> = Four<TwoSums<TwoSums<OneSum<Resting<S>>>>>
  #else
    private typealias FloatsOne = Four<OneSum<Dense<Float>>>
    private typealias FloatsTwo = Two<TwoSums<OneSum<Dense<Float>>>>
    private typealias FloatsFour = TwoSums<TwoSums<OneSum<Dense<Float>>>>
    private typealias DoublesOne = Two<OneSum<Dense<Double>>>
    private typealias DoublesTwo = TwoSums<OneSum<Dense<Double>>>
    private typealias DoublesFour = TwoSums<TwoSums<OneSum<Dense<Double>>>>
    private typealias RestingOne<S: RestingFloats> = Four<OneSum<Resting<S>>>
    private typealias RestingTwo<S: RestingFloats> = Two<TwoSums<OneSum<Resting<S>>>>
    private typealias RestingFour<S: RestingFloats> = TwoSums<TwoSums<OneSum<Resting<S>>>>
  #endif

  /// Rows of the matrix that are read at a time: a multiple of what a tile takes.
  static let block = 8

  /// Computes the columns `range` of the result.
  static func run(_ dtype: DType, _ product: GemvKernel.Product, _ range: Range<Int>) {
    switch (product.w.resting, dtype.floatingType) {
    case (.computed, .double):
      blocks(DoublesOne.self, DoublesTwo.self, DoublesFour.self, product, range)
    case (.computed, .single):
      blocks(FloatsOne.self, FloatsTwo.self, FloatsFour.self, product, range)
    case (.float16, _):
      typealias S = RestingHalves
      blocks(RestingOne<S>.self, RestingTwo<S>.self, RestingFour<S>.self, product, range)
    case (.bfloat16, _):
      typealias S = RestingBFloats
      blocks(RestingOne<S>.self, RestingTwo<S>.self, RestingFour<S>.self, product, range)
    }
  }

  /// Writes the vectors, wherever their elements lie, as dense rows.
  static func copy(
    _ dtype: DType, _ product: GemvKernel.Product, to target: UnsafeMutableRawPointer
  ) {
    switch dtype.floatingType {
    case .double: copy(product, target.assumingMemoryBound(to: Double.self))
    case .single: copy(product, target.assumingMemoryBound(to: Float.self))
    }
  }

  @inline(always)
  private static func copy<T>(_ product: GemvKernel.Product, _ target: UnsafeMutablePointer<T>) {
    let x = product.x
    for i in 0..<product.count {
      let from = x.data.assumingMemoryBound(to: T.self) + i &* x.rowStride
      let to = target + i &* product.depth
      for l in 0..<product.depth { to[l] = from[l &* x.columnStride] }
    }
  }

  @inline(always)
  private static func blocks<One: DotTile, Pair: DotTile, Quad: DotTile>(
    _: One.Type, _: Pair.Type, _: Quad.Type, _ product: GemvKernel.Product, _ range: Range<Int>
  ) where Pair.Source == One.Source, Quad.Source == One.Source {
    var j = range.lowerBound
    while j &+ block <= range.upperBound {
      vectors(One.self, Pair.self, Quad.self, product, j, block)
      j &+= block
    }
    if j < range.upperBound {
      typealias Single = OneSum<One.Source>
      vectors(
        Single.self, TwoSums<Single>.self, TwoSums<TwoSums<Single>>.self, product, j,
        range.upperBound &- j)
    }
  }

  /// All vectors times rows j ..< j + height of the matrix, which are in the cache the second time.
  @inline(always)
  private static func vectors<One: DotTile, Pair: DotTile, Quad: DotTile>(
    _: One.Type, _: Pair.Type, _: Quad.Type, _ product: GemvKernel.Product, _ j: Int, _ height: Int
  ) where Pair.Source == One.Source, Quad.Source == One.Source {
    var i = 0
    while product.count &- i >= 4 {
      column(Quad.self, product, i, j, height)
      i &+= 4
    }
    if product.count &- i >= 2 {
      column(Pair.self, product, i, j, height)
      i &+= 2
    }
    if i < product.count { column(One.self, product, i, j, height) }
  }

  @inline(never)
  private static func column<Tile: DotTile>(
    _: Tile.Type, _ product: GemvKernel.Product, _ i: Int, _ j: Int, _ height: Int
  ) {
    let (x, w) = (product.x, product.w)
    let vectors = x.data.assumingMemoryBound(to: Tile.Source.Scalar.self) + i &* x.rowStride
    let whole = product.depth & ~15
    for row in stride(from: j, to: j &+ height, by: Tile.height) {
      let rows = w.data.assumingMemoryBound(to: Tile.Source.Element.self) + row &* w.rowStride
      var (tile, at) = (Tile(), 0)
      while at < whole {
        tile.add(Tile.load(vectors + at, x.rowStride), rows + at, w.rowStride)
        at &+= 16
      }
      tile.finish(product, i, row, from: whole)
    }
  }
}

// MARK: - Sums in registers

private typealias DotScalar = BinaryFloatingPoint & SIMDScalar

/// How the matrix's elements lie in memory, and what is computed with.
private protocol DotSource {
  associatedtype Scalar: DotScalar
  associatedtype Element
  static func load(_ w: UnsafePointer<Element>) -> SIMD16<Scalar>
  static func scalar(_ element: Element) -> Scalar
}

private enum Dense<Scalar: DotScalar>: DotSource {
  @inline(always)
  static func load(_ w: UnsafePointer<Scalar>) -> SIMD16<Scalar> {
    UnsafeRawPointer(w).loadUnaligned(as: SIMD16<Scalar>.self)
  }

  @inline(always) static func scalar(_ element: Scalar) -> Scalar { element }
}

private enum Resting<Floats: RestingFloats>: DotSource {
  @inline(always)
  static func load(_ w: UnsafePointer<UInt16>) -> SIMD16<Float> { Floats.load(w) }

  @inline(always) static func scalar(_ element: UInt16) -> Float { Floats.widen(element) }
}

/// Dot products of some vectors with some rows of the matrix, while they are being summed.
private protocol DotTile {
  associatedtype Source: DotSource
  /// Sixteen elements of each vector.
  associatedtype Inputs
  /// How many vectors, and how many rows.
  static var count: Int { get }
  static var height: Int { get }
  init()
  static func load(_ x: UnsafePointer<Source.Scalar>, _ rowStride: Int) -> Inputs
  /// Adds the products with sixteen elements of each row.
  mutating func add(_ x: Inputs, _ w: UnsafePointer<Source.Element>, _ rowStride: Int)
  /// Writes the sums for vectors from `i` and rows from `j` on, with the elements from `rest` on.
  func finish(_ product: GemvKernel.Product, _ i: Int, _ j: Int, from rest: Int)
}

private struct OneSum<Source: DotSource>: DotTile {
  var lanes = SIMD16<Source.Scalar>()

  @inline(always) init() {}
  @inline(always) static var count: Int { 1 }
  @inline(always) static var height: Int { 1 }

  @inline(always)
  static func load(_ x: UnsafePointer<Source.Scalar>, _: Int) -> SIMD16<Source.Scalar> {
    UnsafeRawPointer(x).loadUnaligned(as: SIMD16<Source.Scalar>.self)
  }

  @inline(always)
  mutating func add(_ x: SIMD16<Source.Scalar>, _ w: UnsafePointer<Source.Element>, _: Int) {
    lanes.addProduct(x, Source.load(w))
  }

  @inline(always)
  func finish(_ product: GemvKernel.Product, _ i: Int, _ j: Int, from rest: Int) {
    typealias Scalar = Source.Scalar
    let eight = lanes.lowHalf + lanes.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    var sum = two.x + two.y
    let size = MemoryLayout<Scalar>.stride
    let x = product.x.from(row: i, column: 0, size).data.assumingMemoryBound(to: Scalar.self)
    let w = product.w.from(row: j, column: 0, size).data.assumingMemoryBound(
      to: Source.Element.self)
    for at in rest..<product.depth { sum.addProduct(x[at], Source.scalar(w[at])) }
    if let addend = product.addend {
      sum += addend.from(row: i, column: j, size).data.load(as: Scalar.self)
    }
    product.out.from(row: i, column: j, size).data.storeBytes(of: sum, as: Scalar.self)
  }
}

/// The same rows times twice as many vectors.
private struct TwoSums<Half: DotTile>: DotTile {
  typealias Source = Half.Source
  typealias Inputs = (Half.Inputs, Half.Inputs)

  var first = Half()
  var second = Half()

  @inline(always) init() {}
  @inline(always) static var count: Int { 2 &* Half.count }
  @inline(always) static var height: Int { Half.height }

  @inline(always)
  static func load(_ x: UnsafePointer<Source.Scalar>, _ rowStride: Int) -> Inputs {
    (Half.load(x, rowStride), Half.load(x + Half.count &* rowStride, rowStride))
  }

  @inline(always)
  mutating func add(_ x: Inputs, _ w: UnsafePointer<Source.Element>, _ rowStride: Int) {
    first.add(x.0, w, rowStride)
    second.add(x.1, w, rowStride)
  }

  @inline(always)
  func finish(_ product: GemvKernel.Product, _ i: Int, _ j: Int, from rest: Int) {
    first.finish(product, i, j, from: rest)
    second.finish(product, i &+ Half.count, j, from: rest)
  }
}

/// The same vectors times twice as many rows.
private struct Two<Half: DotTile>: DotTile {
  typealias Source = Half.Source
  typealias Inputs = Half.Inputs

  var upper = Half()
  var lower = Half()

  @inline(always) init() {}
  @inline(always) static var count: Int { Half.count }
  @inline(always) static var height: Int { 2 &* Half.height }

  @inline(always)
  static func load(_ x: UnsafePointer<Source.Scalar>, _ rowStride: Int) -> Inputs {
    Half.load(x, rowStride)
  }

  @inline(always)
  mutating func add(_ x: Inputs, _ w: UnsafePointer<Source.Element>, _ rowStride: Int) {
    upper.add(x, w, rowStride)
    lower.add(x, w + Half.height &* rowStride, rowStride)
  }

  @inline(always)
  func finish(_ product: GemvKernel.Product, _ i: Int, _ j: Int, from rest: Int) {
    upper.finish(product, i, j, from: rest)
    lower.finish(product, i, j &+ Half.height, from: rest)
  }
}

private typealias Four<Tile: DotTile> = Two<Two<Tile>>
private typealias Eight<Tile: DotTile> = Two<Four<Tile>>
