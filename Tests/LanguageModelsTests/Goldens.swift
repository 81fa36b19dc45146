import Foundation
import LanguageModels
import TensorKit

/// A folder of what transformers and PEFT computed with a model: the one in the repository is of a tiny
/// model; GOLDENS and GOLDENS_MODEL in the environment name others.
struct Goldens {
  let model: String
  let folder: String
  let io: StateDict
  let index: Index

  struct Index: Decodable {
    struct Greedy: Decodable {
      let prompt: String
      let new_ids: [Int]
    }
    struct Answer: Decodable {
      let question: String
      let got: String
    }
    let greedy: [Greedy]
    let losses: [Double]
    let answers_trained: [Answer]
  }

  struct Text: Decodable {
    let text: String
    let ids: [Int]
  }

  static let tiny = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Golden/tiny").path

  init(model: String, folder: String) throws {
    (self.model, self.folder) = (model, folder)
    io = try StateDict.load(from: folder + "/io.safetensors")
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/index.json"))
    index = try JSONDecoder().decode(Index.self, from: bytes)
  }

  /// The tiny model in all its files, and what the environment names.
  static let all: [(model: String, folder: String)] = {
    let tinies = ["hf", "tiny-f32.gguf"].map { (tiny + "/" + $0, tiny) }
    let environment = ProcessInfo.processInfo.environment
    guard let model = environment["GOLDENS_MODEL"], let folder = environment["GOLDENS"] else {
      return tinies
    }
    return tinies + [(model, folder)]
  }()

  var texts: [Text] {
    get throws {
      let bytes = try Data(contentsOf: URL(fileURLWithPath: folder + "/tokens.json"))
      return try JSONDecoder().decode([Text].self, from: bytes)
    }
  }

  func tensor(_ name: String) throws -> Tensor {
    guard let tensor = io[name] else { throw Missing(name: name) }
    return tensor
  }

  struct Missing: Error { let name: String }

  /// What a run shows of a figure; only for models that the environment names.
  func report(_ name: String, _ value: some CustomStringConvertible) {
    if folder != Self.tiny { print("\(name): \(value)") }
  }
}

extension Tensor {
  /// The largest difference, as a share of the largest number.
  func distance(to other: Tensor) -> Double {
    let largest = Double(other.abs().max().item())
    return Double((self - other).abs().max().item()) / Swift.max(largest, 1e-30)
  }
}
