/// How a model's file keeps the numbers of a tensor.
enum TensorEncoding: String, CaseIterable, Sendable {
  case f32 = "F32"
  case f16 = "F16"
  case bf16 = "BF16"
  /// 32 numbers as a half d and 32 signed bytes q: d · q.
  case q8_0 = "Q8_0"
  /// 32 numbers as a half d and 32 half-bytes q: d · (q − 8).
  case q4_0 = "Q4_0"
  /// 32 numbers as halves d and m and 32 half-bytes q: d · q + m.
  case q4_1 = "Q4_1"

  /// How many numbers are kept together.
  var blockSize: Int {
    switch self {
    case .f32, .f16, .bf16: 1
    case .q8_0, .q4_0, .q4_1: 32
    }
  }

  /// The bytes of so many numbers.
  var blockBytes: Int {
    switch self {
    case .f32: 4
    case .f16, .bf16: 2
    case .q8_0: 34
    case .q4_0: 18
    case .q4_1: 20
    }
  }

  static let names = allCases.map(\.rawValue).joined(separator: ", ")

  /// The bytes of a tensor of `shape`, or nil if they overflow or a row is no whole number of blocks.
  func byteCount(_ shape: [Int]) -> Int? {
    guard let row = shape.last, row.isMultiple(of: blockSize) else { return nil }
    var bytes = blockBytes
    for extent in shape.dropLast() + [row / blockSize] {
      let (product, overflow) = bytes.multipliedReportingOverflow(by: extent)
      if overflow { return nil }
      bytes = product
    }
    return bytes
  }
}
