#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Normals by Box and Muller: the radius √(−2·ln u₁) and the angle 2π·u₂ of a point in the plane.
///
/// From 16 on PyTorch turns blocks of 16 uniforms into 16 normals: u₁ are the first eight of a block,
/// u₂ the last. Fewer, or such as do not lie dense in row-major order, it draws one by one in double
/// precision.
extension RandomState {
  private static let block = 16
  /// As many values as are drawn before they are turned into normals: they stay in the second cache.
  private static let run = 1 << 16

  mutating func normalsOneByOne(
    _ count: Int, to out: UnsafeMutablePointer<Float>, _ mean: Double, _ std: Double
  ) {
    for i in 0..<count { out[i] = Float(mean.addingProduct(normal(), std)) }
  }

  mutating func normalsOneByOne(
    _ count: Int, to out: UnsafeMutablePointer<Double>, _ mean: Double, _ std: Double
  ) {
    for i in 0..<count { out[i] = mean.addingProduct(normal(), std) }
  }

  /// Precondition: `count` is at least 16.
  mutating func normals(
    _ count: Int, to out: UnsafeMutablePointer<Float>, _ mean: Double, _ std: Double
  ) {
    let (mean, std) = (Float(mean), Float(std))
    for start in stride(from: 0, to: count, by: Self.run) {
      let (values, length) = (out + start, min(Self.run, count - start))
      uniform(length, to: values)
      Threads.split(length / Self.block, grain: 1 << 9) { blocks in
        NormalBlocks.turn(blocks, of: values, mean, std)
      }
    }
    // A last, partial block is not cut short: the last 16 values are drawn again.
    if count % Self.block != 0 {
      let last = out + (count - Self.block)
      uniform(Self.block, to: last)
      NormalBlocks.turn(0..<1, of: last, mean, std)
    }
  }

  /// As above, for a type that is only stored: nothing is drawn for the last, partial block at first.
  mutating func storedNormals(
    _ count: Int, to out: UnsafeMutablePointer<Float>, _ mean: Double, _ std: Double
  ) {
    let whole = count / Self.block * Self.block
    normals(whole, to: out, mean, std)
    if whole < count { normals(Self.block, to: out + (count - Self.block), mean, std) }
  }

  /// Precondition: `count` is at least 16.
  mutating func normals(
    _ count: Int, to out: UnsafeMutablePointer<Double>, _ mean: Double, _ std: Double
  ) {
    for start in stride(from: 0, to: count, by: Self.run) {
      let (values, length) = (out + start, min(Self.run, count - start))
      uniform(length, to: values)
      Threads.split(length / Self.block, grain: 1 << 6) { blocks in
        Self.turn(blocks, of: values, mean, std)
      }
    }
    if count % Self.block != 0 {
      let last = out + (count - Self.block)
      uniform(Self.block, to: last)
      Self.turn(0..<1, of: last, mean, std)
    }
  }

  /// In double precision PyTorch asks the C library.
  private static func turn(
    _ blocks: Range<Int>, of values: UnsafeMutablePointer<Double>, _ mean: Double, _ std: Double
  ) {
    for block in blocks {
      let (first, second) = (values + block * Self.block, values + block * Self.block + 8)
      for i in 0..<8 {
        let radius = (-2 * log(1 - first[i])).squareRoot()
        let angle = 2 * Double.pi * second[i]
        first[i] = mean.addingProduct(radius * cos(angle), std)
        second[i] = mean.addingProduct(radius * sin(angle), std)
      }
    }
  }
}
