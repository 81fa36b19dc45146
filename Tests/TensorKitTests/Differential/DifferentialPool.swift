@testable import TensorKit

/// The cases that PyTorch computed: read once, drawn from in each run.
struct DifferentialPool: Sendable {
  /// An operation on given inputs, and what PyTorch made of it.
  struct Case: Sendable {
    let number: Int
    let operation: String
    /// The numbers of tensors of the pool.
    let inputs: [Int]
    let options: JSONValue
    let results: [Expected]
    /// For each input; nil where PyTorch has none.
    let gradients: [Expected?]
    /// What PyTorch says where it refuses the case.
    var sentence: String?
  }

  /// A tensor of the pool, and where the allowances of its elements begin: nil is to the bit.
  struct Expected: Sendable {
    let tensor: Int
    let allowances: Int?
  }

  private struct Place: Sendable {
    let dtype: DType
    let shape: [Int]
    let start: Int
  }

  private let places: [Place]
  private let singles: [Float]
  private let doubles: [Double]
  private let ints: [Int]
  private let bools: [Bool]
  private let logarithms: [Double]
  let cases: [Case]
  /// Cases that PyTorch refuses.
  let refusals: [Case]
  /// For each operation whose slope is smooth there, where fresh values may lie.
  let fresh: [String: ClosedRange<Double>]

  init(folder: String) throws {
    let index = try JSONParser.parse(FileBytes.read("\(folder)/cases.json"))
    let values = try StateDict.load(from: "\(folder)/values.safetensors")
    singles = try Self.row(values, "float32").scalars
    doubles = try Self.row(values, "float64").doubles()
    ints = try Self.row(values, "int64").ints()
    bools = try Self.row(values, "bool").bools()
    logarithms = try Self.row(values, "allowed").doubles()
    places = try Self.list(index["tensors"]).map { entry in
      let parts = try Self.list(entry)
      guard let dtype = parts[0].string.flatMap({ DType(named: $0) }) else { throw Unreadable() }
      return Place(
        dtype: dtype, shape: try Self.list(parts[1]).map(Self.int), start: try Self.int(parts[2]))
    }
    cases = try Self.list(index["cases"]).enumerated().map { number, entry in
      let parts = try Self.list(entry)
      guard let operation = parts[0].string else { throw Unreadable() }
      return Case(
        number: number, operation: operation, inputs: try Self.list(parts[1]).map(Self.int),
        options: parts[2], results: try Self.list(parts[3]).compactMap(Self.expected),
        gradients: try Self.list(parts[4]).map(Self.expected))
    }
    let refused = try JSONParser.parse(FileBytes.read("\(folder)/refusals.json"))
    refusals = try Self.list(refused).enumerated().map(Self.refusal)
    fresh = try Dictionary(
      uniqueKeysWithValues: (index["fresh"]?.members ?? []).map {
        ($0.key, try Self.range($0.value))
      })
  }

  private static func refusal(_ number: Int, _ entry: JSONValue) throws -> Case {
    let parts = try list(entry)
    guard let operation = parts[0].string else { throw Unreadable() }
    return Case(
      number: number, operation: operation, inputs: try list(parts[1]).map(int),
      options: parts[2], results: [], gradients: [], sentence: parts[3].string)
  }

  private static func range(_ value: JSONValue) throws -> ClosedRange<Double> {
    let ends = try list(value).compactMap(\.number)
    return ends[0]...ends[1]
  }

  struct Unreadable: Error {}

  private static func row(_ values: StateDict, _ name: String) throws -> Tensor {
    guard let row = values[name] else { throw Unreadable() }
    return row
  }

  private static func list(_ value: JSONValue?) throws -> [JSONValue] {
    guard let elements = value?.elements else { throw Unreadable() }
    return elements
  }

  private static func int(_ value: JSONValue) throws -> Int {
    guard let integer = value.integer else { throw Unreadable() }
    return integer
  }

  private static func expected(_ value: JSONValue) throws -> Expected? {
    if value == .null { return nil }
    let parts = try list(value).map(int)
    return Expected(tensor: parts[0], allowances: parts[1] < 0 ? nil : parts[1])
  }

  /// Tensor `number` of the pool, dense.
  func tensor(_ number: Int) -> Tensor {
    let place = places[number]
    let range = place.start..<place.start + place.shape.reduce(1, *)
    switch place.dtype.computed {
    case .float64: return Tensor(Array(doubles[range]), shape: place.shape, dtype: .float64)
    case .int64: return Tensor(ints: Array(ints[range]), shape: place.shape).to(place.dtype)
    case .bool: return Tensor(bools: Array(bools[range]), shape: place.shape)
    default: return Tensor(Array(singles[range]), shape: place.shape).to(place.dtype)
    }
  }

  func dtype(_ number: Int) -> DType { places[number].dtype }
  func shape(_ number: Int) -> [Int] { places[number].shape }

  /// log2 of how far each of `count` elements may be off.
  func logarithms(from start: Int, count: Int) -> ArraySlice<Double> {
    logarithms[start..<start + count]
  }
}
