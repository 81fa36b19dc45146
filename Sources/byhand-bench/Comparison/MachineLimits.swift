import Foundation

/// What this machine can do with so many threads, measured by loops that do nothing else.
struct MachineLimits: Encodable {
  /// Fused multiply and add in vector registers, counted as two.
  let gigaflops: Double
  /// From and to memory: the faster of c = a + b and of a sum, over ten million elements each.
  let gigabytes: Double

  init(threads: Int) {
    gigaflops = Self.best(threads) { Self.multiplyAdd(4_000_000) }
    let length = 10_000_000  // As the largest rows have.
    let arrays = (0..<3 * threads).map { _ in
      UnsafeMutableBufferPointer<SIMD16<Float>>.allocate(capacity: length / 16)
    }
    arrays.forEach { $0.initialize(repeating: .init(repeating: 1)) }
    defer { arrays.forEach { $0.deallocate() } }
    let starts = Addresses(arrays.compactMap(\.baseAddress))
    let added = Self.bestOfThreads(threads) { Self.add(starts, $0, length / 16) }
    let summed = Self.bestOfThreads(threads) { Self.sum(starts, $0, length / 16) }
    gigabytes = max(added, summed)
  }

  var description: String {
    let (flops, bytes) = (gigaflops.formatted(digits: 0), gigabytes.formatted(digits: 1))
    return "the machine's limits in these threads: \(flops) GFLOP/s, \(bytes) GB/s of memory"
  }

  /// How fast a call was, and which share of the limit that is.
  func rate(_ work: Work, _ size: Int, microseconds: Double) -> Rate? {
    switch work {
    case .unknown: return nil
    case .moves(let bytes):
      let rate = Double(bytes * size) / microseconds / 1e3
      // Less than this the caches hold, which are faster than memory.
      return Rate(
        unit: "GB/s", value: rate, share: bytes * size < 1 << 25 ? nil : rate / gigabytes)
    case .computes(let operations):
      let rate = Double(operations(size)) / microseconds / 1e3
      return Rate(unit: "GFLOP/s", value: rate, share: rate / gigaflops)
    }
  }

  /// The best of a few rounds in which each thread does `body`, in 10⁹ of what it counts a second.
  private static func best(_ threads: Int, _ body: @Sendable @escaping () -> Int) -> Double {
    bestOfThreads(threads) { _ in body() }
  }

  private static func bestOfThreads(
    _ threads: Int, _ body: @Sendable @escaping (Int) -> Int
  ) -> Double {
    let clock = ContinuousClock()
    return (0..<7).map { _ in
      let start = clock.now
      let counts = Counts(threads)
      DispatchQueue.concurrentPerform(iterations: threads) { counts.set($0, body($0)) }
      return Double(counts.total) / ((clock.now - start) / .nanoseconds(1))
    }.max() ?? 0
  }

  @inline(never)
  private static func multiplyAdd(_ rounds: Int) -> Int {
    // Fewer sums than these would wait for each other.
    var s = (0..<8).map { SIMD16<Float>(repeating: Float($0)) }
    let (x, y) = (SIMD16<Float>(repeating: 0.999), SIMD16<Float>(repeating: 0.001))
    var (s0, s1, s2, s3, s4, s5, s6, s7) = (s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7])
    for _ in 0..<rounds / 8 {
      s0 = y.addingProduct(s0, x)
      s1 = y.addingProduct(s1, x)
      s2 = y.addingProduct(s2, x)
      s3 = y.addingProduct(s3, x)
      s4 = y.addingProduct(s4, x)
      s5 = y.addingProduct(s5, x)
      s6 = y.addingProduct(s6, x)
      s7 = y.addingProduct(s7, x)
    }
    s = [s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7]
    return rounds * 16 * 2 + (s[0][0] == 12345 ? 1 : 0)
  }

  private static func add(_ starts: Addresses, _ thread: Int, _ count: Int) -> Int {
    let (a, b, c) = (starts[3 * thread], starts[3 * thread + 1], starts[3 * thread + 2])
    for i in 0..<count { c[i] = a[i] + b[i] }
    return 3 * count * 64
  }

  private static func sum(_ starts: Addresses, _ thread: Int, _ count: Int) -> Int {
    let (a, b, c) = (starts[3 * thread], starts[3 * thread + 1], starts[3 * thread + 2])
    var (s, t, u) = (SIMD16<Float>.zero, SIMD16<Float>.zero, SIMD16<Float>.zero)
    for i in 0..<count {
      s += a[i]
      t += b[i]
      u += c[i]
    }
    return 3 * count * 64 + ((s + t + u)[0] == 12345 ? 1 : 0)
  }
}

/// How fast a call did its work.
struct Rate: Encodable {
  let unit: String
  let value: Double
  let share: Double?
}

/// Where the threads' arrays begin: each thread uses its own three.
private struct Addresses: @unchecked Sendable {
  private let starts: [UnsafeMutablePointer<SIMD16<Float>>]
  init(_ starts: [UnsafeMutablePointer<SIMD16<Float>>]) { self.starts = starts }
  subscript(index: Int) -> UnsafeMutablePointer<SIMD16<Float>> { starts[index] }
}

/// A number from each thread, each in its own place.
private final class Counts: @unchecked Sendable {
  private let lock = NSLock()
  private var values: [Int]
  init(_ count: Int) { values = Array(repeating: 0, count: count) }
  func set(_ index: Int, _ value: Int) { lock.withLock { values[index] = value } }
  var total: Int { values.reduce(0, +) }
}
