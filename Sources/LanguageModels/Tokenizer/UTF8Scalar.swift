/// A scalar and its width in bytes, in text that is known to be UTF-8.
struct UTF8Scalar {
  var value: UInt32
  var width: Int

  /// The scalar that begins at `position`.
  @inline(__always)
  init(_ text: [UInt8], at position: Int) {
    let first = UInt32(text[position])
    func rest(_ index: Int) -> UInt32 { UInt32(text[position + index] & 0x3F) }
    switch first {
    case ..<0x80: (value, width) = (first, 1)
    case ..<0xE0: (value, width) = ((first & 0x1F) << 6 | rest(1), 2)
    case ..<0xF0: (value, width) = ((first & 0x0F) << 12 | rest(1) << 6 | rest(2), 3)
    default:
      (value, width) = ((first & 0x07) << 18 | rest(1) << 12 | rest(2) << 6 | rest(3), 4)
    }
  }
}
