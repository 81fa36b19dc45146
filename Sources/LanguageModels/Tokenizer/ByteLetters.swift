/// GPT-2's table of a letter for every byte, so that a vocabulary can be written as text: what prints
/// in Latin-1 stands for itself, and the other 68 bytes are the letters from U+0100 on, in their order.
enum ByteLetters {
  /// Letter of each byte.
  static let letters: [Unicode.Scalar] = {
    var next: UInt32 = 0x100
    return (0..<256).map { (byte: UInt32) in
      switch byte {
      case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return Unicode.Scalar(UInt8(byte))
      default:
        defer { next += 1 }
        return Unicode.Scalar(next) ?? " "
      }
    }
  }()

  /// Byte of each letter below U+0144, or nil for what is no letter of the table.
  private static let bytes: [UInt8?] = {
    var bytes = [UInt8?](repeating: nil, count: 0x144)
    for (byte, letter) in letters.enumerated() { bytes[Int(letter.value)] = UInt8(byte) }
    return bytes
  }()

  /// The bytes that a token stands for. One that is not spelled in letters of the table stands for
  /// itself, as with Hugging Face.
  ///
  /// - Parameter spelling: UTF-8.
  static func bytes(of spelling: [UInt8]) -> [UInt8] {
    let table = bytes
    var text: [UInt8] = []
    text.reserveCapacity(spelling.count)
    var position = 0
    while position < spelling.count {
      // Every letter of the table has one byte or two.
      var letter = Int(spelling[position])
      position += 1
      if letter >= 0x80, position < spelling.count {
        letter = (letter & 0x1F) << 6 | Int(spelling[position] & 0x3F)
        guard spelling[position - 1] < 0xE0 else { return spelling }
        position += 1
      }
      guard letter < table.count, let byte = table[letter] else { return spelling }
      text.append(byte)
    }
    return text
  }
}
