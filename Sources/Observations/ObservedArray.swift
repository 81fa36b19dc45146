/// The element type a recorded array had in the student's process.
public enum ElementType: UInt8, Sendable, Equatable, Codable, CaseIterable {
  case float32 = 0
  case float64 = 1
  case int64 = 2
  case bool = 3
}

/// A tensor as the judge sees it: shape, element type and values, row-major.
///
/// Values are held as `Double`, which is exact for `float32`, for `bool` (0 and 1), and for
/// integers up to 2^53.
public struct ObservedArray: Sendable, Equatable {
  /// The extent of each dimension; empty for a scalar.
  public var shape: [Int]
  /// The type that the values had in the student's process.
  public var elementType: ElementType
  /// `shape.reduce(1, *)` values in row-major order.
  public var values: [Double]

  /// Precondition: `values` holds exactly as many elements as `shape` asks for.
  public init(shape: [Int], elementType: ElementType = .float32, values: [Double]) {
    precondition(
      values.count == shape.reduce(1, *),
      "an array of shape \(shape) holds \(shape.reduce(1, *)) values, not \(values.count)")
    self.shape = shape
    self.elementType = elementType
    self.values = values
  }
}
