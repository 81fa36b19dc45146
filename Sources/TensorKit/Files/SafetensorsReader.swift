extension StateDict {
  /// Reads a safetensors file. Every tensor keeps the type that the file gives it.
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
  /// - Parameters:
  ///   - bytes: the file, header and all.
  ///   - file: the name that errors give.
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
    if entry.type == .bool, let odd = data.first(where: { $0 > 1 }) {
      throw TensorFileError(file: file, key: entry.name, problem: .badBool(odd))
    }
    let tensor = Tensor(uninitialized: entry.shape, dtype: entry.type.dtype)
    // The format and every machine that Swift runs on keep the low byte first.
    data.withUnsafeBytes { raw in
      guard let start = raw.baseAddress else { return }
      tensor.data.copyMemory(from: start, byteCount: raw.count)
    }
    tensor.keepAlive()
    return tensor
  }
}
