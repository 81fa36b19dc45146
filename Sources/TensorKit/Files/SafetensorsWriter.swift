extension StateDict {
  /// Writes a safetensors file in one step: whoever reads `path` sees the old file or the new one,
  /// never a part.
  ///
  /// PyTorch: `safetensors.torch.save_file`, `torch.save`.
  ///
  /// - Throws: ``TensorFileError``; what stood at `path` is then untouched.
  public func save(to path: String) throws(TensorFileError) {
    try FileBytes.write(safetensors(for: path), to: path)
  }

  /// The bytes of a safetensors file with these tensors and this metadata.
  ///
  /// The header keeps the order of the dictionary. The data is laid out from the widest type to the
  /// narrowest, after a header padded to eight bytes, so that every element is aligned in the file.
  ///
  /// PyTorch: `safetensors.torch.save`.
  ///
  /// - Precondition: no tensor is called `__metadata__`, and the header takes no more than the
  ///   format's 100 MB. ``save(to:)`` throws for both.
  public func safetensors() -> [UInt8] {
    do {
      return try safetensors(for: "safetensors")
    } catch {
      preconditionFailure(error.description)
    }
  }

  /// The bytes of a file that every reader of the format takes, or why there can be none.
  ///
  /// - Parameter file: the name that errors give.
  func safetensors(
    for file: String, longestHeader: Int = SafetensorsHeader.longest
  ) throws(TensorFileError) -> [UInt8] {
    guard self[SafetensorsHeader.metadataKey.text] == nil else {
      throw TensorFileError(
        file: file, key: SafetensorsHeader.metadataKey.text, problem: .reservedName)
    }
    let laidOut = Array(self).enumerated().sorted { left, right in
      let widths = (
        StoredType(left.element.value.dtype).width, StoredType(right.element.value.dtype).width
      )
      return (-widths.0, left.offset) < (-widths.1, right.offset)
    }

    var places = [Range<Int>](repeating: 0..<0, count: count)
    var end = 0
    for (index, element) in laidOut {
      let start = end
      end += element.value.count * StoredType(element.value.dtype).width
      places[index] = start..<end
    }

    let header = headerText(places)
    guard header.count <= longestHeader else {
      throw TensorFileError(file: file, problem: .headerTooLargeToWrite(bytes: header.count))
    }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + header.count + end)
    append(UInt64(header.count), to: &bytes)
    bytes.append(contentsOf: header)
    for (_, element) in laidOut { append(element.value, to: &bytes) }
    return bytes
  }

  /// - Parameter places: where the tensors lie in the data, in the order of the names.
  private func headerText(_ places: [Range<Int>]) -> [UInt8] {
    var members: [JSONValue.Member] = []
    if !metadata.isEmpty {
      let sorted = metadata.sorted { ExactName($0.key) < ExactName($1.key) }
      members.append(
        JSONValue.Member(
          SafetensorsHeader.metadataKey.text,
          .object(sorted.map { JSONValue.Member($0.key, .string($0.value)) })))
    }
    for ((name, tensor), place) in zip(self, places) {
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
    let dense = tensor.detach().contiguous()
    // The format and every machine that Swift runs on keep the low byte first.
    bytes.append(
      contentsOf: UnsafeRawBufferPointer(
        start: dense.data, count: dense.count * dense.dtype.byteCount))
    dense.keepAlive()
  }

  private func append<Word: FixedWidthInteger>(_ word: Word, to bytes: inout [UInt8]) {
    withUnsafeBytes(of: word.littleEndian) { bytes.append(contentsOf: $0) }
  }
}
