#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Many elements made one, along one dimension: sums, products, extremes, and sums of powers.
///
/// All of them join what they have with what comes in one and the same order: many vectors side by
/// side, and halves with halves, so that the rounding error of a sum grows with the logarithm of n,
/// not with n. The work is cut in pieces by its size alone, so that the number of threads does not
/// show in the result.
enum FoldKernel {
  enum Operation { case sum, product, maximum, minimum }

  /// What is added up of each element.
  enum Power { case magnitude, square, wholePower(Int), power(Double) }

  /// Writes to `out`, contiguous, of the type of `x`; the sum of bool is int64. NaN counts as the
  /// largest and as the smallest. Precondition: no product of bool.
  static func run(
    _ operation: Operation, _ x: Tensor, _ layout: ReductionLayout, into out: Tensor
  ) {
    switch x.dtype.computeType {
    case .float32: numbers(operation, x, x.floats, layout, out.floats)
    case .float64:
      numbers(operation, x, x.doublePointer, layout, out.doublePointer)
    case .int64: numbers(operation, x, x.intPointer, layout, out.intPointer)
    case .bool: bytes(operation, x, layout, out)
    }
    x.keepAlive()
    out.keepAlive()
  }

  /// Writes Σ |x|ᵖ to `out`, float64, of x floating point: in double precision, where the squares of
  /// single numbers neither overflow nor vanish.
  static func powers(_ power: Power, _ x: Tensor, _ layout: ReductionLayout, into out: Tensor) {
    let to = out.doublePointer
    switch (x.dtype.floatingType, power) {
    case (.single, .magnitude): engine(Magnitudes<Float>(), x, x.floats).run(layout, to)
    case (.single, .square): engine(Squares<Float>(), x, x.floats).run(layout, to)
    case (.single, .wholePower(let p)):
      engine(WholePowers<Float>(p: p), x, x.floats).run(layout, to)
    case (.double, .wholePower(let p)):
      engine(WholePowers<Double>(p: p), x, x.doublePointer).run(layout, to)
    case (.single, .power(let p)): engine(Powers<Float>(p: p), x, x.floats).run(layout, to)
    case (.double, .magnitude): engine(Magnitudes<Double>(), x, x.doublePointer).run(layout, to)
    case (.double, .square): engine(Squares<Double>(), x, x.doublePointer).run(layout, to)
    case (.double, .power(let p)): engine(Powers<Double>(p: p), x, x.doublePointer).run(layout, to)
    }
    x.keepAlive()
    out.keepAlive()
  }

  /// Writes 1 to `out`, of the type of x, where one element is not 0, or where every element is
  /// not, and otherwise 0.
  static func truth(
    ofEvery isEvery: Bool, _ x: Tensor, _ layout: ReductionLayout, into out: Tensor
  ) {
    switch x.dtype.computeType {
    case .float32: engine(Truth(isEvery: isEvery), x, x.floats).run(layout, out.floats)
    case .float64:
      engine(Truth(isEvery: isEvery), x, x.doublePointer).run(layout, out.doublePointer)
    case .int64: engine(Truth(isEvery: isEvery), x, x.intPointer).run(layout, out.intPointer)
    case .bool: bytes(isEvery ? .minimum : .maximum, x, layout, out)
    }
    x.keepAlive()
    out.keepAlive()
  }

  /// The sum of `count` floats that follow each other.
  static func sum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    Float.total(Engine(fold: Sum<Float>(), end: x + count).line(x, count)) { $0 + $1 }
  }

  /// The sum of `count` double numbers that follow each other.
  static func sum(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    Double.total(Engine(fold: Sum<Double>(), end: x + count).line(x, count)) { $0 + $1 }
  }

  /// The largest of `count` floats that follow each other; NaN if there is one.
  static func maximum(_ x: UnsafePointer<Float>, _ count: Int) -> Float {
    Float.total(Engine(fold: Largest<Float>(), end: x + count).line(x, count)) {
      Float.larger($0, $1)
    }
  }

  /// The largest of `count` double numbers that follow each other; NaN if there is one.
  static func maximum(_ x: UnsafePointer<Double>, _ count: Int) -> Double {
    Double.total(Engine(fold: Largest<Double>(), end: x + count).line(x, count)) {
      Double.larger($0, $1)
    }
  }

  /// The sums of `count` columns of n rows that lie `step` apart.
  static func columnSums(
    _ x: UnsafePointer<Float>, _ n: Int, step: Int, _ count: Int,
    _ out: UnsafeMutablePointer<Float>
  ) {
    columns(Sum<Float>(), x, n, step, count, out)
  }

  static func columnSums(
    _ x: UnsafePointer<Double>, _ n: Int, step: Int, _ count: Int,
    _ out: UnsafeMutablePointer<Double>
  ) {
    columns(Sum<Double>(), x, n, step, count, out)
  }

  /// The largest elements of `count` columns of n rows that lie `step` apart.
  static func columnMaxima(
    _ x: UnsafePointer<Float>, _ n: Int, step: Int, _ count: Int,
    _ out: UnsafeMutablePointer<Float>
  ) {
    columns(Largest<Float>(), x, n, step, count, out)
  }

  static func columnMaxima(
    _ x: UnsafePointer<Double>, _ n: Int, step: Int, _ count: Int,
    _ out: UnsafeMutablePointer<Double>
  ) {
    columns(Largest<Double>(), x, n, step, count, out)
  }

  @inline(__always)
  private static func columns<F: Fold>(
    _ fold: F, _ x: UnsafePointer<F.Element>, _ n: Int, _ step: Int, _ count: Int,
    _ out: UnsafeMutablePointer<F.Result>
  ) {
    let layout = ReductionLayout(
      blocks: [.init(extent: 1, stride: 0)], n: n, step: step, inner: count)
    let engine = Engine(fold: fold, end: x + ((n - 1) * step + count))
    if count == 1 { engine.rows(x, layout, out) } else { engine.columns(x, layout, out) }
  }

  @inline(__always)
  private static func numbers<V: Number>(
    _ operation: Operation, _ x: Tensor, _ from: UnsafeMutablePointer<V>,
    _ layout: ReductionLayout, _ out: UnsafeMutablePointer<V>
  ) {
    switch operation {
    case .sum: engine(Sum<V>(), x, from).run(layout, out)
    case .product: engine(Product<V>(), x, from).run(layout, out)
    case .maximum: engine(Largest<V>(), x, from).run(layout, out)
    case .minimum: engine(Smallest<V>(), x, from).run(layout, out)
    }
  }

  /// Of truth values, which are bytes of 0 or 1.
  private static func bytes(
    _ operation: Operation, _ x: Tensor, _ layout: ReductionLayout, _ out: Tensor
  ) {
    let from = x.data.assumingMemoryBound(to: UInt8.self)
    let to = out.data.assumingMemoryBound(to: UInt8.self)
    switch operation {
    case .sum: engine(Count(), x, from).run(layout, out.intPointer)
    case .product: preconditionFailure("FoldKernel: a product of bool is one of int64")
    case .maximum: engine(Largest<UInt8>(), x, from).run(layout, to)
    case .minimum: engine(Smallest<UInt8>(), x, from).run(layout, to)
    }
  }

  @inline(__always)
  private static func engine<F: Fold>(
    _ fold: F, _ x: Tensor, _ from: UnsafeMutablePointer<F.Element>
  ) -> Start<F> {
    Start(
      engine: Engine(fold: fold, end: from + (x.storage.count - x.offset)), from: from)
  }

  /// An engine and the first element it reads.
  private struct Start<F: Fold> {
    let engine: Engine<F>
    let from: UnsafePointer<F.Element>

    init(engine: Engine<F>, from: UnsafeMutablePointer<F.Element>) {
      (self.engine, self.from) = (engine, UnsafePointer(from))
    }

    @inline(__always)
    func run(_ layout: ReductionLayout, _ out: UnsafeMutablePointer<F.Result>) {
      if layout.inner == 1 {
        engine.rows(from, layout, out)
      } else {
        engine.columns(from, layout, out)
      }
    }
  }
}

// MARK: - What is joined, and how

/// How elements become one number: each contributes a term, and terms are joined.
private protocol Fold {
  associatedtype Element
  associatedtype Result: Lane
  typealias Vector = Result.Vector
  /// Joined with anything, it changes nothing.
  var identity: Vector { get }
  /// The terms of the elements from `p` on.
  func terms(_ p: UnsafePointer<Element>) -> Vector
  func join(_ a: Vector, _ b: Vector) -> Vector
}

private struct Sum<Result: Number>: Fold {
  var identity: Result.Vector { Result.Vector() }
  @inline(__always) func terms(_ p: UnsafePointer<Result>) -> Result.Vector { load(p) }
  @inline(__always) func join(_ a: Result.Vector, _ b: Result.Vector) -> Result.Vector {
    Result.sum(a, b)
  }
}

private struct Product<Result: Number>: Fold {
  var identity: Result.Vector { Result.one }
  @inline(__always) func terms(_ p: UnsafePointer<Result>) -> Result.Vector { load(p) }
  @inline(__always) func join(_ a: Result.Vector, _ b: Result.Vector) -> Result.Vector {
    Result.product(a, b)
  }
}

private struct Largest<Result: Lane>: Fold {
  var identity: Result.Vector { Result.least }
  @inline(__always) func terms(_ p: UnsafePointer<Result>) -> Result.Vector { load(p) }
  @inline(__always) func join(_ a: Result.Vector, _ b: Result.Vector) -> Result.Vector {
    Result.larger(a, b)
  }
}

private struct Smallest<Result: Lane>: Fold {
  var identity: Result.Vector { Result.most }
  @inline(__always) func terms(_ p: UnsafePointer<Result>) -> Result.Vector { load(p) }
  @inline(__always) func join(_ a: Result.Vector, _ b: Result.Vector) -> Result.Vector {
    Result.smaller(a, b)
  }
}

/// Whether one element, or every element, is not 0.
private struct Truth<Result: Lane>: Fold {
  let isEvery: Bool
  var identity: Result.Vector { Result.truth(isEvery ? Result.most : Result.Vector()) }
  @inline(__always) func terms(_ p: UnsafePointer<Result>) -> Result.Vector {
    Result.truth(load(p))
  }
  @inline(__always) func join(_ a: Result.Vector, _ b: Result.Vector) -> Result.Vector {
    isEvery ? Result.smaller(a, b) : Result.larger(a, b)
  }
}

/// How many bytes are 1.
private struct Count: Fold {
  typealias Result = Int
  var identity: SIMD8<Int> { SIMD8() }
  @inline(__always) func terms(_ p: UnsafePointer<UInt8>) -> SIMD8<Int> {
    let bytes: SIMD8<UInt8> = load(p)
    return SIMD8<Int>(truncatingIfNeeded: bytes)
  }
  @inline(__always) func join(_ a: SIMD8<Int>, _ b: SIMD8<Int>) -> SIMD8<Int> { a &+ b }
}

/// A sum in double precision of terms that are made of single or double numbers.
private protocol DoubleSum: Fold where Result == Double {}

extension DoubleSum {
  fileprivate var identity: SIMD8<Double> { SIMD8() }
  @inline(__always) fileprivate func join(_ a: SIMD8<Double>, _ b: SIMD8<Double>) -> SIMD8<Double> {
    a + b
  }
}

private struct Magnitudes<Element: Widened>: DoubleSum {
  @inline(__always) func terms(_ p: UnsafePointer<Element>) -> SIMD8<Double> {
    let x = Element.widened(p)
    return x.replacing(with: -x, where: x .< 0)
  }
}

private struct Squares<Element: Widened>: DoubleSum {
  @inline(__always) func terms(_ p: UnsafePointer<Element>) -> SIMD8<Double> {
    let x = Element.widened(p)
    return x * x
  }
}

private struct WholePowers<Element: Widened>: DoubleSum {
  let p: Int
  @inline(__always) func terms(_ pointer: UnsafePointer<Element>) -> SIMD8<Double> {
    let x = Element.widened(pointer)
    let size = x.replacing(with: -x, where: x .< 0)
    var power = size
    for _ in 1..<p { power *= size }
    return power
  }
}

private struct Powers<Element: Widened>: DoubleSum {
  let p: Double
  @inline(__always) func terms(_ pointer: UnsafePointer<Element>) -> SIMD8<Double> {
    var x = Element.widened(pointer)
    for lane in 0..<8 { x[lane] = pow(x[lane].magnitude, p) }
    return x
  }
}

/// A floating point number of which eight become double ones.
private protocol Widened {
  static func widened(_ p: UnsafePointer<Self>) -> SIMD8<Double>
}

extension Float: Widened {
  @inline(__always) fileprivate static func widened(_ p: UnsafePointer<Float>) -> SIMD8<Double> {
    let single: SIMD8<Float> = load(p)
    return SIMD8<Double>(single)
  }
}

extension Double: Widened {
  @inline(__always) fileprivate static func widened(_ p: UnsafePointer<Double>) -> SIMD8<Double> {
    load(p)
  }
}

@inline(__always)
private func load<V: SIMD>(_ p: UnsafePointer<V.Scalar>) -> V {
  UnsafeRawPointer(p).loadUnaligned(as: V.self)
}

// MARK: - Vectors

/// A number of which a register holds several.
private protocol Lane: SIMDScalar, Hashable, Codable {
  associatedtype Vector: SIMD where Vector.Scalar == Self
  /// Not above any number, not below any.
  static var least: Vector { get }
  static var most: Vector { get }
  static func larger(_ a: Vector, _ b: Vector) -> Vector
  static func smaller(_ a: Vector, _ b: Vector) -> Vector
  /// 1 where a lane is not 0.
  static func truth(_ vector: Vector) -> Vector
  /// The first `count` lanes of a vector, and the others of `rest`.
  static func first(_ count: Int, of vector: Vector, rest: Vector) -> Vector
  /// All lanes, joined by what joins two registers.
  static func total(_ vector: Vector, _ join: (Vector, Vector) -> Vector) -> Self
}

private protocol Number: Lane {
  static var one: Vector { get }
  static func sum(_ a: Vector, _ b: Vector) -> Vector
  static func product(_ a: Vector, _ b: Vector) -> Vector
}

extension Float: Number {
  fileprivate typealias Vector = SIMD16<Float>
  fileprivate static var least: Vector { Vector(repeating: -.infinity) }
  fileprivate static var most: Vector { Vector(repeating: .infinity) }
  @inline(__always) fileprivate static func larger(_ a: Vector, _ b: Vector) -> Vector {
    b.replacing(with: a, where: (a .> b) .| (a .!= a))
  }
  @inline(__always) fileprivate static func smaller(_ a: Vector, _ b: Vector) -> Vector {
    b.replacing(with: a, where: (a .< b) .| (a .!= a))
  }
  fileprivate static var one: Vector { Vector(repeating: 1) }
  @inline(__always) fileprivate static func truth(_ vector: Vector) -> Vector {
    Vector().replacing(with: 1, where: vector .!= 0)
  }
  @inline(__always) fileprivate static func sum(_ a: Vector, _ b: Vector) -> Vector { a + b }
  @inline(__always) fileprivate static func product(_ a: Vector, _ b: Vector) -> Vector { a * b }
  @inline(__always) fileprivate static func first(_ count: Int, of vector: Vector, rest: Vector)
    -> Vector
  {
    let lanes = SIMD16<Int32>(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
    let limit = SIMD16<Int32>(repeating: Int32(truncatingIfNeeded: count))
    return rest.replacing(with: vector, where: lanes .< limit)
  }
  @inline(__always) fileprivate static func total(
    _ vector: Vector, _ join: (Vector, Vector) -> Vector
  ) -> Float {
    var lanes = join(vector, Vector(lowHalf: vector.highHalf, highHalf: vector.highHalf))
    let at4 = lanes.lowHalf.highHalf
    let by4to8 = SIMD8(lowHalf: at4, highHalf: at4)
    lanes = join(lanes, Vector(lowHalf: by4to8, highHalf: by4to8))
    let at2 = lanes.lowHalf.lowHalf.highHalf
    let by2to4 = SIMD4(lowHalf: at2, highHalf: at2)
    let by2to8 = SIMD8(lowHalf: by2to4, highHalf: by2to4)
    lanes = join(lanes, Vector(lowHalf: by2to8, highHalf: by2to8))
    return join(lanes, Vector(repeating: lanes.lowHalf.lowHalf.lowHalf.y))[0]
  }
}

extension Double: Number {
  fileprivate typealias Vector = SIMD8<Double>
  fileprivate static var least: Vector { Vector(repeating: -.infinity) }
  fileprivate static var most: Vector { Vector(repeating: .infinity) }
  @inline(__always) fileprivate static func larger(_ a: Vector, _ b: Vector) -> Vector {
    b.replacing(with: a, where: (a .> b) .| (a .!= a))
  }
  @inline(__always) fileprivate static func smaller(_ a: Vector, _ b: Vector) -> Vector {
    b.replacing(with: a, where: (a .< b) .| (a .!= a))
  }
  fileprivate static var one: Vector { Vector(repeating: 1) }
  @inline(__always) fileprivate static func truth(_ vector: Vector) -> Vector {
    Vector().replacing(with: 1, where: vector .!= 0)
  }
  @inline(__always) fileprivate static func sum(_ a: Vector, _ b: Vector) -> Vector { a + b }
  @inline(__always) fileprivate static func product(_ a: Vector, _ b: Vector) -> Vector { a * b }
  @inline(__always) fileprivate static func first(_ count: Int, of vector: Vector, rest: Vector)
    -> Vector
  {
    let lanes = SIMD8<Int64>(0, 1, 2, 3, 4, 5, 6, 7)
    let limit = SIMD8<Int64>(repeating: Int64(truncatingIfNeeded: count))
    return rest.replacing(with: vector, where: lanes .< limit)
  }
  @inline(__always) fileprivate static func total(
    _ vector: Vector, _ join: (Vector, Vector) -> Vector
  ) -> Double {
    var lanes = join(vector, Vector(lowHalf: vector.highHalf, highHalf: vector.highHalf))
    let at2 = lanes.lowHalf.highHalf
    let by2to4 = SIMD4(lowHalf: at2, highHalf: at2)
    lanes = join(lanes, Vector(lowHalf: by2to4, highHalf: by2to4))
    return join(lanes, Vector(repeating: lanes.lowHalf.lowHalf.y))[0]
  }
}

extension Int: Number {
  fileprivate typealias Vector = SIMD8<Int>
  fileprivate static var least: Vector { Vector(repeating: .min) }
  fileprivate static var most: Vector { Vector(repeating: .max) }
  @inline(__always) fileprivate static func larger(_ a: Vector, _ b: Vector) -> Vector {
    b.replacing(with: a, where: a .> b)
  }
  @inline(__always) fileprivate static func smaller(_ a: Vector, _ b: Vector) -> Vector {
    b.replacing(with: a, where: a .< b)
  }
  fileprivate static var one: Vector { Vector(repeating: 1) }
  @inline(__always) fileprivate static func truth(_ vector: Vector) -> Vector {
    Vector().replacing(with: 1, where: vector .!= 0)
  }
  @inline(__always) fileprivate static func sum(_ a: Vector, _ b: Vector) -> Vector { a &+ b }
  @inline(__always) fileprivate static func product(_ a: Vector, _ b: Vector) -> Vector { a &* b }
  @inline(__always) fileprivate static func first(_ count: Int, of vector: Vector, rest: Vector)
    -> Vector
  {
    let lanes = SIMD8<Int>(0, 1, 2, 3, 4, 5, 6, 7)
    let limit = SIMD8<Int>(repeating: Int(truncatingIfNeeded: count))
    return rest.replacing(with: vector, where: lanes .< limit)
  }
  @inline(__always) fileprivate static func total(
    _ vector: Vector, _ join: (Vector, Vector) -> Vector
  ) -> Int {
    var lanes = join(vector, Vector(lowHalf: vector.highHalf, highHalf: vector.highHalf))
    let at2 = lanes.lowHalf.highHalf
    let by2to4 = SIMD4(lowHalf: at2, highHalf: at2)
    lanes = join(lanes, Vector(lowHalf: by2to4, highHalf: by2to4))
    return join(lanes, Vector(repeating: lanes.lowHalf.lowHalf.y))[0]
  }
}

/// A truth value as a byte of 0 or 1, 64 of them at a time: the larger is where one of two bits is.
extension UInt8: Lane {
  fileprivate typealias Vector = SIMD64<UInt8>
  private typealias Wide = SIMD8<UInt64>
  fileprivate static var least: Vector { Vector(repeating: 0) }
  fileprivate static var most: Vector { Vector(repeating: 1) }
  @inline(__always) fileprivate static func larger(_ a: Vector, _ b: Vector) -> Vector {
    narrow(wide(a) | wide(b))
  }
  @inline(__always) fileprivate static func smaller(_ a: Vector, _ b: Vector) -> Vector {
    narrow(wide(a) & wide(b))
  }
  @inline(__always) fileprivate static func truth(_ vector: Vector) -> Vector { vector }
  @inline(__always) private static func wide(_ bytes: Vector) -> Wide {
    unsafeBitCast(bytes, to: Wide.self)
  }
  @inline(__always) private static func narrow(_ wide: Wide) -> Vector {
    unsafeBitCast(wide, to: Vector.self)
  }
  @inline(__always) fileprivate static func first(_ count: Int, of vector: Vector, rest: Vector)
    -> Vector
  {
    // Word w holds bytes 8w and above, of which those below `count` are wanted.
    let bits =
      SIMD8<Int64>(repeating: Int64(count &* 8)) &- SIMD8(0, 64, 128, 192, 256, 320, 384, 448)
    let low = (Wide(repeating: 1) &<< Wide(truncatingIfNeeded: bits)) &- 1
    var mask = low.replacing(with: 0, where: bits .<= 0)
    mask.replace(with: UInt64.max, where: bits .>= 64)
    return narrow((wide(vector) & mask) | (wide(rest) & ~mask))
  }
  @inline(__always) fileprivate static func total(
    _ vector: Vector, _ join: (Vector, Vector) -> Vector
  ) -> UInt8 {
    var lanes = wide(vector)
    lanes = wide(
      join(narrow(lanes), narrow(Wide(lowHalf: lanes.highHalf, highHalf: lanes.highHalf))))
    for distance in [2, 1] {
      let other = Wide(repeating: lanes[distance])
      var moved = other
      moved[1] = lanes[distance &+ 1]
      lanes = wide(join(narrow(lanes), narrow(moved)))
    }
    for distance in [32, 16, 8] as [UInt64] {
      lanes = wide(join(narrow(lanes), narrow(Wide(repeating: lanes[0] &>> distance))))
    }
    return UInt8(truncatingIfNeeded: lanes[0])
  }
}

// MARK: - The walk

private struct Engine<F: Fold> {
  typealias Element = F.Element
  typealias Vector = F.Result.Vector
  typealias Scalar = F.Result

  let fold: F
  /// Behind the last element that may be read.
  let end: UnsafePointer<Element>

  /// How many elements make a piece of work, for one thread.
  private static var piece: Int { 1 << 16 }
  @inline(__always) private static var width: Int { Vector.scalarCount }

  @inline(__always)
  private func join(_ a: Vector, _ b: Vector) -> Vector { fold.join(a, b) }

  /// The terms of `count` elements, at most a vector's, and what changes nothing.
  @inline(__always)
  private func part(_ p: UnsafePointer<Element>, _ count: Int) -> Vector {
    if count >= Self.width { return fold.terms(p) }
    if p + Self.width <= end { return Scalar.first(count, of: fold.terms(p), rest: fold.identity) }
    return lastPart(p, count)
  }

  /// As ``part(_:_:)`` where a whole vector would reach beyond the memory.
  @inline(never)
  private func lastPart(_ p: UnsafePointer<Element>, _ count: Int) -> Vector {
    withUnsafeTemporaryAllocation(of: Element.self, capacity: Self.width) { buffer in
      guard let copy = buffer.baseAddress, count > 0 else { return fold.identity }
      copy.initialize(repeating: p[0], count: Self.width)
      copy.update(from: p, count: count)
      return Scalar.first(count, of: fold.terms(copy), rest: fold.identity)
    }
  }

  // MARK: Rows

  /// What the lanes of `n` elements that follow each other come to.
  @inline(__always)
  func line(_ x: UnsafePointer<Element>, _ n: Int) -> Vector {
    n > 8192 ? longLine(x, n) : shortLine(x, n)
  }

  private func longLine(_ x: UnsafePointer<Element>, _ n: Int) -> Vector {
    if n <= 8192 { return shortLine(x, n) }
    let half = (n / 2) & ~255
    return join(longLine(x, half), longLine(x + half, n - half))
  }

  @inline(__always)
  private func shortLine(_ x: UnsafePointer<Element>, _ n: Int) -> Vector {
    let width = Self.width
    if n <= width { return part(x, n) }
    var a = fold.terms(x)
    var i = width
    if n >= 4 &* width {
      var (b, c, d) = (fold.terms(x + i), fold.terms(x + 2 &* i), fold.terms(x + 3 &* i))
      i = 4 &* width
      while i &+ 4 &* width <= n {
        let p = x + i
        a = join(a, fold.terms(p))
        b = join(b, fold.terms(p + width))
        c = join(c, fold.terms(p + 2 &* width))
        d = join(d, fold.terms(p + 3 &* width))
        i &+= 4 &* width
      }
      a = join(join(a, b), join(c, d))
    }
    while i &+ width <= n {
      a = join(a, fold.terms(x + i))
      i &+= width
    }
    return i < n ? join(a, part(x + i, n &- i)) : a
  }

  /// The same of elements that lie `step` apart.
  private func line(_ x: UnsafePointer<Element>, _ n: Int, step: Int) -> Vector {
    if step == 1 { return line(x, n) }
    if n > 2048 {
      let half = (n / 2) & ~255
      return join(line(x, half, step: step), line(x + half * step, n - half, step: step))
    }
    return withUnsafeTemporaryAllocation(of: Element.self, capacity: n + Self.width) { buffer in
      guard let copy = buffer.baseAddress else { return fold.identity }
      copy.initialize(repeating: x[0], count: n + Self.width)
      for i in 0..<n { copy[i] = x[i &* step] }
      return Engine(fold: fold, end: copy + n + Self.width).line(copy, n)
    }
  }

  /// One number of every row.
  func rows(
    _ x: UnsafePointer<Element>, _ layout: ReductionLayout, _ out: UnsafeMutablePointer<Scalar>
  ) {
    let (n, step) = (layout.n, layout.step)
    if n > Self.piece { return longRows(x, layout, out) }
    Threads.split(layout.blockCount, grain: Threads.rows(of: n)) { range in
      if step == 1, let blockStep = layout.blockStep {
        // Short rows are many: nothing is called for each.
        for row in range { out[row] = total(line(x + row &* blockStep, n)) }
      } else {
        for row in range { out[row] = total(line(x + layout.offset(row), n, step: step)) }
      }
    }
  }

  /// The lanes joined. A closure that is spelled out is inlined; a function's name is called.
  @inline(__always)
  private func total(_ vector: Vector) -> Scalar {
    Scalar.total(vector) { fold.join($0, $1) }
  }

  /// Rows of several pieces each.
  private func longRows(
    _ x: UnsafePointer<Element>, _ layout: ReductionLayout, _ out: UnsafeMutablePointer<Scalar>
  ) {
    let pieces = (layout.n + Self.piece - 1) / Self.piece
    withUnsafeTemporaryAllocation(of: Vector.self, capacity: layout.blockCount * pieces) { buffer in
      guard let parts = buffer.baseAddress else { return }
      Threads.split(layout.blockCount * pieces, grain: 1) { range in
        for index in range {
          let (row, start) = (index / pieces, index % pieces * Self.piece)
          let from = x + (layout.offset(row) + start * layout.step)
          parts[index] = line(from, min(Self.piece, layout.n - start), step: layout.step)
        }
      }
      for row in 0..<layout.blockCount {
        let own = parts + row * pieces
        joinHalves(own, pieces, 1)
        out[row] = total(own[0])
      }
    }
  }

  /// Joins `count` groups of `size` vectors into the first of them.
  private func joinHalves(_ groups: UnsafeMutablePointer<Vector>, _ count: Int, _ size: Int) {
    var left = count
    while left > 1 {
      let half = (left + 1) / 2
      for i in 0..<((left - half) * size) { groups[i] = join(groups[i], groups[half * size + i]) }
      left = half
    }
  }

  // MARK: Columns

  /// One number of every column of every block.
  func columns(
    _ x: UnsafePointer<Element>, _ layout: ReductionLayout, _ out: UnsafeMutablePointer<Scalar>
  ) {
    let cut = Cut(layout, width: Self.width)
    let grain = max(1, (1 << 15) / max(cut.rows * min(layout.inner, Cut.tile), 1))
    if cut.pieces == 1 {
      Threads.split(layout.blockCount * cut.tiles, grain: grain) { range in
        withUnsafeTemporaryAllocation(of: Vector.self, capacity: cut.room) { buffer in
          guard let sums = buffer.baseAddress else { return }
          for index in range {
            sum(x, layout, cut, index, to: sums, spare: sums + cut.size)
            write(sums, layout, cut, block: index / cut.tiles, tile: index % cut.tiles, out)
          }
        }
      }
      return
    }
    let units = layout.blockCount * cut.pieces * cut.tiles
    withUnsafeTemporaryAllocation(of: Vector.self, capacity: units * cut.size) { buffer in
      guard let parts = buffer.baseAddress else { return }
      Threads.split(units, grain: grain) { range in
        withUnsafeTemporaryAllocation(of: Vector.self, capacity: cut.room) { buffer in
          guard let spare = buffer.baseAddress else { return }
          for index in range {
            sum(x, layout, cut, index, to: parts + index * cut.size, spare: spare)
          }
        }
      }
      for block in 0..<layout.blockCount {
        let own = parts + block * cut.pieces * cut.tiles * cut.size
        joinHalves(own, cut.pieces, cut.tiles * cut.size)
        for tile in 0..<cut.tiles {
          write(own + tile * cut.size, layout, cut, block: block, tile: tile, out)
        }
      }
    }
  }

  /// How a matrix of many rows is cut: in tiles of neighbouring columns, in pieces of rows.
  private struct Cut {
    /// So many columns stay in the nearest cache from row to row.
    static var tile: Int { 512 }

    let tiles: Int
    let pieces: Int
    /// The rows of a piece.
    let rows: Int
    /// The vectors of a tile, and how many are needed to sum one.
    let size: Int
    let room: Int

    init(_ layout: ReductionLayout, width: Int) {
      let columns = min(layout.inner, Cut.tile)
      tiles = (layout.inner + Cut.tile - 1) / Cut.tile
      rows = min(layout.n, max(64, (1 << 16) / columns))
      pieces = (layout.n + rows - 1) / rows
      // What is narrow is taken several rows at a time.
      size = (max(columns, 64) + width - 1) / width
      room = size * (3 + Int.bitWidth - rows.leadingZeroBitCount)
    }
  }

  @inline(__always)
  private func write(
    _ sums: UnsafeMutablePointer<Vector>, _ layout: ReductionLayout, _ cut: Cut, block: Int,
    tile: Int, _ out: UnsafeMutablePointer<Scalar>
  ) {
    let first = tile * Cut.tile
    let count = min(Cut.tile, layout.inner - first)
    UnsafeMutableRawPointer(out + (block * layout.inner + first))
      .copyMemory(from: sums, byteCount: count * MemoryLayout<Scalar>.stride)
  }

  /// The columns of one piece of one tile: unit `index` of [blocks, pieces, tiles].
  @inline(__always)
  private func sum(
    _ x: UnsafePointer<Element>, _ layout: ReductionLayout, _ cut: Cut, _ index: Int,
    to sums: UnsafeMutablePointer<Vector>, spare: UnsafeMutablePointer<Vector>
  ) {
    let (first, start) = (
      index % cut.tiles * Cut.tile, index / cut.tiles % cut.pieces * cut.rows
    )
    let block = layout.offset(index / (cut.tiles * cut.pieces))
    let from = x + (block + start * layout.step + first)
    let (n, count) = (min(cut.rows, layout.n - start), min(Cut.tile, layout.inner - first))
    if count <= 32 && layout.step == count && n >= 4 * 64 / count {
      narrow(from, n, count, sums, spare, cut.size)
    } else {
      halves(from, n, layout.step, count, sums, spare, cut.size)
    }
  }

  /// Dense rows of few columns: as many of them as fill some vectors are taken for one.
  private func narrow(
    _ x: UnsafePointer<Element>, _ n: Int, _ count: Int, _ sums: UnsafeMutablePointer<Vector>,
    _ spare: UnsafeMutablePointer<Vector>, _ size: Int
  ) {
    var together = 1 << (Int.bitWidth - 1 - (64 / count).leadingZeroBitCount)
    let wide = n / together
    halves(x, wide, together * count, together * count, sums, spare, size)
    let lanes = UnsafeMutableRawPointer(sums).assumingMemoryBound(to: Scalar.self)
    let vectors = (count + Self.width - 1) / Self.width
    while together > 1 {
      together /= 2
      // The other half lies behind, and is read before it is written over.
      for i in stride(from: 0, to: together * count, by: Self.width) {
        let sum: Vector = join(load(lanes + i), load(lanes + (i + together * count)))
        UnsafeMutableRawPointer(lanes + i).storeBytes(of: sum, as: Vector.self)
      }
      if together * count <= Self.width { break }
    }
    while together > 1 {
      together /= 2
      let (near, far): (Vector, Vector) = (load(lanes), load(lanes + together * count))
      UnsafeMutableRawPointer(lanes).storeBytes(of: join(near, far), as: Vector.self)
    }
    let rest = n - wide * (1 << (Int.bitWidth - 1 - (64 / count).leadingZeroBitCount))
    guard rest > 0 else { return }
    halves(x + (n - rest) * count, rest, count, count, spare, spare + size, size)
    for i in 0..<vectors { sums[i] = join(sums[i], spare[i]) }
  }

  /// The columns of `n` rows: those of one half joined with those of the other.
  private func halves(
    _ x: UnsafePointer<Element>, _ n: Int, _ step: Int, _ count: Int,
    _ sums: UnsafeMutablePointer<Vector>, _ spare: UnsafeMutablePointer<Vector>, _ size: Int
  ) {
    if n <= 64 { return fewRows(x, n, step, count, sums) }
    let half = (n / 2) & ~3
    halves(x, half, step, count, sums, spare, size)
    halves(x + half * step, n - half, step, count, spare, spare + size, size)
    for i in 0..<((count + Self.width - 1) / Self.width) { sums[i] = join(sums[i], spare[i]) }
  }

  /// Four rows at a time, and what is left.
  @inline(__always)
  private func fewRows(
    _ x: UnsafePointer<Element>, _ n: Int, _ step: Int, _ count: Int,
    _ sums: UnsafeMutablePointer<Vector>
  ) {
    let (whole, rest) = (count / Self.width, count % Self.width)
    var row = n & 3
    for i in 0..<whole {
      let p = x + i * Self.width
      var sum = row == 0 ? fold.identity : fold.terms(p)
      if row > 1 { sum = join(sum, fold.terms(p + step)) }
      if row > 2 { sum = join(sum, fold.terms(p + 2 * step)) }
      sums[i] = sum
    }
    if rest > 0 {
      var sum = fold.identity
      for r in 0..<row { sum = join(sum, part(x + (r * step + whole * Self.width), rest)) }
      sums[whole] = sum
    }
    while row < n {
      let from = x + row * step
      for i in 0..<whole {
        let p = from + i * Self.width
        let upper = join(fold.terms(p), fold.terms(p + step))
        let lower = join(fold.terms(p + 2 * step), fold.terms(p + 3 * step))
        sums[i] = join(sums[i], join(upper, lower))
      }
      if rest > 0 {
        let p = from + whole * Self.width
        let upper = join(part(p, rest), part(p + step, rest))
        let lower = join(part(p + 2 * step, rest), part(p + 3 * step, rest))
        sums[whole] = join(sums[whole], join(upper, lower))
      }
      row += 4
    }
  }
}
