import TensorKit

/// Turns the blocks of a file into numbers. The loops are over a block or a row, for vectors.
enum BlockDecoding {
  /// A row of `count` numbers, a whole number of blocks, as float32.
  static func row(
    _ encoding: TensorEncoding, _ bytes: UnsafeRawPointer, _ count: Int,
    to floats: UnsafeMutablePointer<Float>
  ) {
    switch encoding {
    case .f32: UnsafeMutableRawPointer(floats).copyMemory(from: bytes, byteCount: count * 4)
    case .f16: HalfRows.floats(bytes, stride: 2, count, to: floats)
    case .bf16:
      for i in 0..<count {
        let bits = UInt16(littleEndian: bytes.loadUnaligned(fromByteOffset: 2 * i, as: UInt16.self))
        floats[i] = Float(bitPattern: UInt32(bits) << 16)
      }
    case .q8_0, .q4_0, .q4_1: blocks(encoding, bytes, count / 32, to: floats)
    }
  }

  /// Blocks of 32 numbers, in groups: their scales are widened together.
  private static func blocks(
    _ encoding: TensorEncoding, _ bytes: UnsafeRawPointer, _ count: Int,
    to floats: UnsafeMutablePointer<Float>
  ) {
    let group = 32
    let size = encoding.blockBytes
    withUnsafeTemporaryAllocation(of: Float.self, capacity: 2 * group) { scratch in
      guard let scales = scratch.baseAddress else { return }
      let least = scales + group
      for start in stride(from: 0, to: count, by: group) {
        let end = min(start + group, count)
        let first = bytes + start * size
        HalfRows.floats(first, stride: size, end - start, to: scales)
        if encoding == .q4_1 { HalfRows.floats(first + 2, stride: size, end - start, to: least) }
        for block in start..<end {
          let (from, to) = (bytes + block * size, floats + 32 * block)
          let d = scales[block - start]
          switch encoding {
          case .q8_0: q8_0(from + 2, d, to)
          case .q4_0: q4_0(from + 2, d, to)
          default: q4_1(from + 4, d, least[block - start], to)
          }
        }
      }
    }
  }

  @inline(__always)
  private static func q8_0(
    _ bytes: UnsafeRawPointer, _ d: Float, _ floats: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<32 { floats[i] = d * Float(Int32(bytes.load(fromByteOffset: i, as: Int8.self))) }
  }

  @inline(__always)
  private static func q4_0(
    _ bytes: UnsafeRawPointer, _ d: Float, _ floats: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<16 {
      let byte = bytes.load(fromByteOffset: i, as: UInt8.self)
      floats[i] = d * Float(Int32(byte & 15) &- 8)
      floats[16 + i] = d * Float(Int32(byte >> 4) &- 8)
    }
  }

  @inline(__always)
  private static func q4_1(
    _ bytes: UnsafeRawPointer, _ d: Float, _ m: Float, _ floats: UnsafeMutablePointer<Float>
  ) {
    for i in 0..<16 {
      let byte = bytes.load(fromByteOffset: i, as: UInt8.self)
      floats[i] = d * Float(Int32(byte & 15)) + m
      floats[16 + i] = d * Float(Int32(byte >> 4)) + m
    }
  }
}
