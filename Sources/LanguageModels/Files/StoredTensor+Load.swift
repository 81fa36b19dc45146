import TensorKit

extension StoredTensor {
  /// The type that a tensor rests in when nothing else is asked for: matrices in half of float32's
  /// memory, float16 only where that is exact; vectors are small, and added to or multiplied by.
  var restingType: DType {
    if shape.count < 2 { return .float32 }
    return encoding == .f16 ? .float16 : .bfloat16
  }

  /// Its numbers in memory.
  ///
  /// - Parameter dtype: a floating type; ``restingType`` if none is given.
  func load(as dtype: DType?) throws(ModelFileError) -> Tensor {
    try map.checkLength()
    let dtype = dtype ?? restingType
    precondition(
      dtype.isFloatingPoint, "model file: a tensor as \(dtype): ask for a floating point type")
    if dtype == .float64 { return try load(as: .float32).to(.float64) }
    let tensor = Tensor(uninitialized: shape, dtype: dtype)
    fill(tensor.data, dtype)
    tensor.keepAlive()
    return tensor
  }

  /// - Parameter target: room for every number as `dtype`.
  private func fill(_ target: UnsafeMutableRawPointer, _ dtype: DType) {
    guard let source = map.bytes.baseAddress.map({ $0 + place.lowerBound }), !place.isEmpty else {
      return
    }
    let storedWidth = place.count / rows
    let rowBytes = width * dtype.byteCount
    let isSame =
      (encoding == .f32 && dtype == .float32) || (encoding == .bf16 && dtype == .bfloat16)
      || (encoding == .f16 && dtype == .float16)
    if isSame && interleavedHeads == nil {
      return target.copyMemory(from: source, byteCount: place.count)
    }
    Threads.split(rows, grain: Threads.rows(of: width)) { part in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { scratch in
        guard let floats = scratch.baseAddress else { return }
        for row in part {
          let from = source + storedRow(row) * storedWidth
          let to = target + row * rowBytes
          if isSame {
            to.copyMemory(from: from, byteCount: rowBytes)
            continue
          }
          if dtype == .float32 {
            let floats = to.assumingMemoryBound(to: Float.self)
            BlockDecoding.row(encoding, from, width, to: floats)
            continue
          }
          BlockDecoding.row(encoding, from, width, to: floats)
          let bits = to.assumingMemoryBound(to: UInt16.self)
          if dtype == .bfloat16 {
            BlockDecoding.bfloat16(floats, width, to: bits)
          } else {
            BlockDecoding.float16(floats, width, to: bits)
          }
        }
      }
    }
  }
}
