#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Sine and cosine of floats: x = n·π/2 + r in double precision, and a polynomial for the quarter.
enum Turns {
  /// Writes sin(x + quarters·π/2): 0 quarters for the sine, 1 for the cosine.
  static func map(
    _ count: Int, _ x: UnsafeMutablePointer<Float>, _ out: UnsafeMutablePointer<Float>,
    plus quarters: Int64
  ) {
    for start in stride(from: 0, to: count, by: 256) {
      let end = min(start + 256, count)
      var isNear = true
      for i in start..<end { isNear = isNear && x[i].magnitude < 1e6 }
      if isNear {
        for i in start..<end { out[i] = sine(x[i], plus: quarters) }
      } else {
        // So many turns take more digits of π than two doubles hold.
        for i in start..<end { out[i] = quarters == 0 ? sinf(x[i]) : cosf(x[i]) }
      }
    }
  }

  /// Within 0.51 ulp for |x| < 10⁶.
  @inline(__always)
  private static func sine(_ value: Float, plus quarters: Int64) -> Float {
    let x = Double(value)
    let shifter = 0x1.8p52
    let shifted = shifter.addingProduct(x, 0.636_619_772_367_581_34)
    let n = shifted - shifter
    let r = x.addingProduct(n, -1.570_796_326_794_896_6).addingProduct(
      n, -6.123_233_995_736_766e-17)
    let quarter =
      Int64(bitPattern: shifted.bitPattern) &- Int64(bitPattern: shifter.bitPattern) &+ quarters
    let z = r * r
    var s = (-1.984_126_984e-4 as Double).addingProduct(z, 2.755_731_922e-6)
    s = (8.333_333_333_333_333e-3 as Double).addingProduct(z, s)
    s = (-1.666_666_666_666_666_6e-1 as Double).addingProduct(z, s)
    let odd = r.addingProduct(r * z, s)
    var c = (2.480_158_73e-5 as Double).addingProduct(z, -2.755_731_922e-7)
    c = (-1.388_888_888_888_889e-3 as Double).addingProduct(z, c)
    c = (4.166_666_666_666_666_4e-2 as Double).addingProduct(z, c)
    c = (-0.5 as Double).addingProduct(z, c)
    let even = (1.0 as Double).addingProduct(z, c)
    let size = quarter & 1 == 0 ? odd : even
    return Float(quarter & 2 == 0 ? size : -size)
  }
}
