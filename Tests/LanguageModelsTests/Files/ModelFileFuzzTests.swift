import TensorKit
import Testing

@testable import LanguageModels

/// Files of strangers: read whole, or refused in a line that can be shown. Never a trap, and never
/// more memory than the file's own size explains.
///
/// A long run: `BYHAND_FUZZ=1000000 swift test --filter ModelFileFuzzTests`.
@Suite struct ModelFileFuzzTests {
  private static let numbers: [[UInt8]] = [
    [0], [1], [0xFF], [0xFF, 0xFF, 0xFF, 0xFF], [0, 0, 0, 0x80], [0xFF, 0xFF, 0xFF, 0x7F],
    [UInt8](repeating: 0xFF, count: 8), [0, 0, 0, 0, 0, 0, 0, 0x80], [0xC3, 0x28],
    [9, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0],
  ]
  private static let words = [
    "-1", "0", "1.5", "1e999", "9223372036854775807", "null", "true", "[", "{", "}", "]", ",", "\"",
    "\\ud800", "\\u001b", "\"BF16\"", "\"llama\"", "\"default\"", "../", "64", "x.safetensors",
  ].map { Array($0.utf8) }

  @Test func changedGGUFFiles() {
    let sample = GGUFSample()
    var wide = sample
    for index in wide.tensors.indices where wide.tensors[index].dimensions.count == 2 {
      // Blocks of 32, of which the model has no use: reading them is tried below.
      wide.tensors[index].dimensions = [32, 2]
      wide.tensors[index].type = [8, 2, 3, 1, 30][index % 5]
      wide.tensors[index].data = [UInt8](repeating: 0x3C, count: [68, 36, 40, 128, 128][index % 5])
    }
    var run = Run(seed: 1, of: [sample.file, wide.file], pieces: Self.numbers)
    for _ in 0..<TextSoup.rounds {
      run.next { bytes throws(ModelFileError) in
        let map = FileMap(bytes: bytes, path: "m")
        let gguf = try GGUFFile(map)
        var held = 0
        for tensor in gguf.tensors {
          let loaded = try tensor.load(as: .float32)
          held += loaded.count * 4
        }
        // 18 bytes are 32 numbers at most, and no byte belongs to two tensors.
        if held > bytes.count * 8 { Issue.record("\(held) bytes of \(bytes)") }
        let file = try LanguageModelFile(gguf: map)
        _ = try file.stateDict()
        let ids = file.tokenizer.encode("aab 1<|im_end|>é")
        _ = file.tokenizer.decode(ids)
      }
    }
    run.expectBoth()
  }

  @Test func changedConfigurations() throws {
    let sound = try FileMap(path: Goldens.tiny + "/hf/config.json").copy(limit: 4096)
    var run = Run(seed: 2, of: [sound], pieces: Self.words)
    for _ in 0..<TextSoup.rounds {
      run.next { bytes throws(ModelFileError) in
        let config = try HuggingFaceConfig(json: bytes, file: "m").config
        if !config.attentionHeads.isMultiple(of: config.keyValueHeads)
          || !config.headDim.isMultiple(of: 2)
        {
          Issue.record("\(config)")
        }
        _ = config.tensors(ofLayer: config.hiddenLayers - 1)
      }
    }
    run.expectBoth()
  }

  @Test func changedWeights() {
    let state: StateDict = [
      "a": Tensor([1, 2, 3]), "b": Tensor.zeros(2, 3).to(.bfloat16),
      "c": Tensor.zeros(2, 2).to(.float16),
    ]
    var run = Run(seed: 3, of: [state.safetensors()], pieces: Self.words + Self.numbers)
    for _ in 0..<TextSoup.rounds {
      run.next { bytes throws(ModelFileError) in
        let tensors = try HuggingFaceFolder.tensors(in: FileMap(bytes: bytes, path: "m"))
        var held = 0
        for tensor in tensors { held += try tensor.load(as: nil).count }
        if held > bytes.count { Issue.record("\(held) numbers of \(bytes)") }
      }
    }
    run.expectBoth()
  }

  @Test func changedIndexes() {
    let sound =
      #"{"metadata": {"total_size": 9}, "weight_map": {"a": "1.safetensors", "b": "2.x"}}"#
    var run = Run(seed: 4, of: [Array(sound.utf8)], pieces: Self.words)
    for _ in 0..<TextSoup.rounds {
      run.next { bytes throws(ModelFileError) in
        let json = try JSONValue.read(bytes, file: "m")
        let names = try HuggingFaceFolder.names(inIndex: json, "m")
        if !names.allSatisfy({ !$0.contains("/") && $0 != ".." && !$0.isEmpty }) {
          Issue.record("\(names)")
        }
      }
    }
    run.expectBoth()
  }

  /// Changed files, and how many of them were read.
  private struct Run {
    private var soup: TextSoup
    private let seeds: [[UInt8]]
    private let pieces: [[UInt8]]
    private var read = 0
    private var refused = 0

    init(seed: UInt64, of seeds: [[UInt8]], pieces: [[UInt8]]) {
      soup = TextSoup(seed: seed)
      (self.seeds, self.pieces) = (seeds, pieces)
    }

    mutating func next(_ body: ([UInt8]) throws(ModelFileError) -> Void) {
      var bytes = seeds[soup.below(seeds.count)]
      for _ in 0...soup.below(3) { change(&bytes) }
      do {
        try body(bytes)
        read += 1
      } catch {
        refused += 1
        let line = error.description
        let isHarmless =
          line.hasPrefix("m: ") && line.utf8.count < 4096 && error.remedy.hasSuffix(".")
          && line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }
        if !isHarmless { Issue.record("\(line) of \(bytes)") }
      }
    }

    private mutating func change(_ bytes: inout [UInt8]) {
      let at = soup.below(bytes.count + 1)
      let end = min(bytes.count, at + soup.below(16))
      let piece = pieces[soup.below(pieces.count)]
      switch soup.below(8) {
      case 0 where at < bytes.count: bytes[at] ^= 1 << UInt8(soup.below(8))
      case 1 where at < bytes.count: bytes[at] = UInt8(soup.below(256))
      case 2: bytes.removeSubrange(at..<end)
      case 3: bytes.insert(contentsOf: bytes[at..<end], at: soup.below(bytes.count + 1))
      case 4: bytes.insert(contentsOf: piece, at: at)
      case 5: bytes.removeSubrange(at...)
      default: bytes.replaceSubrange(at..<min(bytes.count, at + piece.count), with: piece)
      }
    }

    func expectBoth() {
      #expect(read > 0, "of \(refused + read) none was read")
      #expect(refused > TextSoup.rounds / 10, "of \(refused + read) only \(refused) were refused")
    }
  }
}
