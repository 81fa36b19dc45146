/// The element type a recorded array had in the student's process.
public enum ElementType: UInt8, Sendable, Equatable, Codable, CaseIterable {
  case float32 = 0
  case float64 = 1
  case int64 = 2
  case bool = 3
  case float16 = 4
  case bfloat16 = 5
  case int32 = 6
  case int16 = 7
  case int8 = 8
  case uint8 = 9

  /// What its values are sent as: a type that holds all of them.
  enum WireForm { case float32, float64, int64, bool }

  var wireForm: WireForm {
    switch self {
    case .float32, .float16, .bfloat16: .float32
    case .float64: .float64
    case .int64, .int32, .int16, .int8, .uint8: .int64
    case .bool: .bool
    }
  }
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
