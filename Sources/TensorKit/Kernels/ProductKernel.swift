/// The derivative of a product by its factors: the product of all the others.
enum ProductKernel {
  /// Writes gradient·Π of the other elements along n, given the products.
  static func gradient(
    _ blocks: ReducedBlocks, products: Tensor, gradient: Tensor, into out: Tensor
  ) {
    let x = blocks.x
    switch x.dtype.floatingType {
    case .single: run(x.floats, blocks, products.floats, gradient.floats, out.floats)
    case .double:
      run(
        x.doublePointer, blocks, products.doublePointer, gradient.doublePointer, out.doublePointer)
    }
    for tensor in [x, products, gradient, out] { tensor.keepAlive() }
  }

  @inline(__always)
  private static func run<T: BinaryFloatingPoint & SIMDScalar>(
    _ x: UnsafeMutablePointer<T>, _ blocks: ReducedBlocks, _ products: UnsafeMutablePointer<T>,
    _ gradient: UnsafeMutablePointer<T>, _ out: UnsafeMutablePointer<T>
  ) {
    let (n, inner) = (blocks.n, blocks.inner)
    Threads.split(blocks.outer, grain: Threads.rows(of: n * inner)) { range in
      for block in range {
        let (from, to) = (x + block * n * inner, out + block * n * inner)
        let (whole, g) = (products + block * inner, gradient + block * inner)
        if inner == 1 && whole[0] != 0 && whole[0].isFinite {
          let product = g[0] * whole[0]
          for i in 0..<n { to[i] = product / from[i] }
        } else if inner == 1 {
          others(from, n, g[0], to)
        } else {
          others(from, n, inner, g, to)
        }
      }
    }
  }

  /// The same of a row, sixteen elements side by side: a lane's others are those in it, all other
  /// lanes, and what fills no vector.
  @inline(__always)
  private static func others<T: BinaryFloatingPoint & SIMDScalar>(
    _ x: UnsafeMutablePointer<T>, _ n: Int, _ gradient: T, _ out: UnsafeMutablePointer<T>
  ) {
    let end = n & ~15
    var run = SIMD16<T>(repeating: 1)
    for i in stride(from: 0, to: end, by: 16) {
      UnsafeMutableRawPointer(out + i).storeBytes(of: run, as: SIMD16<T>.self)
      run *= UnsafeRawPointer(x + i).loadUnaligned(as: SIMD16<T>.self)
    }
    // The totals of the lanes and the rest are a short row of their own.
    withUnsafeTemporaryAllocation(of: T.self, capacity: 64) { buffer in
      guard let row = buffer.baseAddress else { return }
      let (from, to, count) = (row, row + 32, 16 + n - end)
      for lane in 0..<16 { (from + lane).initialize(to: run[lane]) }
      for k in 16..<count { (from + k).initialize(to: x[end + k - 16]) }
      var product: T = 1
      for k in 0..<count {
        (to + k).initialize(to: product)
        product *= from[k]
      }
      product = gradient
      for k in stride(from: count - 1, through: 0, by: -1) {
        to[k] *= product
        product *= from[k]
      }
      for lane in 0..<16 { run[lane] = to[lane] }
      for k in 16..<count { out[end + k - 16] = to[k] }
    }
    for i in stride(from: end - 16, through: 0, by: -16) {
      let before = UnsafeRawPointer(out + i).loadUnaligned(as: SIMD16<T>.self)
      UnsafeMutableRawPointer(out + i).storeBytes(of: before * run, as: SIMD16<T>.self)
      run *= UnsafeRawPointer(x + i).loadUnaligned(as: SIMD16<T>.self)
    }
  }

  /// What comes before times what comes after: right with any number of zeros.
  @inline(__always)
  private static func others<T: BinaryFloatingPoint & SIMDScalar>(
    _ x: UnsafeMutablePointer<T>, _ n: Int, _ inner: Int, _ gradient: UnsafeMutablePointer<T>,
    _ out: UnsafeMutablePointer<T>
  ) {
    withUnsafeTemporaryAllocation(of: T.self, capacity: inner) { buffer in
      guard let run = buffer.baseAddress else { return }
      run.initialize(repeating: 1, count: inner)
      for k in 0..<n {
        let (from, to) = (x + k * inner, out + k * inner)
        for i in 0..<inner {
          to[i] = run[i]
          run[i] *= from[i]
        }
      }
      run.update(from: gradient, count: inner)
      for k in stride(from: n - 1, through: 0, by: -1) {
        let (from, to) = (x + k * inner, out + k * inner)
        for i in 0..<inner {
          to[i] *= run[i]
          run[i] *= from[i]
        }
      }
    }
  }
}
