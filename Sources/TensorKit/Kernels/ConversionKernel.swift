/// Copies between tensors of one shape and different types, whatever their strides.
///
/// What does not lie dense is moved first, and what is to be spread out is moved afterwards: then every
/// conversion is one loop over neighbours, which the compiler makes vectors of. The loops are divided
/// among threads out here: a closure inside another one would be called for every element.
///
/// Of the types that are only stored each converts to and from float32 and the type it is computed
/// with; what lies further apart goes through the latter.
enum ConversionKernel {
  /// Precondition: both have one shape, different types, and do not overlap.
  static func run(from source: Tensor, to target: Tensor) {
    guard source.isContiguous && target.isContiguous else {
      let from = source.detach().contiguous()
      let to =
        target.isContiguous ? target : Tensor(uninitialized: target.shape, dtype: target.dtype)
      run(from: from, to: to)
      if to !== target { CopyMoves.run(from: to, to: target, width: target.dtype.byteCount) }
      return
    }
    if let step = between(source.dtype, target.dtype) {
      let wide = Tensor(uninitialized: source.shape, dtype: step)
      run(from: source, to: wide)
      return run(from: wide, to: target)
    }
    Threads.split(source.count, grain: Threads.elements) { range in
      switch (source.dtype.isStorageOnly, target.dtype.isStorageOnly) {
      case (false, false): computed(range, source, target)
      case (true, _): read(range, source, target)
      case (false, true): write(range, source, target)
      }
    }
    source.keepAlive()
    target.keepAlive()
  }

  /// The type that a conversion goes through, if it takes two steps.
  private static func between(_ source: DType, _ target: DType) -> DType? {
    if source.isStorageOnly && target.isStorageOnly { return source.computed }
    // A double is rounded to float32 first, as PyTorch does, and then once more.
    let stored = source.isStorageOnly ? source : target
    let other = source.isStorageOnly ? target : source
    guard stored.isStorageOnly else { return nil }
    if stored.kind == .floating { return other == .float32 ? nil : .float32 }
    return source.isStorageOnly || other == .int64 ? nil : .int64
  }

  // MARK: - Types that are computed with

  private static func computed(_ range: Range<Int>, _ source: Tensor, _ target: Tensor) {
    switch (source.dtype.computeType, target.dtype.computeType) {
    case (.float32, .float64): row(range, source.floats, target.doublePointer) { Double($0) }
    case (.float32, .int64): whole(range, source.floats, target.intPointer) { Double($0) }
    case (.float32, .bool): row(range, source.floats, target.boolPointer) { $0 != 0 }
    case (.float64, .float32): row(range, source.doublePointer, target.floats) { Float($0) }
    case (.float64, .int64): whole(range, source.doublePointer, target.intPointer) { $0 }
    case (.float64, .bool): row(range, source.doublePointer, target.boolPointer) { $0 != 0 }
    case (.int64, .float32): row(range, source.intPointer, target.floats) { Float($0) }
    case (.int64, .float64): row(range, source.intPointer, target.doublePointer) { Double($0) }
    case (.int64, .bool): row(range, source.intPointer, target.boolPointer) { $0 != 0 }
    // A truth value is a byte, 0 or 1.
    case (.bool, .float32): row(range, source.elements(UInt8.self), target.floats) { Float($0) }
    case (.bool, .float64):
      row(range, source.elements(UInt8.self), target.doublePointer) { Double($0) }
    case (.bool, .int64): row(range, source.elements(UInt8.self), target.intPointer) { Int($0) }
    case (.float32, .float32), (.float64, .float64), (.int64, .int64), (.bool, .bool):
      preconditionFailure("ConversionKernel: both are \(source.dtype): there is nothing to convert")
    }
  }

  // MARK: - Types that are only stored

  private static func read(_ range: Range<Int>, _ source: Tensor, _ target: Tensor) {
    switch source.dtype {
    case .float16: row(range, source.elements(StoredHalf.self), target.floats) { $0.float }
    case .bfloat16: row(range, source.elements(StoredBFloat.self), target.floats) { $0.float }
    case .int32: read(range, source.elements(Int32.self), target)
    case .int16: read(range, source.elements(Int16.self), target)
    case .int8: read(range, source.elements(Int8.self), target)
    case .uint8: read(range, source.elements(UInt8.self), target)
    case .float32, .float64, .int64, .bool:
      preconditionFailure("ConversionKernel: \(source.dtype) is computed with as it is")
    }
  }

  private static func write(_ range: Range<Int>, _ source: Tensor, _ target: Tensor) {
    switch target.dtype {
    case .float16: row(range, source.floats, target.elements(StoredHalf.self)) { StoredHalf($0) }
    case .bfloat16:
      row(range, source.floats, target.elements(StoredBFloat.self)) { StoredBFloat($0) }
    case .int32: write(range, source.intPointer, target.elements(Int32.self))
    case .int16: write(range, source.intPointer, target.elements(Int16.self))
    case .int8: write(range, source.intPointer, target.elements(Int8.self))
    case .uint8: write(range, source.intPointer, target.elements(UInt8.self))
    case .float32, .float64, .int64, .bool:
      preconditionFailure("ConversionKernel: \(target.dtype) is computed with as it is")
    }
  }

  @inline(__always)
  private static func read<S: FixedWidthInteger>(
    _ range: Range<Int>, _ from: UnsafeMutablePointer<S>, _ target: Tensor
  ) {
    switch target.dtype.computeType {
    case .float32: row(range, from, target.floats) { Float($0) }
    case .float64: row(range, from, target.doublePointer) { Double($0) }
    case .int64: row(range, from, target.intPointer) { Int(truncatingIfNeeded: $0) }
    case .bool: row(range, from, target.boolPointer) { $0 != 0 }
    }
  }

  @inline(__always)
  private static func write<T: FixedWidthInteger>(
    _ range: Range<Int>, _ from: UnsafeMutablePointer<Int>, _ to: UnsafeMutablePointer<T>
  ) {
    row(range, from, to) { T(truncatingIfNeeded: $0) }
  }

  // MARK: - Loops

  @inline(__always)
  private static func row<S, T>(
    _ range: Range<Int>, _ from: UnsafeMutablePointer<S>, _ to: UnsafeMutablePointer<T>,
    _ convert: (S) -> T
  ) {
    for i in range { to[i] = convert(from[i]) }
  }

  /// Fractions cut off.
  @inline(__always)
  private static func whole<S>(
    _ range: Range<Int>, _ from: UnsafeMutablePointer<S>, _ to: UnsafeMutablePointer<Int>,
    _ widen: (S) -> Double
  ) {
    for start in stride(from: range.lowerBound, to: range.upperBound, by: 256) {
      let end = min(start + 256, range.upperBound)
      // By their bits, magnitudes are in order, and NaN is larger than all.
      var largest: UInt64 = 0
      for i in start..<end { largest = max(largest, widen(from[i]).magnitude.bitPattern) }
      if largest < 0x1p51.bitPattern {
        for i in start..<end { to[i] = truncatedSmall(widen(from[i])) }
      } else {
        for i in start..<end { to[i] = truncated(widen(from[i])) }
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

/// The upper half of a float32. Inlined into readers of model files too.
@frozen package struct StoredBFloat {
  package let bits: UInt16

  @inlinable @inline(__always)
  package var float: Float { Float(bitPattern: UInt32(bits) << 16) }

  /// To the nearest, ties to even. NaN stays NaN: rounding could carry it over into −0.
  @inlinable @inline(__always)
  package init(_ value: Float) {
    let wide = value.bitPattern
    let rounded = (wide &+ 0x7FFF &+ (wide >> 16 & 1)) >> 16
    bits = UInt16(truncatingIfNeeded: value == value ? rounded : 0x7FC0)
  }
}

/// IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits. By hand, as `Float16` does not exist
/// on every platform that Swift runs on, and without branches, for vectors.
@frozen package struct StoredHalf {
  package let bits: UInt16

  @inlinable @inline(__always)
  package init(bits: UInt16) { self.bits = bits }

  @inlinable @inline(__always)
  package var float: Float {
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
  @inlinable @inline(__always)
  package init(_ value: Float) {
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
