import Testing

@testable import TensorKit

/// What no reader could read is not written, and the old file stays.
@Suite struct WriterRefusalTests {
  @Test func theNameOfTheMetadataIsNoTensors() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/w.safetensors"
    let old: StateDict = ["x": Tensor([1])]
    try old.save(to: path)
    for metadata in [[:], ["a": "b"]] {
      var state: StateDict = ["x": Tensor([2]), "__metadata__": Tensor([3])]
      state.metadata = metadata
      let error = #expect(throws: TensorFileError.self) { try state.save(to: path) }
      #expect(error?.file == path)
      #expect(error?.key == "__metadata__")
      #expect(error?.description.contains("another name") == true)
      #expect(try FileBytes.read(path) == old.safetensors())
      #expect(folder.contents == ["w.safetensors"])
    }
  }

  @Test func aHeaderBeyondTheFormatsLimit() throws {
    var state: StateDict = ["x": Tensor([1])]
    state.metadata["note"] = String(repeating: "n", count: 1000)
    let length = UInt64(state.safetensors()[0]) + UInt64(state.safetensors()[1]) << 8
    _ = try state.safetensors(for: "w", longestHeader: Int(length))
    let error = #expect(throws: TensorFileError.self) {
      try state.safetensors(for: "w", longestHeader: Int(length) - 1)
    }
    #expect(error?.problem == .headerTooLargeToWrite(bytes: Int(length)))
    #expect(error?.description.contains("metadata") == true)
  }

  /// Names and strings at the edge of what JSON can say, and shapes at the edge of what memory can.
  @Test(arguments: [
    "", " ", ".", "a/b", "\"", "\\", "\n", "\u{0}", "\u{1F}", "\u{7F}", "\u{2028}", "\u{FEFF}",
    "😀", "__metadata__ ", "__METADATA__", "dtype", "\u{301}",
  ])
  func aNameIsReadBack(name: String) throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/w.safetensors"
    var state = StateDict([(name, Tensor([1]))])
    state.metadata = [name: name, "__metadata__": "x"]
    try state.save(to: path)
    let read = try StateDict.load(from: path)
    #expect(read.keys.map { Array($0.utf8) } == [Array(name.utf8)])
    #expect(read.metadata == state.metadata)
  }

  @Test(arguments: [[0], [0, 1 << 40], [1 << 61, 0], [1 << 30, 0, 1 << 30], [0, 0], []])
  func aShapeIsReadBack(shape: [Int]) throws {
    for dtype in [DType.float32, .float64, .int64, .bool] {
      let tensor = Tensor.zeros(shape, dtype: dtype)
      let read = try StateDict(safetensors: (["x": tensor] as StateDict).safetensors())
      #expect(read["x"]?.shape == shape)
      #expect(read["x"]?.dtype == dtype)
    }
  }

  /// Where one of two files cannot take its place, neither does.
  @Test func aFolderInTheWayOfOneFileStopsBoth() throws {
    let folder = try TemporaryFolder()
    try FileBytes.makeFolder("\(folder.path)/b")
    try FileBytes.write([1], to: "\(folder.path)/a")
    let error = #expect(throws: TensorFileError.self) {
      try FileBytes.write([("\(folder.path)/a", [2]), ("\(folder.path)/b", [3])])
    }
    #expect(error?.file == "\(folder.path)/b")
    #expect(try FileBytes.read("\(folder.path)/a") == [1])
    #expect(folder.contents == ["a", "b"])
  }
}
