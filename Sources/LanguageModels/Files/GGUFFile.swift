import TensorKit

/// A GGUF file, version 2 or 3, little-endian: its metadata, and where its tensors lie. Every place is
/// proved to be in the file, and no byte to belong to two tensors.
///
/// Format: github.com/ggml-org/ggml/blob/master/docs/gguf.md.
struct GGUFFile: Sendable {
  static let magic = Array("GGUF".utf8)

  let map: FileMap
  private(set) var metadata: [ExactName: GGUFValue] = [:]
  /// By the file's names, in its order.
  private(set) var tensors: [StoredTensor] = []

  private struct Info {
    var name: String
    var encoding: TensorEncoding
    var shape: [Int]
    var offset: Int
    var bytes: Int
  }

  init(_ map: FileMap) throws(ModelFileError) {
    self.map = map
    var cursor = ByteCursor(map)
    guard map.bytes.starts(with: Self.magic) else {
      throw .damaged(map.path, nil, "does not begin with the letters GGUF")
    }
    _ = try cursor.take(4, "magic")
    try Self.checkVersion(cursor.integer(UInt32.self, "version"), map.path)
    // A tensor takes a name's length, its dimensions' count, a type and an offset at least.
    let tensorCount = try cursor.count(ofAtLeast: 24, "tensor_count")
    let valueCount = try cursor.count(ofAtLeast: 13, "metadata_kv_count")
    for _ in 0..<valueCount { try readValue(&cursor) }
    var infos: [Info] = []
    for _ in 0..<tensorCount { infos.append(try info(&cursor)) }
    try place(infos, after: cursor.position)
  }

  private static func checkVersion(_ version: UInt32, _ file: String) throws(ModelFileError) {
    if (2...3).contains(version) { return }
    if (2...3).contains(version.byteSwapped) {
      throw .unsupported(
        file, "version", "is a big-endian GGUF file, and only little-endian ones are read",
        remedy: "Download the little-endian file, which is the usual one.")
    }
    throw .unsupported(
      file, "version", "is GGUF version \(version), and versions 2 and 3 are read",
      remedy: "Convert it again with llama.cpp's convert_hf_to_gguf.py.")
  }

  private mutating func readValue(_ cursor: inout ByteCursor) throws(ModelFileError) {
    let place = try cursor.string("metadata key")
    guard let key = cursor.text(place), !key.isEmpty, place.count <= 65_535 else {
      throw .damaged(
        map.path, "metadata key", "at byte \(place.lowerBound) is empty, too long or not UTF-8")
    }
    let value = try cursor.value(cursor.kind(key), key)
    guard metadata.updateValue(value, forKey: ExactName(key)) == nil else {
      throw .damaged(map.path, key, "is there twice")
    }
  }

  private func info(_ cursor: inout ByteCursor) throws(ModelFileError) -> Info {
    let namePlace = try cursor.string("tensor name")
    guard let name = cursor.text(namePlace), !name.isEmpty, namePlace.count <= 1024 else {
      throw .damaged(
        map.path, "tensor name", "at byte \(namePlace.lowerBound) is empty, too long or not UTF-8")
    }
    let dimensions = try cursor.integer(UInt32.self, name)
    guard (1...4).contains(dimensions) else {
      throw .damaged(map.path, name, "has \(dimensions) dimensions, and GGUF allows 1 to 4")
    }
    var shape: [Int] = []
    for _ in 0..<dimensions {
      let extent = try cursor.integer(UInt64.self, name)
      guard extent > 0, let extent = Int(exactly: extent) else {
        throw .damaged(map.path, name, "has a dimension of \(extent)")
      }
      // The file names the innermost first.
      shape.insert(extent, at: 0)
    }
    let encoding = try Self.encoding(cursor.integer(UInt32.self, name), name, map.path)
    let offset = try cursor.integer(UInt64.self, name)
    guard let bytes = encoding.byteCount(shape) else {
      throw .damaged(
        map.path, name,
        "has the shape \(shape) as \(encoding.rawValue), which is too large or no whole number of blocks"
      )
    }
    guard let offset = Int(exactly: offset) else {
      throw .damaged(map.path, name, "lies at byte \(offset) of the data, outside the file")
    }
    return Info(name: name, encoding: encoding, shape: shape, offset: offset, bytes: bytes)
  }

  private static func encoding(
    _ number: UInt32, _ name: String, _ file: String
  ) throws(ModelFileError) -> TensorEncoding {
    let type = typeNames[number]
    if let encoding = type.flatMap(TensorEncoding.init(rawValue:)) { return encoding }
    throw .unsupported(
      file, name,
      "has the type \(type ?? "number \(number)"), and \(TensorEncoding.names) are read",
      remedy: "Download the model as one of these, for example its Q8_0 or F16 file.")
  }

  // ggml's numbers; the holes were types that it gave up.
  private static let typeNames: [UInt32: String] = [
    0: "F32", 1: "F16", 2: "Q4_0", 3: "Q4_1", 6: "Q5_0", 7: "Q5_1", 8: "Q8_0", 9: "Q8_1",
    10: "Q2_K", 11: "Q3_K", 12: "Q4_K", 13: "Q5_K", 14: "Q6_K", 15: "Q8_K", 16: "IQ2_XXS",
    17: "IQ2_XS", 18: "IQ3_XXS", 19: "IQ1_S", 20: "IQ4_NL", 21: "IQ3_S", 22: "IQ2_S",
    23: "IQ4_XS", 24: "I8", 25: "I16", 26: "I32", 27: "I64", 28: "F64", 29: "IQ1_M", 30: "BF16",
    34: "TQ1_0", 35: "TQ2_0", 39: "MXFP4",
  ]

  // MARK: - Where tensors lie

  private mutating func place(_ infos: [Info], after header: Int) throws(ModelFileError) {
    let alignment = try alignment()
    let start = (header + alignment - 1) & ~(alignment - 1)
    var names: Set<ExactName> = []
    for info in infos {
      guard names.insert(ExactName(info.name)).inserted else {
        throw .damaged(map.path, info.name, "is there twice")
      }
      guard info.offset.isMultiple(of: alignment) else {
        throw .damaged(
          map.path, info.name,
          "lies at byte \(info.offset) of the data, no multiple of the alignment \(alignment)")
      }
      let room = map.count - start
      guard info.offset <= room, info.bytes <= room - info.offset else {
        throw .damaged(
          map.path, info.name,
          "takes \(info.bytes) bytes from byte \(info.offset) of the data, which has \(max(room, 0))"
        )
      }
      let begin = start + info.offset
      tensors.append(
        StoredTensor(
          map: map, storedName: info.name, encoding: info.encoding, shape: info.shape,
          place: begin..<begin + info.bytes))
    }
    let byPlace = tensors.sorted { $0.place.lowerBound < $1.place.lowerBound }
    for (left, right) in zip(byPlace, byPlace.dropFirst())
    where right.place.lowerBound < left.place.upperBound {
      throw .damaged(
        map.path, right.storedName,
        "shares bytes with \"\(ModelFileError.printable(left.storedName))\"")
    }
  }

  private func alignment() throws(ModelFileError) -> Int {
    let key = "general.alignment"
    guard let value = self[key] else { return 32 }
    guard case .integer(let alignment) = value, (1...1 << 20).contains(alignment),
      alignment & (alignment - 1) == 0
    else { throw .damaged(map.path, key, "must be a power of two up to 1048576") }
    return alignment
  }

  subscript(key: String) -> GGUFValue? { metadata[ExactName(key)] }
}
