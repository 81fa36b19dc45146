/// The header of a safetensors file, read and proved sound.
///
/// Format: eight bytes with the header's length N (little-endian), N bytes of JSON that map each
/// name to its type, shape and place, then the data. See github.com/huggingface/safetensors.
package struct SafetensorsHeader: Equatable {
  package struct Entry: Equatable {
    package var name: String
    package var type: StoredType
    package var shape: [Int]
    /// Where the elements lie, counted from the first byte of the file.
    package var place: Range<Int>
  }

  /// The format's own limit on a header, in bytes.
  static let longest = 100_000_000

  /// Where the format keeps a file's own strings. No tensor can have this name.
  static let metadataKey = ExactName("__metadata__")

  /// The tensors in the order of the header.
  package var entries: [Entry]
  /// What the header holds under `__metadata__`.
  package var metadata: [String: String]

  /// Reads the header of a whole file, as below.
  init(of bytes: [UInt8], file: String) throws(TensorFileError) {
    try self.init(fileSize: bytes.count, file: file) { Array(bytes[$0]) }
  }

  /// Reads the header of a file and proves that its tensors tile the data: no byte outside the file,
  /// none claimed twice, none unclaimed. Of the data nothing is read.
  ///
  /// - Parameters:
  ///   - file: the name that errors give.
  ///   - bytes: the bytes of the file at a range that lies in it.
  package init(
    fileSize: Int, file: String, bytes: (Range<Int>) -> [UInt8]
  ) throws(TensorFileError) {
    if let other = ForeignFile(inPlaceOfTensors: bytes(0..<min(fileSize, 512))) {
      throw TensorFileError(file: file, problem: .foreign(other))
    }
    let length = try Self.headerLength(bytes(0..<min(fileSize, 8)), fileSize, file)
    let json: JSONValue
    do {
      json = try JSONParser.parse(bytes(8..<8 + length))
    } catch {
      throw TensorFileError(
        file: file, problem: .notJSON(problem: error.problem, offset: 8 + error.offset))
    }
    guard let members = json.members else {
      throw TensorFileError(file: file, problem: .malformed("has a header that is not an object"))
    }
    entries = []
    metadata = [:]
    for member in members {
      if ExactName(member.key) == Self.metadataKey {
        metadata = try Self.metadata(member.value, file)
      } else {
        entries.append(try Self.entry(member, dataFrom: 8 + length, to: fileSize, file))
      }
    }
    try checkTiling(from: 8 + length, to: fileSize, file)
  }

  /// - Parameter start: the first eight bytes, or all of a shorter file.
  private static func headerLength(
    _ start: [UInt8], _ fileSize: Int, _ file: String
  ) throws(TensorFileError) -> Int {
    guard start.count == 8 else {
      throw TensorFileError(file: file, problem: .tooShort(bytes: fileSize))
    }
    let length = start.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(longest) else {
      throw TensorFileError(file: file, problem: .headerTooLarge(bytes: length))
    }
    guard Int(length) <= fileSize - 8 else {
      throw TensorFileError(
        file: file, problem: .headerBeyondFile(bytes: Int(length), available: fileSize - 8))
    }
    return Int(length)
  }

  private static func metadata(
    _ json: JSONValue, _ file: String
  ) throws(TensorFileError) -> [String: String] {
    // Other programs write null where they have no strings.
    if json == .null { return [:] }
    func fault(_ problem: TensorFileProblem) -> TensorFileError {
      TensorFileError(file: file, key: metadataKey.text, problem: problem)
    }
    var metadata: [String: String] = [:]
    for member in json.members ?? [] {
      guard metadata[member.key] == nil else { throw fault(.metadataAlike(member.key)) }
      metadata[member.key] = member.value.string
    }
    guard let members = json.members, members.count == metadata.count else {
      throw fault(.malformed("must map names to strings and to nothing else"))
    }
    return metadata
  }

  private static func entry(
    _ member: JSONValue.Member, dataFrom start: Int, to end: Int, _ file: String
  ) throws(TensorFileError) -> Entry {
    func fault(_ problem: TensorFileProblem) -> TensorFileError {
      TensorFileError(file: file, key: member.key, problem: problem)
    }
    guard let typeName = member.value["dtype"]?.string,
      let extents = member.value["shape"]?.elements,
      let offsets = member.value["data_offsets"]?.elements, offsets.count == 2
    else {
      throw fault(.malformed("must have a dtype, a shape and two data_offsets"))
    }
    guard let type = StoredType(rawValue: typeName) else {
      throw fault(.unsupportedDType(typeName))
    }
    let shape = extents.compactMap(\.integer)
    guard shape.count == extents.count, shape.allSatisfy({ $0 >= 0 }) else {
      throw fault(.badShape("has a dimension that is negative or not a whole number"))
    }
    guard let length = byteCount(shape, type) else {
      throw fault(.badShape("has the shape \(shape), which overflows the address space"))
    }
    guard let low = offsets[0].integer, let high = offsets[1].integer else {
      throw fault(.malformed("has data_offsets that are not whole numbers"))
    }
    guard 0 <= low, low <= high, high <= end - start else {
      throw fault(.badOffsets(begin: low, end: high, available: end - start))
    }
    guard high - low == length else {
      throw fault(.wrongLength(expected: length, found: high - low))
    }
    return Entry(name: member.key, type: type, shape: shape, place: start + low..<start + high)
  }

  /// Bytes for a tensor, or nil if they, or the strides of the shape, overflow.
  ///
  /// Strides grow past a dimension of 0 as if it were 1, so [0, 2⁶², 2⁶²] must be refused although
  /// it holds nothing.
  private static func byteCount(_ shape: [Int], _ type: StoredType) -> Int? {
    var span = 1
    for extent in shape {
      let (product, overflow) = span.multipliedReportingOverflow(by: max(extent, 1))
      if overflow { return nil }
      span = product
    }
    if shape.contains(0) { return 0 }
    let (bytes, overflow) = span.multipliedReportingOverflow(by: type.width)
    return overflow ? nil : bytes
  }

  private func checkTiling(from start: Int, to end: Int, _ file: String) throws(TensorFileError) {
    var position = start
    var previous = ""
    // By place; empty tensors come before whatever begins where they stand.
    let byPlace = entries.sorted {
      ($0.place.lowerBound, $0.place.upperBound) < ($1.place.lowerBound, $1.place.upperBound)
    }
    for entry in byPlace {
      if entry.place.lowerBound < position {
        throw TensorFileError(file: file, key: entry.name, problem: .overlap(with: previous))
      }
      if entry.place.lowerBound > position {
        throw TensorFileError(
          file: file, key: entry.name, problem: .gap(bytes: entry.place.lowerBound - position))
      }
      position = entry.place.upperBound
      previous = entry.name
    }
    if position < end {
      throw TensorFileError(file: file, problem: .trailingBytes(end - position))
    }
  }
}
