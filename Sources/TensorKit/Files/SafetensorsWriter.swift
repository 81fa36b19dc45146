extension StateDict {
  /// Writes a safetensors file in one step: whoever reads `path` sees the old file or the new one,
  /// never a part.
  ///
  /// PyTorch: `safetensors.torch.save_file`, `torch.save`.
  ///
  /// - Throws: ``TensorFileError``; what stood at `path` is then untouched.
  public func save(to path: String) throws(TensorFileError) {
    try FileBytes.write(safetensors(), to: path)
  }

  /// The bytes of a safetensors file with these tensors and this metadata.
  ///
  /// The header keeps the order of the dictionary. The data is laid out from the widest type to the
  /// narrowest, after a header padded to eight bytes, so that every element is aligned in the file.
  ///
  /// PyTorch: `safetensors.torch.save`.
  public func safetensors() -> [UInt8] {
    let laidOut = Array(self).enumerated().sorted { left, right in
      let widths = (
        StoredType(left.element.value.dtype).width, StoredType(right.element.value.dtype).width
      )
      return (-widths.0, left.offset) < (-widths.1, right.offset)
    }.map(\.element)

    var places: [String: Range<Int>] = [:]
    var end = 0
    for (name, tensor) in laidOut {
      let start = end
      end += tensor.count * StoredType(tensor.dtype).width
      places[name] = start..<end
    }

    let header = headerText(places)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + end)
    append(UInt64(header.count), to: &bytes)
    bytes.append(contentsOf: header)
    for (_, tensor) in laidOut { append(tensor, to: &bytes) }
    return bytes
  }

  private func headerText(_ places: [String: Range<Int>]) -> [UInt8] {
    var members: [JSONValue.Member] = []
    if !metadata.isEmpty {
      let sorted = metadata.sorted { $0.key < $1.key }
      members.append(
        JSONValue.Member(
          "__metadata__", .object(sorted.map { JSONValue.Member($0.key, .string($0.value)) })))
    }
    for (name, tensor) in self {
      let place = places[name] ?? 0..<0
      members.append(
        JSONValue.Member(
          name,
          .object([
            JSONValue.Member("dtype", .string(StoredType(tensor.dtype).rawValue)),
            JSONValue.Member("shape", .array(tensor.shape.map { .integer($0) })),
            JSONValue.Member(
              "data_offsets", .array([.integer(place.lowerBound), .integer(place.upperBound)])),
          ])))
    }
    var text = Array(JSONValue.object(members).text().utf8)
    text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - text.count % 8) % 8))
    return text
  }

  private func append(_ tensor: Tensor, to bytes: inout [UInt8]) {
    switch tensor.dtype {
    case .float32: for value in tensor.scalars { append(value.bitPattern, to: &bytes) }
    case .float64: for value in tensor.doubles() { append(value.bitPattern, to: &bytes) }
    case .int64: for value in tensor.ints() { append(value, to: &bytes) }
    case .bool: bytes.append(contentsOf: tensor.bools().map { $0 ? 1 : 0 })
    }
  }

  private func append<Word: FixedWidthInteger>(_ word: Word, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
