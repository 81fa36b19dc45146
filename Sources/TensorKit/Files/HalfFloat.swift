/// Widening of the two sixteen-bit float formats. Exact: both fit in float32.
enum HalfFloat {
  /// bfloat16 is the upper half of a float32.
  static func widen(bfloat16 bits: UInt16) -> Float {
    Float(bitPattern: UInt32(bits) << 16)
  }

  /// IEEE 754 binary16: 1 sign, 5 exponent and 10 fraction bits.
  ///
  /// Done by hand because `Float16` does not exist on every platform that Swift runs on.
  static func widen(float16 bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 0x1F
    let fraction = UInt32(bits) & 0x3FF
    switch exponent {
    case 0:
      // Zero and the subnormals: fraction · 2⁻²⁴.
      return Float(bitPattern: (Float(fraction) * 0x1p-24).bitPattern | sign)
    case 0x1F:
      return Float(bitPattern: sign | 0x7F80_0000 | fraction << 13)
    default:
      return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
    }
  }
}
