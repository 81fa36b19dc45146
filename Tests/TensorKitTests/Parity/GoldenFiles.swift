import Testing

@testable import TensorKit

/// The values PyTorch and PEFT computed, beside the script that had them do it.
enum GoldenFiles {
  static let seeds = [0, 1234]

  static var root: String {
    let tests = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(2)
    return tests.joined(separator: "/") + "/Golden"
  }

  static func folder(_ seed: Int) -> String { "\(root)/seed\(seed)" }

  static func load(_ name: String, _ seed: Int) throws -> StateDict {
    try StateDict.load(from: "\(folder(seed))/\(name).safetensors")
  }

  /// The files below a seed's folder, but for what is not data.
  static func files(_ seed: Int) -> [String] {
    FolderListing.files(folder(seed))
  }
}

extension StateDict {
  /// The tensor of a name that the test cannot do without.
  func need(_ name: String) throws -> Tensor {
    try #require(self[name], "no tensor \"\(name)\" among \(keys)")
  }
}

/// The largest difference between two tensors, against the largest expected magnitude or `floor`.
func relativeError(_ found: Tensor, _ expected: Tensor, floor: Double = 1e-30) -> Double {
  let pairs = zip(found.doubles(), expected.doubles())
  let largest = max(expected.doubles().map(\.magnitude).max() ?? 0, floor)
  return pairs.map { $0 == $1 ? 0 : ($0 - $1).magnitude / largest }
    .reduce(0) { $1 > $0 || $1.isNaN ? $1 : $0 }
}

/// Expects the shape and, within `tolerance` of the largest expected magnitude, the values.
func expectClose(
  _ found: Tensor, _ expected: Tensor, within tolerance: Double, floor: Double = 1e-30,
  _ what: String, sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found.shape == expected.shape, "\(what)", sourceLocation: sourceLocation)
  guard found.shape == expected.shape else { return }
  let error = relativeError(found, expected, floor: floor)
  #expect(error <= tolerance, "\(what) is off by \(error)", sourceLocation: sourceLocation)
}

/// Expects every bit, but that the two zeros are one.
func expectSame(
  _ found: Tensor, _ expected: Tensor, _ what: String,
  sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(found.equal(expected), "\(what)", sourceLocation: sourceLocation)
}
