import Testing

@testable import TensorKit

/// One file of recorded values, and which of them a check has not used yet.
///
/// What nobody compares with may be wrong for years: ``left`` is what a check has forgotten.
final class Recording {
  let file: String
  let seed: Int
  private let tensors: StateDict
  private let json: JSONValue?
  private var unused: Set<String>

  /// Reads `file`, a safetensors or JSON file below the folder of `seed`.
  convenience init(_ file: String, _ seed: Int) throws {
    let path = "\(GoldenFiles.folder(seed))/\(file)"
    if file.hasSuffix(".json") {
      self.init(file, seed, StateDict(), try JSONParser.parse(FileBytes.read(path)))
    } else {
      self.init(file, seed, try StateDict.load(from: path), nil)
    }
  }

  init(_ file: String, _ seed: Int, _ tensors: StateDict, _ json: JSONValue?) {
    (self.file, self.seed, self.tensors, self.json) = (file, seed, tensors, json)
    unused = Set(tensors.keys).union((json?.members ?? []).map(\.key))
  }

  /// The names that were neither compared nor computed with, sorted.
  var left: [String] { unused.sorted() }

  var names: [String] { tensors.keys }

  /// A recorded value to compute with.
  func input(_ name: String) throws -> Tensor {
    unused.remove(name)
    return try tensors.need(name)
  }

  /// A recorded value to compute with, if there is one.
  func inputIfPresent(_ name: String) throws -> Tensor? {
    tensors[name] == nil ? nil : try input(name)
  }

  /// A member of a JSON file.
  func member(_ name: String) throws -> JSONValue {
    unused.remove(name)
    return try #require(json?[name], "\(file) has no \"\(name)\"")
  }

  /// How far float32 arithmetic may be from PyTorch's: three times what PyTorch's own is from the same in
  /// double precision, as `Golden/generate.py` found for several seeds.
  func tolerance(_ name: String) throws -> Double {
    let json = try JSONParser.parse(FileBytes.read("\(GoldenFiles.folder(seed))/index.json"))
    return try #require(
      json["tolerances"]?[name]?.number, "index.json has no tolerance \"\(name)\"")
  }

  /// Expects every bit of a recorded value, but that the two zeros are one.
  func expectSame(
    _ found: Tensor, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    TensorKitTests.expectSame(
      found, try input(name), "\(file), seed \(seed): \(name)", sourceLocation: sourceLocation)
  }

  /// Expects a recorded value within `tolerance` of its largest magnitude, or of `floor`.
  func expectClose(
    _ found: Tensor, _ name: String, within tolerance: Double, floor: Double = 1e-30,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    TensorKitTests.expectClose(
      found, try input(name), within: tolerance, floor: floor,
      "\(file), seed \(seed): \(name)", sourceLocation: sourceLocation)
  }
}
