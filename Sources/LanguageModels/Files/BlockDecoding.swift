import TensorKit

/// Turns the blocks of a file into numbers. Every loop is over one block, for vectors.
enum BlockDecoding {
  /// A row of `count` numbers, a whole number of blocks, as float32.
  static func row(
    _ encoding: TensorEncoding, _ bytes: UnsafeRawPointer, _ count: Int,
    to floats: UnsafeMutablePointer<Float>
  ) {
    switch encoding {
    case .f32:
      UnsafeMutableRawPointer(floats).copyMemory(from: bytes, byteCount: count * 4)
    case .f16:
      for i in 0..<count { floats[i] = half(bytes + 2 * i).float }
    case .bf16:
      for i in 0..<count {
        floats[i] = Float(
          bitPattern: UInt32(bytes.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self)) << 16)
      }
    case .q8_0: for block in 0..<count / 32 { q8_0(bytes + 34 * block, floats + 32 * block) }
    case .q4_0:
      for block in 0..<count / 32 {
        let d = half(bytes + 18 * block).float
        let nibbles = bytes + 18 * block + 2
        let (low, high) = (floats + 32 * block, floats + 32 * block + 16)
        for i in 0..<16 {
          let byte = nibbles.load(fromByteOffset: i, as: UInt8.self)
          low[i] = d * Float(Int32(byte & 15) &- 8)
          high[i] = d * Float(Int32(byte >> 4) &- 8)
        }
      }
    case .q4_1: for block in 0..<count / 32 { q4_1(bytes + 20 * block, floats + 32 * block) }
    }
  }

  @inline(__always)
  private static func q8_0(_ block: UnsafeRawPointer, _ floats: UnsafeMutablePointer<Float>) {
    let d = half(block).float
    for i in 0..<32 {
      floats[i] = d * Float(Int32(block.load(fromByteOffset: 2 + i, as: Int8.self)))
    }
  }

  @inline(__always)
  private static func q4_1(_ block: UnsafeRawPointer, _ floats: UnsafeMutablePointer<Float>) {
    let d = half(block).float
    let m = half(block + 2).float
    for i in 0..<16 {
      let byte = block.load(fromByteOffset: 4 + i, as: UInt8.self)
      floats[i] = d * Float(Int32(byte & 15)) + m
      floats[16 + i] = d * Float(Int32(byte >> 4)) + m
    }
  }

  /// Numbers as bfloat16, rounded to the nearest.
  static func bfloat16(
    _ floats: UnsafePointer<Float>, _ count: Int, to bits: UnsafeMutablePointer<UInt16>
  ) {
    for i in 0..<count { bits[i] = StoredBFloat(floats[i]).bits }
  }

  /// Numbers as float16, rounded to the nearest.
  static func float16(
    _ floats: UnsafePointer<Float>, _ count: Int, to bits: UnsafeMutablePointer<UInt16>
  ) {
    for i in 0..<count { bits[i] = StoredHalf(floats[i]).bits }
  }

  @inline(__always)
  private static func half(_ bytes: UnsafeRawPointer) -> StoredHalf {
    StoredHalf(bits: UInt16(littleEndian: bytes.loadUnaligned(as: UInt16.self)))
  }
}
