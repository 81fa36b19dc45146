/// Reads a mapped file from front to back, little-endian, and never past its end.
struct ByteCursor {
  let map: FileMap
  private(set) var position = 0

  init(_ map: FileMap) { self.map = map }

  var remaining: Int { map.count - position }

  /// Moves over `count` bytes and says where they lie.
  mutating func take(_ count: Int, _ what: @autoclosure () -> String) throws(ModelFileError)
    -> Range<Int>
  {
    guard count >= 0, count <= remaining else {
      throw .damaged(
        map.path, what(),
        "should take \(count) bytes from byte \(position), and the file ends at byte \(map.count)")
    }
    defer { position += count }
    return position..<position + count
  }

  mutating func integer<Word: FixedWidthInteger>(
    _: Word.Type, _ what: @autoclosure () -> String
  ) throws(ModelFileError) -> Word {
    let place = try take(Word.bitWidth / 8, what())
    return Word(
      littleEndian: map.bytes.loadUnaligned(fromByteOffset: place.lowerBound, as: Word.self))
  }

  /// A count or a length of 64 bits, of things that take at least `least` bytes each: no more than
  /// what is left of the file can hold.
  mutating func count(
    ofAtLeast least: Int, _ what: @autoclosure () -> String
  ) throws(ModelFileError) -> Int {
    let start = position
    let claimed = try integer(UInt64.self, what())
    guard claimed <= UInt64(remaining / max(least, 1)) else {
      throw .damaged(
        map.path, what(),
        "claims \(claimed) at byte \(start), and the \(remaining) bytes that follow cannot hold so many"
      )
    }
    return Int(claimed)
  }

  /// Where the bytes of a string lie, after its length.
  mutating func string(_ what: @autoclosure () -> String) throws(ModelFileError) -> Range<Int> {
    let length = try count(ofAtLeast: 1, what())
    return try take(length, what())
  }

  /// The bytes at `place` as text, if they are UTF-8.
  func text(_ place: Range<Int>) -> String? {
    String(validating: map.bytes[place], as: UTF8.self)
  }
}
