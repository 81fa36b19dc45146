/// Mean and squared distances from it along one dimension, and the derivative.
enum VarianceKernel {
  /// How many elements are gone through twice while they are near.
  private static let piece = 1 << 14
  private static let tile = 256

  /// Writes the means and the sums of squared distances of [outer, n, inner] to `mean` and
  /// `squares`, float64, of outer·inner elements. Precondition: no extent is 0.
  static func run(_ blocks: ReducedBlocks, mean: Tensor, squares: Tensor) {
    let (m, s) = (mean.doublePointer, squares.doublePointer)
    switch blocks.x.dtype.floatingType {
    case .single:
      if blocks.inner == 1 {
        rows(blocks.x.floats, blocks, m, s) { Moments(UnsafePointer($0), $1) }
      } else {
        columns(blocks.x.floats, blocks, m, s)
      }
    case .double:
      if blocks.inner == 1 {
        rows(blocks.x.doublePointer, blocks, m, s) { Moments(UnsafePointer($0), $1) }
      } else {
        columns(blocks.x.doublePointer, blocks, m, s)
      }
    }
    for tensor in [blocks.x, mean, squares] { tensor.keepAlive() }
  }

  /// Writes (x − mean)·scale, with a mean and a scale, float64, for every fiber.
  static func gradient(_ blocks: ReducedBlocks, mean: Tensor, scale: Tensor, into out: Tensor) {
    let (m, s) = (mean.doublePointer, scale.doublePointer)
    switch blocks.x.dtype.floatingType {
    case .single: gradient(blocks.x.floats, blocks, m, s, out.floats)
    case .double: gradient(blocks.x.doublePointer, blocks, m, s, out.doublePointer)
    }
    for tensor in [blocks.x, mean, scale, out] { tensor.keepAlive() }
  }

  @inline(__always)
  private static func rows<T>(
    _ x: UnsafeMutablePointer<T>, _ blocks: ReducedBlocks, _ mean: UnsafeMutablePointer<Double>,
    _ squares: UnsafeMutablePointer<Double>,
    _ moments: (UnsafeMutablePointer<T>, Int) -> Moments
  ) {
    let n = blocks.n
    let pieces = (n + piece - 1) / piece
    withUnsafeTemporaryAllocation(of: Moments.self, capacity: blocks.outer * pieces) { buffer in
      guard let parts = buffer.baseAddress else { return }
      Threads.split(blocks.outer * pieces, grain: Threads.rows(of: min(n, piece))) { range in
        for index in range {
          let start = index % pieces * piece
          let from = x + (index / pieces * n + start)
          (parts + index).initialize(to: moments(from, min(piece, n - start)))
        }
      }
      for row in 0..<blocks.outer {
        var all = parts[row * pieces]
        for part in 1..<max(pieces, 1) { all = all.joined(parts[row * pieces + part]) }
        (mean[row], squares[row]) = (all.mean, all.squares)
      }
    }
  }

  @inline(__always)
  private static func columns<T: BinaryFloatingPoint>(
    _ x: UnsafeMutablePointer<T>, _ blocks: ReducedBlocks, _ mean: UnsafeMutablePointer<Double>,
    _ squares: UnsafeMutablePointer<Double>
  ) {
    let (n, inner) = (blocks.n, blocks.inner)
    let tiles = (inner + tile - 1) / tile
    let rows = max(32, piece / min(inner, tile))
    let pieces = (n + rows - 1) / rows
    let units = blocks.outer * tiles * pieces
    let width = min(inner, tile)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: units * 2 * width) { buffer in
      guard let parts = buffer.baseAddress else { return }
      Threads.split(units, grain: max(1, Threads.elements / (min(rows, n) * width))) { range in
        for index in range {
          let (block, first, start) = (
            index / (tiles * pieces), index % tiles * tile, index / tiles % pieces * rows
          )
          let from = x + ((block * n + start) * inner + first)
          let own = parts + index * 2 * width
          piece(from, min(rows, n - start), inner, min(tile, inner - first), own, own + width)
        }
      }
      for unit in 0..<(blocks.outer * tiles) {
        let (block, first) = (unit / tiles, unit % tiles * tile)
        for column in 0..<min(tile, inner - first) {
          let at = { (piece: Int) -> Int in
            ((block * pieces + piece) * tiles + unit % tiles) * 2 * width + column
          }
          var all = Moments(
            count: Double(min(rows, n)), mean: parts[at(0)], squares: parts[at(0) + width])
          for piece in 1..<max(pieces, 1) {
            all = all.joined(
              Moments(
                count: Double(min(rows, n - piece * rows)), mean: parts[at(piece)],
                squares: parts[at(piece) + width]))
          }
          mean[block * inner + first + column] = all.mean
          squares[block * inner + first + column] = all.squares
        }
      }
    }
  }

  /// The moments of the columns of a few rows.
  @inline(__always)
  private static func piece<T: BinaryFloatingPoint>(
    _ x: UnsafeMutablePointer<T>, _ n: Int, _ step: Int, _ count: Int,
    _ mean: UnsafeMutablePointer<Double>, _ squares: UnsafeMutablePointer<Double>
  ) {
    mean.initialize(repeating: 0, count: count)
    squares.initialize(repeating: 0, count: count)
    for row in 0..<n {
      let values = x + row * step
      for i in 0..<count { mean[i] += Double(values[i]) }
    }
    for i in 0..<count { mean[i] /= Double(n) }
    for row in 0..<n {
      let values = x + row * step
      for i in 0..<count {
        let distance = Double(values[i]) - mean[i]
        squares[i] += distance * distance
      }
    }
  }

  @inline(__always)
  private static func gradient<T: BinaryFloatingPoint>(
    _ x: UnsafeMutablePointer<T>, _ blocks: ReducedBlocks, _ mean: UnsafeMutablePointer<Double>,
    _ scale: UnsafeMutablePointer<Double>, _ out: UnsafeMutablePointer<T>
  ) {
    let (n, inner) = (blocks.n, blocks.inner)
    let length = inner == 1 ? n : inner
    Threads.split(blocks.outer * n * inner / max(length, 1), grain: Threads.rows(of: length)) {
      for row in $0 {
        let (from, to) = (x + row * length, out + row * length)
        if inner == 1 {
          let (m, s) = (mean[row], scale[row])
          for i in 0..<length { to[i] = T((Double(from[i]) - m) * s) }
        } else {
          let (m, s) = (mean + row / n * inner, scale + row / n * inner)
          for i in 0..<length { to[i] = T((Double(from[i]) - m[i]) * s[i]) }
        }
      }
    }
  }
}
