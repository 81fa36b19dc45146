/// Metadata as the kind that is wanted, or an error that names the key.
extension GGUFFile {
  func refuse(_ key: String, _ problem: String) -> ModelFileError {
    ModelFileError(
      file: map.path, key: key, problem: problem,
      remedy: "Convert the model again with llama.cpp's convert_hf_to_gguf.py, or download another."
    )
  }

  /// A whole number that counts or sizes something: above 0, and below what any model has.
  func size(_ key: String) throws(ModelFileError) -> Int? {
    guard let value = self[key] else { return nil }
    guard case .integer(let integer) = value, (1..<1 << 31).contains(integer) else {
      throw refuse(key, "must be a whole number above 0 and below 2147483648")
    }
    return integer
  }

  func requiredSize(_ key: String) throws(ModelFileError) -> Int {
    guard let size = try size(key) else { throw refuse(key, "is missing") }
    return size
  }

  /// A finite number above 0.
  func positive(_ key: String) throws(ModelFileError) -> Double? {
    guard let value = self[key] else { return nil }
    let number: Double? =
      switch value {
      case .integer(let integer): Double(integer)
      case .float64(let double): double
      // What it was before it was rounded to a float32: 1e-5, not 9.999999747378752e-06.
      case .float32(let float): float.isFinite ? Double("\(float)") : nil
      case .huge, .bool, .string, .array: nil
      }
    guard let number, number.isFinite, number > 0 else {
      throw refuse(key, "must be a finite number above 0")
    }
    return number
  }

  func string(_ key: String) throws(ModelFileError) -> String? {
    guard let value = self[key] else { return nil }
    guard case .string(let place) = value, let text = ByteCursor(map).text(place) else {
      throw refuse(key, "must be a text in UTF-8")
    }
    return text
  }

  func bool(_ key: String) throws(ModelFileError) -> Bool? {
    guard let value = self[key] else { return nil }
    guard case .bool(let bool) = value else { throw refuse(key, "must be true or false") }
    return bool
  }

  /// The places of a list of texts, in its order.
  func strings(_ key: String) throws(ModelFileError) -> [Range<Int>] {
    guard let value = self[key] else { throw refuse(key, "is missing") }
    guard case .array(of: .string, let count, let place) = value else {
      throw refuse(key, "must be a list of texts")
    }
    var places: [Range<Int>] = []
    places.reserveCapacity(count)
    // The list has been read once: its lengths stay within it.
    var at = place.lowerBound
    for _ in 0..<count {
      let length = Int(
        truncatingIfNeeded: UInt64(
          littleEndian: map.bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
      places.append(at + 8..<at + 8 + length)
      at += 8 + length
    }
    return places
  }

  /// A list of whole numbers of 32 bits; nil if there is none.
  func int32s(_ key: String) throws(ModelFileError) -> [Int32]? {
    guard let value = self[key] else { return nil }
    guard case .array(let kind, let count, let place) = value, kind == .int32 || kind == .uint32
    else {
      throw refuse(key, "must be a list of whole numbers of 32 bits")
    }
    return (0..<count).map {
      Int32(
        littleEndian: map.bytes.loadUnaligned(
          fromByteOffset: place.lowerBound + 4 * $0, as: Int32.self))
    }
  }
}
