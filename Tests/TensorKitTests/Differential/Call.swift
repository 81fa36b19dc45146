@testable import TensorKit

/// What one operation of the differential test is called with: tensors, and options by their names.
struct Call {
  let inputs: [Tensor]
  let options: JSONValue

  subscript(position: Int) -> Tensor { inputs[position] }

  func int(_ name: String) -> Int { read(name, options[name]?.integer) }
  func double(_ name: String) -> Double { read(name, options[name]?.number) }
  func flag(_ name: String) -> Bool { read(name, options[name]?.bool) }
  func text(_ name: String) -> String { read(name, options[name]?.string) }
  func ints(_ name: String) -> [Int] {
    read(name, options[name]?.elements).map { read(name, $0.integer) }
  }
  func dtype(_ name: String = "dtype") -> DType { read(name, DType(named: text(name))) }

  /// A number of the program: of which of Swift's types is part of what is tested.
  func number(_ name: String = "value") -> Scalar {
    let text = text(name)
    let digits = String(text.dropFirst())
    switch text.first {
    case "i": return .int(read(name, Int(digits)))
    case "b": return .bool(digits == "1")
    default: return .double(read(name, Double(digits)))
    }
  }

  /// The first input, to be changed in place: itself, or a copy where the change is recorded.
  var changeable: Tensor {
    inputs.contains(where: \.requiresGrad) && isGradEnabled ? inputs[0].clone() : inputs[0]
  }

  var generator: Generator { Generator(seed: UInt64(int("seed"))) }

  private func read<T>(_ name: String, _ value: T?) -> T {
    guard let value else {
      fatalError("the option \"\(name)\" is not what is expected: \(options)")
    }
    return value
  }
}

extension DType {
  init?(named name: String) {
    guard let type = DType.allCases.first(where: { "\($0)" == name }) else { return nil }
    self = type
  }
}
