import Testing

@testable import TensorKit

/// Files damaged at random, from one seed: each is read or refused, and none stops the program.
@Suite struct MutationTests {
  /// Ways to damage bytes, as an editor, a broken transfer or an attacker would.
  private struct Damage {
    private let words: Generator

    init(seed: UInt64) { words = Generator(seed: seed) }

    private func below(_ limit: Int) -> Int { Int(words.nextUInt32()) % max(limit, 1) }

    // What readers stumble over: numbers at the edge, quotes, brackets, halves of characters.
    private static let scraps: [[UInt8]] =
      [
        "0", "-1", "9223372036854775807", "9223372036854775808", "18446744073709551616", "1e308",
        "1e999", "NaN", "null", "[]", "{}", "\"", "\\", "\\u0000", "\\ud800", ",", ":", "[", "{",
        "[[[[[[[[", "F64", "I64", "BF16", "__metadata__", "lora_A",
      ].map { Array($0.utf8) } + [[0], [0xFF], [0xC3], [0xED, 0xA0, 0x80]]

    func apply(to bytes: [UInt8]) -> [UInt8] {
      var bytes = bytes
      for _ in 0...below(3) {
        let at = below(bytes.count)
        let end = min(at + below(12), bytes.count)
        switch below(8) {
        case 0 where !bytes.isEmpty: bytes[at] = UInt8(below(256))
        case 1 where !bytes.isEmpty: bytes[at] ^= 1 << below(8)
        case 2: bytes.removeSubrange(at..<end)
        case 3: bytes.insert(contentsOf: bytes[at..<end], at: below(bytes.count))
        case 4: bytes.insert(contentsOf: Self.scraps[below(Self.scraps.count)], at: at)
        case 5: bytes.replaceSubrange(at..<end, with: Self.scraps[below(Self.scraps.count)])
        case 6: bytes.removeLast(below(bytes.count))
        // The length of the header.
        default: if bytes.count > 8 { bytes[below(8)] = UInt8(below(256)) }
        }
      }
      return bytes
    }
  }

  @Test func threeThousandDamagedFilesOfTensors() throws {
    var state: StateDict = [
      "a": Tensor([[1, 2], [3, 4]]), "ids": Tensor(ints: [5, 6]), "f": Tensor(bools: [true]),
      "d": Tensor([0.5], dtype: .float64), "none": Tensor.zeros(0, 3),
    ]
    state.metadata = ["format": "pt"]
    let bytes = state.safetensors()
    let damage = Damage(seed: 2024)
    var outcomes = (read: 0, refused: 0)
    for _ in 0..<3000 {
      do {
        for (_, tensor) in try StateDict(safetensors: damage.apply(to: bytes), file: "w") {
          #expect(tensor.doubles().count == tensor.count)
        }
        outcomes.read += 1
      } catch {
        #expect(error.file == "w")
        outcomes.refused += 1
      }
    }
    #expect(outcomes.read > 50 && outcomes.refused > 1500, "\(outcomes)")
  }

  /// The header alone is damaged, and its length is put right again, so that the JSON is reached.
  @Test func threeThousandDamagedHeaders() throws {
    let bytes = (["a": Tensor([1, 2]), "b": Tensor(ints: [3])] as StateDict).safetensors()
    let length = Int(bytes[0])
    let (header, data) = (Array(bytes[8..<8 + length]), bytes[(8 + length)...])
    let damage = Damage(seed: 7)
    var problems: Set<String> = []
    for _ in 0..<3000 {
      let damaged = damage.apply(to: header)
      let size = (0..<8).map { UInt8(truncatingIfNeeded: damaged.count >> (8 * $0)) }
      do {
        _ = try StateDict(safetensors: size + damaged + data)
      } catch {
        problems.insert(String("\(error.problem)".prefix { $0 != "(" }))
      }
    }
    #expect(problems.isSuperset(of: ["notJSON", "malformed", "badOffsets", "wrongLength"]))
  }

  @Test func aThousandDamagedAdapters() throws {
    let folder = try TemporaryFolder()
    try Adapter(
      config: AdapterConfig(rank: 2, alpha: 16, dropout: 0.05, targetModules: ["q_proj"]),
      tensors: ["q_proj.lora_A": Tensor.ones(2, 3), "q_proj.lora_B": Tensor.ones(4, 2)]
    ).save(to: folder.path)
    let paths = ["adapter_config.json", "adapter_model.safetensors"].map { "\(folder.path)/\($0)" }
    let originals = try paths.map { try FileBytes.read($0) }
    let damage = Damage(seed: 31)
    var outcomes = (read: 0, refused: 0)
    for round in 0..<1000 {
      let which = round % 2
      // In place: what is tried here is reading.
      try PlainFile.write(damage.apply(to: originals[which]), to: paths[which])
      defer { try? PlainFile.write(originals[which], to: paths[which]) }
      do {
        let adapter = try Adapter.load(from: folder.path)
        #expect(
          adapter.config.rank == adapter.tensors["q_proj.lora_A"]?.shape[0] ?? adapter.config.rank)
        outcomes.read += 1
      } catch {
        #expect(paths.contains(error.file))
        outcomes.refused += 1
      }
    }
    #expect(outcomes.read > 10 && outcomes.refused > 500, "\(outcomes)")
  }
}
