/// How PyTorch fills a whole array: which draws it makes, in which order, rounded where.
extension RandomState {
  /// `count` values uniform over [low, high). One word each.
  ///
  /// PyTorch on x86 with AVX2 compiles `u·(high − low) + low` into one fused multiply-add; rounding
  /// twice would differ in the last bit of about half the values.
  mutating func uniform(_ count: Int, _ low: Double, _ high: Double) -> [Float] {
    let from = Float(low)
    let width = Float(high) - from
    return uniformFloats(count) { from.addingProduct($0, width) }
  }

  /// As ``uniform(_:_:_:)`` in double precision. Two words each.
  mutating func uniformDoubles(_ count: Int, _ low: Double, _ high: Double) -> [Double] {
    let width = high - low
    return uniformDoubles(count) { low.addingProduct($0, width) }
  }

  /// `count` normals. Fewer than 16 are drawn one by one in double precision; from 16 on PyTorch
  /// turns blocks of 16 uniforms into 16 normals.
  mutating func normal(_ count: Int, mean: Double, std: Double) -> [Float] {
    if count < NormalBlock.size {
      return (0..<count).map { _ in Float(normal() * std + mean) }
    }
    let block = NormalBlock(mean: Float(mean), std: Float(std))
    var values = uniformFloats(count) { $0 }
    for start in stride(from: 0, through: count - NormalBlock.size, by: NormalBlock.size) {
      block.transform(&values, from: start)
    }
    // A last, partial block is not cut short: the last 16 values are drawn again.
    if count % NormalBlock.size != 0 {
      let start = count - NormalBlock.size
      for i in start..<count { values[i] = uniformFloat() }
      block.transform(&values, from: start)
    }
    return values
  }

  /// As ``normal(_:mean:std:)`` in double precision, without its fast polynomials.
  mutating func normalDoubles(_ count: Int, mean: Double, std: Double) -> [Double] {
    if count < NormalBlock.size {
      return (0..<count).map { _ in normal() * std + mean }
    }
    var values = uniformDoubles(count) { $0 }
    for start in stride(from: 0, through: count - NormalBlock.size, by: NormalBlock.size) {
      NormalBlock.transform(&values, from: start, mean: mean, std: std)
    }
    if count % NormalBlock.size != 0 {
      let start = count - NormalBlock.size
      for i in start..<count { values[i] = uniformDouble() }
      NormalBlock.transform(&values, from: start, mean: mean, std: std)
    }
    return values
  }

  /// `count` integers in low ..< high.
  mutating func integers(_ count: Int, _ low: Int, _ high: Int) -> [Int] {
    // Wrapping: high − low may exceed Int.max, and is then right as an unsigned number.
    let range = UInt64(bitPattern: Int64(high &- low))
    return (0..<count).map { _ in integer(from: low, range: range) }
  }

  /// 0 ..< count in random order (Fisher and Yates from the front). count − 1 words.
  mutating func permutation(_ count: Int) -> [Int] {
    var order = Array(0..<count)
    for i in 0..<max(count - 1, 0) {
      order.swapAt(i, i + Int(word() % UInt32(count - i)))
    }
    return order
  }

  /// `count` draws that are 1 with probability `p` and 0 otherwise. Two words each.
  mutating func bernoulli(_ count: Int, _ p: Double) -> [Bool] {
    uniformDoubles(count) { $0 < p }
  }
}
