extension StateDict {
  /// Reads a safetensors file: F32, F64, I64 and BOOL as they are, F16 and BF16 widened to float32.
  ///
  /// PyTorch: `safetensors.torch.load_file`, `torch.load`.
  ///
  /// - Throws: ``TensorFileError``. Nothing is returned from a file that is damaged anywhere.
  public static func load(from path: String) throws(TensorFileError) -> StateDict {
    try StateDict(safetensors: FileBytes.read(path), file: path)
  }

  /// Reads the bytes of a whole safetensors file.
  ///
  /// PyTorch: `safetensors.torch.load`.
  ///
  /// - Parameter file: the name that errors give.
  public init(
    safetensors bytes: [UInt8], file: String = "safetensors"
  ) throws(TensorFileError) {
    let header = try SafetensorsHeader(of: bytes, file: file)
    self.init()
    metadata = header.metadata
    for entry in header.entries {
      self[entry.name] = try Self.tensor(entry, bytes, file)
    }
  }

  private static func tensor(
    _ entry: SafetensorsHeader.Entry, _ bytes: [UInt8], _ file: String
  ) throws(TensorFileError) -> Tensor {
    let data = bytes[entry.place]
    switch entry.type {
    case .float32:
      let words = elements(data, as: UInt32.self)
      return Tensor(words.map { Float(bitPattern: $0) }, shape: entry.shape)
    case .float64:
      let words = elements(data, as: UInt64.self)
      return Tensor(
        words.map { Double(bitPattern: $0) }, shape: entry.shape, dtype: .float64)
    case .float16:
      let words = elements(data, as: UInt16.self)
      return Tensor(words.map { HalfFloat.widen(float16: $0) }, shape: entry.shape)
    case .bfloat16:
      let words = elements(data, as: UInt16.self)
      return Tensor(words.map { HalfFloat.widen(bfloat16: $0) }, shape: entry.shape)
    case .int64:
      return Tensor(ints: elements(data, as: Int.self), shape: entry.shape)
    case .bool:
      if let odd = data.first(where: { $0 > 1 }) {
        throw TensorFileError(file: file, key: entry.name, problem: .badBool(odd))
      }
      return Tensor(bools: data.map { $0 == 1 }, shape: entry.shape)
    }
  }

  /// The bytes as little-endian integers. They may start at any address.
  private static func elements<Word: FixedWidthInteger>(
    _ data: ArraySlice<UInt8>, as type: Word.Type
  ) -> [Word] {
    data.withUnsafeBytes { raw in
      stride(from: 0, to: raw.count, by: MemoryLayout<Word>.size).map {
        Word(littleEndian: raw.loadUnaligned(fromByteOffset: $0, as: type))
      }
    }
  }
}
