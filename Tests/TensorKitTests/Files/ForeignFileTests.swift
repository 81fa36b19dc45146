import Testing

@testable import TensorKit

/// Another file in the place of one of ours: it is named for what it is.
@Suite struct ForeignFileTests {
  private static let pointer = """
    version https://git-lfs.github.com/spec/v1
    oid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393
    size 12345

    """

  private static let torchZip: [UInt8] = [
    0x50, 0x4B, 3, 4, 0, 0, 8, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  ]
  private static let gzip: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0, 0]

  /// The bytes, words of the fault, and words of the remedy.
  static let kinds: [(bytes: [UInt8], fault: String, remedy: String)] = [
    (Array(pointer.utf8), "Git LFS pointer", "git lfs pull"),
    (Array(pointer.replacing("\n", with: "\r\n").utf8), "Git LFS pointer", "git lfs pull"),
    (
      Array("version https://hawser.github.com/spec/v1\noid sha256:0\nsize 1\n".utf8),
      "Git LFS pointer", "git lfs pull"
    ),
    (Array("<!DOCTYPE html><html></html>".utf8), "web page", "Download"),
    (Array("\n  <HTML><head></head></HTML>".utf8), "web page", "Download"),
    (Array("\u{FEFF}<!doctype html>".utf8), "web page", "Download"),
    (Array("<?xml version=\"1.0\"?><Error/>".utf8), "web page", "Download"),
    ([], "is empty", "again"),
    (torchZip, "zip archive", "safetensors"),
    ([0x50, 0x4B, 3, 4, 20, 0, 0, 0, 8, 0], "zip archive", "safetensors"),
    ([0x50, 0x4B, 5, 6] + [UInt8](repeating: 0, count: 18), "zip archive", "safetensors"),
    ([0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20], "pickle", "safetensors"),
    ([0x80, 4, 0x95, 9, 0, 0, 0, 0, 0, 0, 0, 0x7D], "pickle", "safetensors"),
    ([0x80, 2, 0x7D, 0x71, 0, 0x2E], "pickle", "safetensors"),
    (gzip, "gzip", "npack"),
    (Array("GGUF".utf8) + [3, 0, 0, 0, 0, 1, 0, 0], "GGUF", "Convert"),
    ([0x89] + Array("HDF\r\n\u{1A}\n".utf8), "HDF5", "Convert"),
    ([0x93] + Array("NUMPY\u{1}\0v\0{'descr'".utf8), "NumPy", "Convert"),
  ]

  private func expect(
    _ error: TensorFileError?, _ index: Int, file: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let text = error?.description ?? ""
    let kind = Self.kinds[index]
    #expect(error?.file == file, sourceLocation: sourceLocation)
    #expect(text.contains(kind.fault), "\(text)", sourceLocation: sourceLocation)
    #expect(text.contains(kind.remedy), "\(text)", sourceLocation: sourceLocation)
    #expect(!text.contains("Write the file again"), "\(text)", sourceLocation: sourceLocation)
  }

  @Test(arguments: kinds.indices)
  func inPlaceOfTensors(index: Int) throws {
    let error = #expect(throws: TensorFileError.self) {
      try StateDict(safetensors: Self.kinds[index].bytes, file: "w.safetensors")
    }
    expect(error, index, file: "w.safetensors")
  }

  @Test(arguments: kinds.indices)
  func inPlaceOfAConfiguration(index: Int) throws {
    let error = #expect(throws: TensorFileError.self) {
      try AdapterConfig(json: Self.kinds[index].bytes, file: "adapter_config.json")
    }
    let text = error?.description ?? ""
    #expect(text.contains(Self.kinds[index].fault), "\(text)")
    #expect(!text.contains("Write the file again"), "\(text)")
  }

  @Test(arguments: kinds.indices)
  func inPlaceOfTheOldNameOfAnAdaptersTensors(index: Int) throws {
    let folder = try TemporaryFolder()
    let text = #"{"peft_type":"LORA","r":1,"lora_alpha":1,"target_modules":["q"]}"#
    try PlainFile.write(Array(text.utf8), to: "\(folder.path)/adapter_config.json")
    let path = "\(folder.path)/adapter_model.bin"
    try PlainFile.write(Self.kinds[index].bytes, to: path)
    let error = #expect(throws: TensorFileError.self) { try Adapter.load(from: folder.path) }
    expect(error, index, file: path)
  }

  @Test func aServersAnswerInPlaceOfTensors() {
    for answer in [
      "Entry not found", #"{"error":"Repository not found"}"#, "/annex/objects/SHA256",
    ] {
      let error = #expect(throws: TensorFileError.self) {
        try StateDict(safetensors: Array(answer.utf8), file: "w")
      }
      #expect(error?.description.contains("is text that begins with") == true)
      #expect(error?.description.contains(answer.prefix(10)) == true)
    }
  }

  @Test func bytesOfNoKnownKindAreNotToBeWrittenAgain() {
    let error = #expect(throws: TensorFileError.self) {
      try StateDict(safetensors: Array(repeating: 0xFF, count: 16), file: "w")
    }
    #expect(error?.description.contains("copy or download it again") == true)
  }

  /// The length of a sound header may begin as another format does.
  @Test(arguments: [0x0280, 0x0480, 0x8B1F, 0x4B50])
  func aHeaderWhoseLengthLooksLikeAnotherFormatIsRead(length: Int) throws {
    let size = (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    let header = Array("{}".utf8) + [UInt8](repeating: 0x20, count: length - 2)
    #expect(try StateDict(safetensors: size + header).isEmpty)
    // Cut short, it is what it was.
    let error = #expect(throws: TensorFileError.self) {
      try StateDict(safetensors: size + header.dropLast())
    }
    #expect(error?.problem == .headerBeyondFile(bytes: length, available: length - 1))
  }
}
