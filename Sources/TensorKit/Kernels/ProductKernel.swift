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
  private static func run<T: BinaryFloatingPoint>(
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
        } else {
          others(from, n, inner, g, to)
        }
      }
    }
  }

  /// What comes before times what comes after: right with any number of zeros.
  @inline(__always)
  private static func others<T: BinaryFloatingPoint>(
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
