/// Copies between tensors of one shape and different types, whatever their strides.
///
/// Of the types that are only stored each converts to and from float32 and the type it is computed
/// with; what lies further apart goes through the latter.
enum ConversionKernel {
  /// Precondition: both have one shape, different types, and do not overlap.
  static func run(from source: Tensor, to target: Tensor) {
    let nest = LoopNest(target.shape, source.strides, target.strides, target.strides)
    switch (source.dtype.isStorageOnly, target.dtype.isStorageOnly) {
    case (false, false): computed(nest, source, target)
    case (true, false): read(nest, source, target)
    case (false, true): write(nest, source, target)
    case (true, true):
      let wide = Tensor(uninitialized: source.shape, dtype: source.dtype.computed)
      run(from: source, to: wide)
      run(from: wide, to: target)
    }
    source.keepAlive()
    target.keepAlive()
  }

  // MARK: - Types that are computed with

  private static func computed(_ nest: LoopNest, _ source: Tensor, _ target: Tensor) {
    switch (source.dtype.computeType, target.dtype.computeType) {
    case (.float32, .float64): rows(nest, source.floats, target.doublePointer) { Double($0) }
    case (.float32, .int64): whole(nest, source.floats, target.intPointer) { Double($0) }
    case (.float32, .bool): rows(nest, source.floats, target.boolPointer) { $0 != 0 }
    case (.float64, .float32): rows(nest, source.doublePointer, target.floats) { Float($0) }
    case (.float64, .int64): whole(nest, source.doublePointer, target.intPointer) { $0 }
    case (.float64, .bool): rows(nest, source.doublePointer, target.boolPointer) { $0 != 0 }
    case (.int64, .float32): rows(nest, source.intPointer, target.floats) { Float($0) }
    case (.int64, .float64): rows(nest, source.intPointer, target.doublePointer) { Double($0) }
    case (.int64, .bool): rows(nest, source.intPointer, target.boolPointer) { $0 != 0 }
    case (.bool, .float32): rows(nest, source.boolPointer, target.floats) { $0 ? 1 : 0 }
    case (.bool, .float64): rows(nest, source.boolPointer, target.doublePointer) { $0 ? 1 : 0 }
    case (.bool, .int64): rows(nest, source.boolPointer, target.intPointer) { $0 ? 1 : 0 }
    case (.float32, .float32), (.float64, .float64), (.int64, .int64), (.bool, .bool):
      preconditionFailure("ConversionKernel: both are \(source.dtype): there is nothing to convert")
    }
  }

  // MARK: - Types that are only stored

  private static func read(_ nest: LoopNest, _ source: Tensor, _ target: Tensor) {
    switch source.dtype {
    case .float16: read(nest, StoredHalf.self, source, target) { $0.float }
    case .bfloat16: read(nest, StoredBFloat.self, source, target) { $0.float }
    case .int32: read(nest, Int32.self, source, target)
    case .int16: read(nest, Int16.self, source, target)
    case .int8: read(nest, Int8.self, source, target)
    case .uint8: read(nest, UInt8.self, source, target)
    case .float32, .float64, .int64, .bool:
      preconditionFailure("ConversionKernel: \(source.dtype) is computed with as it is")
    }
  }

  private static func write(_ nest: LoopNest, _ source: Tensor, _ target: Tensor) {
    switch target.dtype {
    case .float16: write(nest, StoredHalf.self, source, target) { StoredHalf($0) }
    case .bfloat16: write(nest, StoredBFloat.self, source, target) { StoredBFloat($0) }
    case .int32: write(nest, Int32.self, source, target)
    case .int16: write(nest, Int16.self, source, target)
    case .int8: write(nest, Int8.self, source, target)
    case .uint8: write(nest, UInt8.self, source, target)
    case .float32, .float64, .int64, .bool:
      preconditionFailure("ConversionKernel: \(target.dtype) is computed with as it is")
    }
  }

  private static func read<S>(
    _ nest: LoopNest, _: S.Type, _ source: Tensor, _ target: Tensor, _ widen: (S) -> Float
  ) {
    guard target.dtype != .float32 else {
      return rows(nest, source.elements(S.self), target.floats, widen)
    }
    let wide = Tensor(uninitialized: source.shape, dtype: .float32)
    run(from: source, to: wide)
    run(from: wide, to: target)
  }

  private static func read<S: FixedWidthInteger>(
    _ nest: LoopNest, _: S.Type, _ source: Tensor, _ target: Tensor
  ) {
    let from = source.elements(S.self)
    switch target.dtype.computeType {
    case .float32: rows(nest, from, target.floats) { Float($0) }
    case .float64: rows(nest, from, target.doublePointer) { Double($0) }
    case .int64: rows(nest, from, target.intPointer) { Int(truncatingIfNeeded: $0) }
    case .bool: rows(nest, from, target.boolPointer) { $0 != 0 }
    }
  }

  private static func write<T>(
    _ nest: LoopNest, _: T.Type, _ source: Tensor, _ target: Tensor, _ narrow: (Float) -> T
  ) {
    // A double is rounded to float32 first, as PyTorch does, and then once more.
    let single = source.to(.float32)
    let nest =
      single === source
      ? nest : LoopNest(target.shape, single.strides, target.strides, target.strides)
    rows(nest, single.floats, target.elements(T.self), narrow)
    single.keepAlive()
  }

  private static func write<T: FixedWidthInteger>(
    _ nest: LoopNest, _: T.Type, _ source: Tensor, _ target: Tensor
  ) {
    guard source.dtype != .int64 else {
      return rows(nest, source.intPointer, target.elements(T.self)) { T(truncatingIfNeeded: $0) }
    }
    let wide = Tensor(uninitialized: source.shape, dtype: .int64)
    run(from: source, to: wide)
    run(from: wide, to: target)
  }

  // MARK: - Loops

  @inline(__always)
  private static func rows<S, T>(
    _ nest: LoopNest, _ source: UnsafeMutablePointer<S>, _ target: UnsafeMutablePointer<T>,
    _ convert: (S) -> T
  ) {
    let (count, steps) = (nest.rowCount, nest.rowSteps)
    nest.forEachRow { a, b, _ in
      let (from, to) = (source + a, target + b)
      if steps.a == 1 && steps.b == 1 {
        Threads.split(count, grain: Threads.elements) { range in
          for i in range { to[i] = convert(from[i]) }
        }
      } else if steps.a == 0 && steps.b == 1 {
        let value = convert(from[0])
        for i in 0..<count { to[i] = value }
      } else {
        for i in 0..<count { to[i &* steps.b] = convert(from[i &* steps.a]) }
      }
    }
  }

  /// Fractions cut off.
  @inline(__always)
  private static func whole<S>(
    _ nest: LoopNest, _ source: UnsafeMutablePointer<S>, _ target: UnsafeMutablePointer<Int>,
    _ widen: (S) -> Double
  ) {
    let (count, steps) = (nest.rowCount, nest.rowSteps)
    nest.forEachRow { a, b, _ in
      let (from, to) = (source + a, target + b)
      guard steps.a == 1, steps.b == 1 else {
        for i in 0..<count { to[i &* steps.b] = truncated(widen(from[i &* steps.a])) }
        return
      }
      Threads.split(count, grain: Threads.elements) { range in
        for start in stride(from: range.lowerBound, to: range.upperBound, by: 256) {
          let end = min(start + 256, range.upperBound)
          var isSmall = true
          for i in start..<end { isSmall = isSmall && widen(from[i]).magnitude < 0x1p51 }
          if isSmall {
            for i in start..<end { to[i] = truncatedSmall(widen(from[i])) }
          } else {
            for i in start..<end { to[i] = truncated(widen(from[i])) }
          }
        }
      }
    }
  }

  /// Toward zero. What no Int holds, NaN too, becomes the lowest one: C leaves this open, and it is
  /// what PyTorch gives on x86.
  private static func truncated(_ value: Double) -> Int {
    Int(exactly: value.rounded(.towardZero)) ?? .min
  }

  /// Toward zero, for |value| < 2⁵¹: added to 1.5·2⁵² a whole number stands in the low bits. Without
  /// a test, so that the loop becomes vectors.
  @inline(__always)
  private static func truncatedSmall(_ value: Double) -> Int {
    let shifter = 0x1.8p52
    let shifted = value.rounded(.towardZero) + shifter
    return Int(bitPattern: UInt(shifted.bitPattern)) &- Int(bitPattern: UInt(shifter.bitPattern))
  }
}

// MARK: - Halves in memory

/// The upper half of a float32.
private struct StoredBFloat {
  let bits: UInt16

  @inline(__always)
  var float: Float { Float(bitPattern: UInt32(bits) << 16) }

  /// To the nearest, ties to even. NaN stays NaN: rounding could carry it over into −0.
  @inline(__always)
  init(_ value: Float) {
    let wide = value.bitPattern
    let rounded = (wide &+ 0x7FFF &+ (wide >> 16 & 1)) >> 16
    bits = UInt16(truncatingIfNeeded: value == value ? rounded : 0x7FC0)
  }
}

/// IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. By hand, as `Float16` does not exist
/// on every platform that Swift runs on, and without branches, for vectors.
private struct StoredHalf {
  let bits: UInt16

  @inline(__always)
  var float: Float {
    let sign = UInt32(bits & 0x8000) << 16
    let magnitude = UInt32(bits & 0x7FFF)
    // Exponents differ by 112; a subnormal half is a whole number of 2⁻²⁴.
    let normal = (magnitude << 13) &+ (112 << 23)
    let special = (magnitude << 13) | 0x7F80_0000
    let tiny = (Float(Int32(bitPattern: magnitude)) * 0x1p-24).bitPattern
    let wide = magnitude < 0x0400 ? tiny : magnitude >= 0x7C00 ? special : normal
    return Float(bitPattern: sign | wide)
  }

  /// To the nearest, ties to even; beyond 65,519 infinite.
  @inline(__always)
  init(_ value: Float) {
    let size = value.magnitude
    let wide = size.bitPattern
    let normal = (wide &- (112 << 23) &+ 0x0FFF &+ (wide >> 13 & 1)) >> 13
    // Added to ½, a float whose last bit is 2⁻²⁴, a small number is rounded to whole ones of those.
    let tiny = (size + 0.5).bitPattern &- (0.5 as Float).bitPattern
    let finite = size < 0x1p-14 ? tiny : normal
    let magnitude = size >= 65520 ? 0x7C00 : finite
    let sign = value.bitPattern >> 16 & 0x8000
    bits = UInt16(truncatingIfNeeded: sign | (value == value ? magnitude : 0x7E00))
  }
}

extension Tensor {
  fileprivate final func elements<T>(_: T.Type) -> UnsafeMutablePointer<T> {
    data.assumingMemoryBound(to: T.self)
  }
}
