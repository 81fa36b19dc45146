import Testing

@testable import TensorKit

@Suite struct SafetensorsTests {
  private let everything: StateDict = [
    "flags": Tensor(bools: [true, false, true]),
    "single": Tensor([1.5, -.infinity, 0.1, -0.0], shape: [2, 2]),
    "double": Tensor([0.1, 2, 3], dtype: .float64),
    "ids": Tensor(ints: [.min, -1, .max]),
    "scalar": Tensor(2.5),
    "empty": Tensor.zeros(0, 4),
  ]

  @Test func everyTypeComesBackAsItWas() throws {
    var state = everything
    state.metadata = ["alpha": "16", "note": "\"quoted\""]
    let read = try StateDict(safetensors: state.safetensors())
    #expect(read.keys == state.keys)
    #expect(read.metadata == state.metadata)
    for (name, tensor) in state { expectSame(try read.need(name), tensor, name) }
    #expect(try read.need("single").scalars[3].sign == .minus)
  }

  @Test func aViewIsWrittenInItsOwnOrder() throws {
    let matrix = Tensor([[1, 2, 3], [4, 5, 6]])
    let state: StateDict = ["t": matrix.T, "row": matrix[1]]
    let read = try StateDict(safetensors: state.safetensors())
    #expect(try read.need("t").scalars == [1, 4, 2, 5, 3, 6])
    #expect(try read.need("row").scalars == [4, 5, 6])
  }

  @Test func everyElementIsAligned() throws {
    let bytes = everything.safetensors()
    let header = try SafetensorsHeader(of: bytes, file: "")
    #expect(header.entries.count == everything.count)
    for entry in header.entries {
      #expect(entry.place.lowerBound % entry.type.width == 0, "\(entry.name)")
    }
  }

  @Test func anEmptyDictionaryIsAFileToo() throws {
    #expect(try StateDict(safetensors: StateDict().safetensors()).isEmpty)
  }

  /// A file with one tensor, made by hand.
  private func file(_ type: String, _ data: [UInt8], shape: [Int]) -> [UInt8] {
    let header = #"{"x":{"dtype":"\#(type)","shape":\#(shape),"data_offsets":[0,\#(data.count)]}}"#
    return [UInt8(header.utf8.count), 0, 0, 0, 0, 0, 0, 0] + Array(header.utf8) + data
  }

  @Test func sixteenBitFloatsKeepTheirTypeAndTheirValues() throws {
    // 1, −2, 65504, the smallest subnormal, infinity
    let half = file(
      "F16", [0x00, 0x3C, 0x00, 0xC0, 0xFF, 0x7B, 0x01, 0x00, 0x00, 0x7C], shape: [5])
    let read = try StateDict(safetensors: half)
    let halves = try read.need("x")
    #expect(halves.dtype == .float16)
    #expect(halves.scalars == [1, -2, 65504, 0x1p-24, .infinity])
    #expect(Array(read.safetensors().suffix(10)) == Array(half.suffix(10)))
    let brain = file("BF16", [0x80, 0x3F, 0x20, 0xC0, 0x80, 0x7F], shape: [3])
    #expect(try StateDict(safetensors: brain).need("x").scalars == [1, -2.5, .infinity])
  }

  @Test func everyHalfKeepsItsValue() throws {
    let all = Array(UInt16.min...UInt16.max)
    let bytes = all.flatMap { [UInt8(truncatingIfNeeded: $0), UInt8($0 >> 8)] }
    let halves = try StateDict(safetensors: file("F16", bytes, shape: [65536])).need("x")
    let values = halves.to(.float32).scalars
    let wrong = all.filter { bits in
      let wide = values[Int(bits)]
      let sign: Float = bits & 0x8000 == 0 ? 1 : -1
      let exponent = Int(bits >> 10 & 0x1F)
      let fraction = Float(bits & 0x3FF)
      if exponent == 0 { return wide != sign * fraction * 0x1p-24 }
      if exponent == 31 { return fraction == 0 ? wide != sign * .infinity : !wide.isNaN }
      let power = Float(sign: .plus, exponent: exponent - 15, significand: 1)
      return wide != sign * (1 + fraction / 1024) * power
    }
    #expect(wrong.isEmpty, "\(wrong.prefix(5))")
    // And back, but for the many ways to write NaN.
    let numbers = zip(all, values).filter { !$0.1.isNaN }
    let back = Tensor(numbers.map(\.1)).to(.float16)
    #expect(
      StateDict([("x", back)]).safetensors().suffix(2 * numbers.count)
        == ArraySlice(numbers.flatMap { [UInt8(truncatingIfNeeded: $0.0), UInt8($0.0 >> 8)] }))
  }

  @Test func savingAndLoadingAFile() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/model.safetensors"
    try everything.save(to: path)
    try (["a": Tensor([1])] as StateDict).save(to: path)
    let read = try StateDict.load(from: path)
    #expect(read.keys == ["a"])
    #expect(folder.contents == ["model.safetensors"])
  }

  @Test func aFileThatCannotBeWrittenLeavesNothingBehind() throws {
    let folder = try TemporaryFolder()
    // A folder stands where the file should go: the rename fails, after everything was written.
    try FileBytes.makeFolder("\(folder.path)/taken")
    let error = #expect(throws: TensorFileError.self) {
      try everything.save(to: "\(folder.path)/taken")
    }
    #expect(error?.file == "\(folder.path)/taken")
    #expect(folder.contents == ["taken"])
    #expect(throws: TensorFileError.self) {
      try everything.save(to: "\(folder.path)/missing/model.safetensors")
    }
    #expect(folder.contents == ["taken"])
  }

  @Test func aFileThatIsNotThereIsNamed() throws {
    let folder = try TemporaryFolder()
    let path = "\(folder.path)/nothing.safetensors"
    let error = #expect(throws: TensorFileError.self) { try StateDict.load(from: path) }
    #expect(
      error?.description
        == "\(path): cannot be read: No such file or directory. Check the path and its permissions."
    )
    #expect(throws: TensorFileError.self) { try StateDict.load(from: folder.path) }
  }
}
