/// The mean of some numbers and the sum of their squared distances from it, in double precision and
/// in two passes: a rounded mean, or squares of what is far from 0, would leave nothing of a small
/// variance beside a large mean.
struct Moments {
  var count: Double
  var mean: Double
  var squares: Double

  /// Of `n` floats that follow each other.
  init(_ x: UnsafePointer<Float>, _ n: Int) {
    var (a, b) = (SIMD8<Double>(), SIMD8<Double>())
    var i = 0
    while i &+ 16 <= n {
      a += Moments.widened(x + i)
      b += Moments.widened(x + i + 8)
      i &+= 16
    }
    var total = Moments.total(a + b)
    for k in i..<n { total += Double(x[k]) }
    let mean = total / Double(n)
    let shift = SIMD8(repeating: mean)
    (a, b) = (SIMD8(), SIMD8())
    i = 0
    while i &+ 16 <= n {
      let (p, q) = (Moments.widened(x + i) - shift, Moments.widened(x + i + 8) - shift)
      a.addProduct(p, p)
      b.addProduct(q, q)
      i &+= 16
    }
    var squares = Moments.total(a + b)
    for k in i..<n { squares += (Double(x[k]) - mean) * (Double(x[k]) - mean) }
    (self.count, self.mean, self.squares) = (Double(n), mean, squares)
  }

  /// Of `n` double numbers. What the rounding of the mean leaves is taken off.
  init(_ x: UnsafePointer<Double>, _ n: Int) {
    var (a, b) = (SIMD8<Double>(), SIMD8<Double>())
    var i = 0
    while i &+ 16 <= n {
      a += Moments.load(x + i)
      b += Moments.load(x + i + 8)
      i &+= 16
    }
    var total = Moments.total(a + b)
    for k in i..<n { total += x[k] }
    let near = total / Double(n)
    let shift = SIMD8(repeating: near)
    var rest = SIMD8<Double>()
    (a, b) = (SIMD8(), SIMD8())
    i = 0
    while i &+ 16 <= n {
      let (p, q) = (Moments.load(x + i) - shift, Moments.load(x + i + 8) - shift)
      a.addProduct(p, p)
      b.addProduct(q, q)
      rest += p + q
      i &+= 16
    }
    var (squares, left) = (Moments.total(a + b), Moments.total(rest))
    for k in i..<n {
      let distance = x[k] - near
      squares += distance * distance
      left += distance
    }
    left /= Double(n)
    // Infinities have no distance, and their mean is right as it is.
    let mean = left.isFinite ? near + left : near
    squares = Swift.max(squares - left * left * Double(n), 0)
    (self.count, self.mean, self.squares) = (Double(n), mean, left.isNaN ? .nan : squares)
  }

  /// Of numbers and others together. https://doi.org/10.1007/978-3-642-51461-6_3
  func joined(_ other: Moments) -> Moments {
    var result = self
    let distance = other.mean - mean
    result.count += other.count
    result.mean += distance * other.count / result.count
    result.squares += other.squares + distance * distance * count * other.count / result.count
    return result
  }

  init(count: Double, mean: Double, squares: Double) {
    (self.count, self.mean, self.squares) = (count, mean, squares)
  }

  @inline(__always)
  private static func widened(_ p: UnsafePointer<Float>) -> SIMD8<Double> {
    SIMD8<Double>(UnsafeRawPointer(p).loadUnaligned(as: SIMD8<Float>.self))
  }

  @inline(__always)
  private static func load(_ p: UnsafePointer<Double>) -> SIMD8<Double> {
    UnsafeRawPointer(p).loadUnaligned(as: SIMD8<Double>.self)
  }

  @inline(__always)
  private static func total(_ v: SIMD8<Double>) -> Double {
    let four = v.lowHalf + v.highHalf
    let two = four.lowHalf + four.highHalf
    return two.x + two.y
  }
}
