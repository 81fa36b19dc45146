/// How the elements of a matrix lie in memory: as they are computed with, or in half the room, to be
/// widened to float32 while they are read.
///
/// A model's weights rest so: a product reads each of them once, and where memory is what it waits for,
/// half the bytes are twice the speed.
enum RestingType: Sendable {
  case computed
  case float16
  case bfloat16

  /// How float32 values of this type rest; nil for a type that no product reads as it lies.
  init?(_ dtype: DType) {
    switch dtype {
    case .float32: self = .computed
    case .float16: self = .float16
    case .bfloat16: self = .bfloat16
    case .float64, .int64, .int32, .int16, .int8, .uint8, .bool: return nil
    }
  }
}

/// Two bytes that stand for a float32.
protocol RestingFloats {
  static func widen(_ bits: UInt16) -> Float
  static func widen(_ bits: SIMD16<UInt16>) -> SIMD16<Float>
}

extension RestingFloats {
  /// The sixteen elements from `source` on.
  @inline(__always)
  static func load(_ source: UnsafePointer<UInt16>) -> SIMD16<Float> {
    widen(UnsafeRawPointer(source).loadUnaligned(as: SIMD16<UInt16>.self))
  }
}

/// The upper half of a float32.
enum RestingBFloats: RestingFloats {
  @inline(__always)
  static func widen(_ bits: UInt16) -> Float { Float(bitPattern: UInt32(bits) << 16) }

  @inline(__always)
  static func widen(_ bits: SIMD16<UInt16>) -> SIMD16<Float> {
    var halves = SIMD32<UInt16>()
    halves.oddHalf = bits
    return unsafeBitCast(halves, to: SIMD16<Float>.self)
  }
}

/// IEEE half precision. Multiplied by 2¹¹² the shifted bits have the right exponent, subnormal numbers'
/// too; infinities and NaNs are made such again.
enum RestingHalves: RestingFloats {
  @inline(__always)
  static func widen(_ bits: UInt16) -> Float { widen(SIMD16(repeating: bits))[0] }

  @inline(__always)
  static func widen(_ bits: SIMD16<UInt16>) -> SIMD16<Float> {
    var halves = SIMD32<UInt16>()
    halves.evenHalf = bits
    let wide = unsafeBitCast(halves, to: SIMD16<UInt32>.self)
    let magnitude = wide & 0x7FFF
    let scaled = unsafeBitCast(magnitude &<< 13, to: SIMD16<Float>.self) * 0x1p112
    var result = unsafeBitCast(scaled, to: SIMD16<UInt32>.self)
    result.replace(with: result | 0x7F80_0000, where: magnitude .>= 0x7C00)
    return unsafeBitCast(result | ((wide & 0x8000) &<< 16), to: SIMD16<Float>.self)
  }
}

// MARK: - Packing

extension MatmulPacking {
  /// As ``pack(_:_:count:length:width:to:)`` for elements that rest in two bytes: the panels are of
  /// float32.
  static func pack(
    resting: RestingType, _ source: Lines, count: Int, length: Int, width: Int,
    to target: UnsafeMutableRawPointer
  ) {
    let target = target.assumingMemoryBound(to: Float.self)
    switch resting {
    case .computed: preconditionFailure("MatmulPacking: these elements are computed with")
    case .float16: widen(RestingHalves.self, source, count, length, width, target)
    case .bfloat16: widen(RestingBFloats.self, source, count, length, width, target)
    }
  }

  @inline(__always)
  private static func widen<S: RestingFloats>(
    _: S.Type, _ source: Lines, _ count: Int, _ length: Int, _ width: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    let start = source.data.assumingMemoryBound(to: UInt16.self)
    for line in stride(from: 0, to: count, by: width) {
      let panel = Lines(
        data: start + line &* source.lineStride, lineStride: source.lineStride, step: source.step)
      let (to, count) = (target + line &* length, min(width, count &- line))
      if panel.lineStride == 1 {
        widenSideBySide(S.self, panel, count, length, width, to)
      } else if panel.step == 1 {
        widenStrips(S.self, panel, count, length, width, to)
      } else {
        widenApart(S.self, panel, count, 0..<length, width, to)
      }
    }
  }

  /// Lines that lie side by side: every step of all of them is a run in memory.
  @inline(__always)
  private static func widenSideBySide<S: RestingFloats>(
    _: S.Type, _ source: Lines, _ count: Int, _ length: Int, _ width: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    let start = source.data.assumingMemoryBound(to: UInt16.self)
    let padded = min(width, (count &+ 7) & ~7)
    for at in 0..<length {
      let (from, to) = (start + at &* source.step, target + at &* width)
      var i = 0
      while i &+ 16 <= count {
        UnsafeMutableRawPointer(to + i).storeBytes(of: S.load(from + i), as: SIMD16<Float>.self)
        i &+= 16
      }
      while i < count {
        to[i] = S.widen(from[i])
        i &+= 1
      }
      while i < padded {
        to[i] = 0
        i &+= 1
      }
    }
  }

  /// Lines whose own elements are neighbours: strips of them are widened, and then interleaved as
  /// lines of float32 are, while they are in the first-level cache.
  @inline(__always)
  private static func widenStrips<S: RestingFloats>(
    _: S.Type, _ source: Lines, _ count: Int, _ length: Int, _ width: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    let start = source.data.assumingMemoryBound(to: UInt16.self)
    let (strip, whole) = (64, length & ~15)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: count &* (strip &+ 16)) { memory in
      guard let wide = memory.baseAddress else { return }
      // Rows of equal length apart would fall into few sets of the cache.
      let gap = strip &+ 16
      for at in stride(from: 0, to: whole, by: strip) {
        let run = min(strip, whole &- at)
        for line in 0..<count {
          let (from, to) = (start + (line &* source.lineStride &+ at), wide + line &* gap)
          for i in stride(from: 0, to: run, by: 16) {
            UnsafeMutableRawPointer(to + i).storeBytes(of: S.load(from + i), as: SIMD16<Float>.self)
          }
        }
        let lines = Lines(data: wide, lineStride: gap, step: 1)
        pack(
          .float32, lines, count: count, length: run, width: width, to: target + at &* width)
      }
    }
    widenApart(S.self, source, count, whole..<length, width, target)
  }

  @inline(__always)
  private static func widenApart<S: RestingFloats>(
    _: S.Type, _ source: Lines, _ count: Int, _ range: Range<Int>, _ width: Int,
    _ target: UnsafeMutablePointer<Float>
  ) {
    let start = source.data.assumingMemoryBound(to: UInt16.self)
    let padded = min(width, (count &+ 7) & ~7)
    for at in range {
      let (from, to) = (start + at &* source.step, target + at &* width)
      for line in 0..<count { to[line] = S.widen(from[line &* source.lineStride]) }
      for line in count..<padded { to[line] = 0 }
    }
  }
}
