import Testing

@testable import TensorKit

/// Damaged and hostile files: each is refused with the reason, and none stops the program.
@Suite struct MalformedSafetensorsTests {
  private func file(_ header: String, data: Int = 0, claims: UInt64? = nil) -> [UInt8] {
    let length = claims ?? UInt64(header.utf8.count)
    let prefix = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    return prefix + Array(header.utf8) + [UInt8](repeating: 0, count: data)
  }

  private func entry(
    _ type: String = "F32", _ shape: String = "[1]", _ offsets: String = "[0,4]"
  ) -> String {
    #"{"dtype":"\#(type)","shape":\#(shape),"data_offsets":\#(offsets)}"#
  }

  private func expect(
    _ bytes: [UInt8], _ problem: TensorFileProblem, key: String? = nil,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(
      throws: TensorFileError(file: "w.safetensors", key: key, problem: problem),
      sourceLocation: sourceLocation
    ) {
      try StateDict(safetensors: bytes, file: "w.safetensors")
    }
  }

  @Test func theFrame() {
    expect([], .tooShort(bytes: 0))
    expect([1, 0, 0, 0, 0, 0, 0], .tooShort(bytes: 7))
    expect(file("{}", claims: 100_000_001), .headerTooLarge(bytes: 100_000_001))
    expect(file("{}", claims: .max), .headerTooLarge(bytes: .max))
    expect(
      file("{}", claims: 100_000_000), .headerBeyondFile(bytes: 100_000_000, available: 2))
    expect(file("{}", claims: 3), .headerBeyondFile(bytes: 3, available: 2))
  }

  @Test func theText() {
    expect(
      file("", data: 0), .notJSON(problem: "the text ends where a value should begin", offset: 8))
    expect(file("{\"a\" 1}"), .notJSON(problem: "a colon should follow the key \"a\"", offset: 13))
    expect(file("[]"), .malformed("has a header that is not an object"))
    let twice = #"{"x":\#(entry()),"x":\#(entry("F32", "[1]", "[4,8]"))}"#
    expect(file(twice, data: 8), .notJSON(problem: "the key \"x\" appears twice", offset: 8 + 57))
    let notText = file("{\"a\": 1}").map { $0 == UInt8(ascii: "a") ? 0xFF : $0 }
    expect(notText, .notJSON(problem: "the text is not UTF-8", offset: 8))
  }

  @Test func numbersThatJSONDoesNotHave() {
    expect(
      file(#"{"__metadata__":{"a":NaN}}"#),
      .notJSON(problem: "a value should stand here", offset: 29))
    expect(
      file(#"{"__metadata__":{"a":1e999}}"#),
      .notJSON(problem: "the number 1e999 is too large", offset: 34))
  }

  @Test func nestingWithoutEnd() {
    let deep = String(repeating: "[", count: 100_000)
    expect(
      file("{\"x\":\(deep)"), .notJSON(problem: "values are nested more than 64 deep", offset: 76))
  }

  @Test func dataThatIsNotAlignedIsRead() throws {
    var bytes = file(
      #"{"b":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]},"#
        + #""x":{"dtype":"F64","shape":[1],"data_offsets":[1,9]}}"#, data: 9)
    bytes.replaceSubrange((bytes.count - 2)..., with: [0xF0, 0x3F])
    #expect(try StateDict(safetensors: bytes).need("x").doubles() == [1])
  }

  @Test func theMetadata() {
    let problem = TensorFileProblem.malformed("must map names to strings and to nothing else")
    expect(file(#"{"__metadata__":{"a":1}}"#), problem, key: "__metadata__")
    expect(file(#"{"__metadata__":"a"}"#), problem, key: "__metadata__")
  }

  @Test(arguments: [
    "1", "[]", "{}", #"{"dtype":"F32","shape":[1]}"#, #"{"dtype":"F32","data_offsets":[0,4]}"#,
    #"{"dtype":1,"shape":[1],"data_offsets":[0,4]}"#,
    #"{"dtype":"F32","shape":1,"data_offsets":[0,4]}"#,
    #"{"dtype":"F32","shape":[1],"data_offsets":[0,2,4]}"#,
  ])
  func anEntryWithoutItsParts(entry: String) {
    expect(
      file("{\"x\":\(entry)}", data: 4),
      .malformed("must have a dtype, a shape and two data_offsets"), key: "x")
  }

  @Test(arguments: ["U32", "F8_E4M3", "f32", ""])
  func aTypeThatIsNotRead(type: String) {
    expect(file("{\"x\":\(entry(type))}", data: 4), .unsupportedDType(type), key: "x")
  }

  @Test(arguments: ["[-1]", "[1.0]", "[\"1\"]", "[null]", "[9223372036854775808]", "[[1]]"])
  func aDimensionThatIsNone(shape: String) {
    expect(
      file("{\"x\":\(entry("F32", shape))}", data: 4),
      .badShape("has a dimension that is negative or not a whole number"), key: "x")
  }

  @Test(arguments: [
    [.max], [.max, .max], [1 << 32, 1 << 32], [0, .max, .max], [.max, 2, 0], [1 << 62],
  ])
  func aShapeThatOverflows(shape: [Int]) {
    expect(
      file("{\"x\":\(entry("F32", "\(shape)"))}", data: 4),
      .badShape("has the shape \(shape), which overflows the address space"), key: "x")
  }

  @Test func theOffsets() {
    func offsets(_ text: String) -> [UInt8] {
      file("{\"x\":\(entry("F32", "[1]", text))}", data: 4)
    }
    expect(offsets("[4,0]"), .badOffsets(begin: 4, end: 0, available: 4), key: "x")
    expect(offsets("[-4,0]"), .badOffsets(begin: -4, end: 0, available: 4), key: "x")
    expect(offsets("[4,8]"), .badOffsets(begin: 4, end: 8, available: 4), key: "x")
    expect(
      offsets("[0,9223372036854775807]"),
      .badOffsets(begin: 0, end: .max, available: 4), key: "x")
    expect(
      offsets("[0,1e3]"), .malformed("has data_offsets that are not whole numbers"), key: "x")
    expect(offsets("[0,3]"), .wrongLength(expected: 4, found: 3), key: "x")
  }

  @Test func theTiling() {
    func two(_ first: String, _ second: String, data: Int) -> [UInt8] {
      file(
        #"{"a":\#(entry("F32", "[1]", first)),"b":\#(entry("F32", "[1]", second))}"#, data: data)
    }
    expect(two("[0,4]", "[2,6]", data: 8), .overlap(with: "a"), key: "b")
    expect(two("[0,4]", "[0,4]", data: 4), .overlap(with: "a"), key: "b")
    expect(two("[0,4]", "[8,12]", data: 12), .gap(bytes: 4), key: "b")
    expect(two("[4,8]", "[8,12]", data: 12), .gap(bytes: 4), key: "a")
    expect(two("[0,4]", "[4,8]", data: 9), .trailingBytes(1))
    expect(file("{}", data: 3), .trailingBytes(3))
  }

  @Test func aBoolThatIsNeither() {
    var bytes = file("{\"x\":\(entry("BOOL", "[2]", "[0,2]"))}", data: 2)
    bytes[bytes.count - 1] = 2
    expect(bytes, .badBool(2), key: "x")
  }

  /// Whatever is cut off or overwritten, the file is read or refused, and never stops the program.
  @Test func everyTruncationAndManyFlips() throws {
    let state: StateDict = [
      "a": Tensor([1, 2]), "b": Tensor(bools: [true]), "c": Tensor(ints: [3]),
    ]
    let bytes = state.safetensors()
    for length in 0..<bytes.count {
      #expect(throws: TensorFileError.self) {
        try StateDict(safetensors: Array(bytes[..<length]))
      }
    }
    var outcomes = (read: 0, refused: 0)
    for position in bytes.indices {
      for flip in [0x01, 0x10, 0x80, 0xFF] as [UInt8] {
        var damaged = bytes
        damaged[position] ^= flip
        do {
          _ = try StateDict(safetensors: damaged)
          outcomes.read += 1
        } catch {
          #expect(error.file == "safetensors")
          outcomes.refused += 1
        }
      }
    }
    // A flipped value or letter of a name is a sound file; a flipped brace is not.
    #expect(outcomes.read > 0 && outcomes.refused > outcomes.read)
  }

  @Test func anErrorNamesFileKeyFaultAndRemedy() {
    let error = TensorFileError(
      file: "w.safetensors", key: "x", problem: .wrongLength(expected: 4, found: 3))
    #expect(
      error.description == """
        w.safetensors: "x": should take 4 bytes by its shape and type, and its offsets span 3. \
        Write the file again with the program that made it.
        """)
  }
}
