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
    private typealias RestingOne<S: DotSource> = Eight<OneSum<S>>
    private typealias RestingTwo<S: DotSource> = Four<TwoSums<OneSum<S>>>
    private typealias RestingFour<S: DotSource> = Four<TwoSums<TwoSums<OneSum<S>>>>
  #else
    private typealias FloatsOne = Four<OneSum<Dense<Float>>>
    private typealias FloatsTwo = Two<TwoSums<OneSum<Dense<Float>>>>
    private typealias FloatsFour = TwoSums<TwoSums<OneSum<Dense<Float>>>>
    private typealias DoublesOne = Two<OneSum<Dense<Double>>>
    private typealias DoublesTwo = TwoSums<OneSum<Dense<Double>>>
    private typealias DoublesFour = TwoSums<TwoSums<OneSum<Dense<Double>>>>
    private typealias RestingOne<S: DotSource> = Four<OneSum<S>>
    private typealias RestingTwo<S: DotSource> = Two<TwoSums<OneSum<S>>>
    private typealias RestingFour<S: DotSource> = TwoSums<TwoSums<OneSum<S>>>
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
      typealias S = Halves
      blocks(RestingOne<S>.self, RestingTwo<S>.self, RestingFour<S>.self, product, range)
    case (.bfloat16, _):
      typealias S = BFloats
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

/// bfloat16: the upper half of a float32. What is called for every sixteen numbers has to stand in this
/// file to be inlined; ``RestingFloats`` says the same for packing.
private enum BFloats: DotSource {
  @inline(always)
  static func load(_ w: UnsafePointer<UInt16>) -> SIMD16<Float> {
    var halves = SIMD32<UInt16>()
    halves.oddHalf = UnsafeRawPointer(w).loadUnaligned(as: SIMD16<UInt16>.self)
    return unsafeBitCast(halves, to: SIMD16<Float>.self)
  }

  @inline(always) static func scalar(_ element: UInt16) -> Float { RestingBFloats.widen(element) }
}

/// float16. Multiplied by 2¹¹² the shifted bits have the right exponent, subnormal numbers' too;
/// infinities and NaNs are made such again.
private enum Halves: DotSource {
  @inline(always)
  static func load(_ w: UnsafePointer<UInt16>) -> SIMD16<Float> {
    var halves = SIMD32<UInt16>()
    halves.evenHalf = UnsafeRawPointer(w).loadUnaligned(as: SIMD16<UInt16>.self)
    let wide = unsafeBitCast(halves, to: SIMD16<UInt32>.self)
    let magnitude = wide & 0x7FFF
    let scaled = unsafeBitCast(magnitude &<< 13, to: SIMD16<Float>.self) * 0x1p112
    var result = unsafeBitCast(scaled, to: SIMD16<UInt32>.self)
    result.replace(with: result | 0x7F80_0000, where: magnitude .>= 0x7C00)
    return unsafeBitCast(result | ((wide & 0x8000) &<< 16), to: SIMD16<Float>.self)
  }

  @inline(always) static func scalar(_ element: UInt16) -> Float { RestingHalves.widen(element) }
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
    let (x, w) = (product.x, product.w)
    let row = x.data.assumingMemoryBound(to: Scalar.self) + i &* x.rowStride
    let column = w.data.assumingMemoryBound(to: Source.Element.self) + j &* w.rowStride
    for at in rest..<product.depth { sum.addProduct(row[at], Source.scalar(column[at])) }
    if let addend = product.addend {
      let place = i &* addend.rowStride &+ j &* addend.columnStride
      sum += addend.data.assumingMemoryBound(to: Scalar.self)[place]
    }
    let place = i &* product.out.rowStride &+ j &* product.out.columnStride
    product.out.data.assumingMemoryBound(to: Scalar.self)[place] = sum
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
