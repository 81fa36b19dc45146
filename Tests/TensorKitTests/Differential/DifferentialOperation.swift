@testable import TensorKit

/// One operation as TensorKit spells it, under the name that differential_operations.py gives it:
/// the function's, and after a space what sets variants of it apart.
struct DifferentialOperation: Sendable {
  let name: String
  let body: @Sendable (Call) -> [Tensor]

  init(_ name: String, _ body: @escaping @Sendable (Call) -> Tensor) {
    (self.name, self.body) = (name, { [body($0)] })
  }

  init(_ name: String, several body: @escaping @Sendable (Call) -> [Tensor]) {
    (self.name, self.body) = (name, body)
  }

  static let table: [String: DifferentialOperation] = Dictionary(
    uniqueKeysWithValues: (elementwise + alongDimensions + movement + made).map { ($0.name, $0) })

  /// The function's name, by which its coverage is counted.
  var function: Substring { name.prefix { $0 != " " } }
}
