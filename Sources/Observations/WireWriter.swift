/// Puts values into the bytes that cross the observation channel: little-endian, length-prefixed.
struct WireWriter {
  private(set) var bytes: [UInt8] = []

  mutating func put(_ value: UInt8) { bytes.append(value) }

  mutating func put(_ value: UInt32) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ value: UInt64) {
    withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func put(_ value: Double) { put(value.bitPattern) }

  mutating func put(_ text: String) {
    let utf8 = Array(text.utf8)
    put(UInt32(utf8.count))
    bytes.append(contentsOf: utf8)
  }

  mutating func put(_ names: [String]) {
    put(UInt32(names.count))
    for name in names { put(name) }
  }

  mutating func put(_ words: [UInt64]) {
    put(UInt32(words.count))
    for word in words { put(word) }
  }

  mutating func put(_ array: ObservedArray) {
    bytes.reserveCapacity(bytes.count + 64 + array.values.count * array.elementType.wireSize)
    put(array.elementType.rawValue)
    put(UInt32(array.shape.count))
    for extent in array.shape { put(UInt64(extent)) }
    let values = array.values
    switch array.elementType.wireForm {
    case .float32: put(elements: values.map { Float($0).bitPattern.littleEndian })
    case .float64: put(elements: values.map { $0.bitPattern.littleEndian })
    case .int64: put(elements: values.map { Int64(clamping: $0).littleEndian })
    case .bool: bytes += values.map { $0 == 0 ? 0 : 1 }
    }
  }

  /// At once: arrays are the bulk of what is sent.
  private mutating func put(elements: [some BitwiseCopyable]) {
    elements.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}

extension Int64 {
  /// The nearest integer that there is; 0 for a NaN. A recorded value must never end the process.
  fileprivate init(clamping value: Double) {
    if value.isNaN {
      self = 0
    } else {
      self = Int64(exactly: value.rounded(.towardZero)) ?? (value < 0 ? .min : .max)
    }
  }
}
