/// Products of a few vectors with a matrix, as a language model makes them for each new token.
///
/// Every element of the matrix is needed once or only a few times, so what counts is to read it as
/// fast as memory gives it: along its rows, whichever way they lie. A tile of ``MatmulKernel``
/// would walk down a few columns, from one page of memory to the next.
enum GemvKernel {
  /// More vectors than these are a matrix.
  static let most = 8

  /// out[i, j] = Σ x[i, l]·w[j, l] + addend[i, j] for a few vectors x [count, depth] and a matrix
  /// w [width, depth]. The addend may be the result itself.
  struct Product {
    var count: Int
    var width: Int
    var depth: Int
    var x: MatmulKernel.Matrix
    var w: MatmulKernel.Matrix
    var out: MatmulKernel.Matrix
    var addend: MatmulKernel.Matrix?
  }

  /// Computes c = a·b + addend, if one of the operands is a few vectors and the other one's rows or
  /// columns are dense. False if not: then nothing is done.
  static func run(
    _ dtype: DType, m: Int, n: Int, k: Int, _ a: MatmulKernel.Matrix, _ b: MatmulKernel.Matrix,
    into c: MatmulKernel.Matrix, adding addend: MatmulKernel.Matrix?
  ) -> Bool {
    if m <= most {
      let product = Product(
        count: m, width: n, depth: k, x: a, w: b.transposed, out: c, addend: addend)
      if run(dtype, product) { return true }
    }
    // The other way round, what rests in less room would be the vectors.
    guard n <= most, b.resting == .computed else { return false }
    return run(
      dtype,
      Product(
        count: n, width: m, depth: k, x: b.transposed, w: a, out: c.transposed,
        addend: addend?.transposed))
  }

  private static func run(_ dtype: DType, _ product: Product) -> Bool {
    if product.w.columnStride == 1 {
      withDenseRows(dtype, product) { product in
        split(product) { GemvDots.run(dtype, product, $0) }
      }
      return true
    }
    guard product.w.resting == .computed, product.w.rowStride == 1, product.out.columnStride == 1,
      product.addend?.columnStride ?? 1 == 1, sumsPay(dtype, product)
    else { return false }
    split(product) { GemvSums.run(dtype, product, $0) }
    return true
  }

  /// From four vectors on the tiles of ``MatmulKernel`` are full enough to be faster, as long as the
  /// matrix comes from a cache.
  private static func sumsPay(_ dtype: DType, _ product: Product) -> Bool {
    product.count < 4 || product.width * product.depth * dtype.byteCount > 1 << 22
  }

  /// Deals out the result's columns, in blocks that fill vectors. A thread has to be worth waking.
  private static func split(_ product: Product, _ body: (Range<Int>) -> Void) {
    let block = 64
    let blocks = (product.width + block - 1) / block
    let work = block * max(product.depth, 1) * (product.count + 1) / 2
    Threads.split(blocks, grain: max(1, (1 << 18) / work)) { range in
      body(range.lowerBound * block..<min(product.width, range.upperBound * block))
    }
  }

  /// Calls `body` with the product, its vectors copied if their elements lie apart.
  private static func withDenseRows(
    _ dtype: DType, _ product: Product, _ body: (Product) -> Void
  ) {
    if product.x.columnStride == 1 || product.depth <= 1 { return body(product) }
    let size = dtype.byteCount
    let (memory, capacity) = StoragePool.take(byteCount: product.count * product.depth * size)
    defer { StoragePool.giveBack(memory, capacity: capacity) }
    GemvDots.copy(dtype, product, to: memory)
    var dense = product
    dense.x = MatmulKernel.Matrix(data: memory, rowStride: product.depth, columnStride: 1)
    body(dense)
  }
}
