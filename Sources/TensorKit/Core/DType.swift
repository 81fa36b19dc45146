/// The element type of a tensor.
///
/// PyTorch: `torch.dtype`.
public enum DType: Sendable, Hashable, CaseIterable {
  /// IEEE 754 single precision, `Float`. The type of every tensor that nothing else is said of.
  ///
  /// PyTorch: `torch.float32`.
  case float32
  /// IEEE 754 double precision, `Double`.
  ///
  /// PyTorch: `torch.float64`.
  case float64
  /// Whole numbers, `Int`: ids, classes, indices.
  ///
  /// PyTorch: `torch.int64`.
  case int64
  /// Truth values, `Bool`: masks.
  ///
  /// PyTorch: `torch.bool`.
  case bool

  /// The bytes one element takes.
  ///
  /// PyTorch: `torch.dtype.itemsize`.
  public var byteCount: Int {
    switch self {
    case .float32: 4
    case .float64, .int64: 8
    case .bool: 1
    }
  }

  /// Only tensors of floating point values can require a gradient.
  ///
  /// PyTorch: `torch.dtype.is_floating_point`.
  public var isFloatingPoint: Bool {
    switch self {
    case .float32, .float64: true
    case .int64, .bool: false
    }
  }

  /// The type of the result when both types meet in one operation, as `torch.promote_types`.
  func promoted(with other: DType) -> DType { rank >= other.rank ? self : other }

  private var rank: Int {
    switch self {
    case .bool: 0
    case .int64: 1
    case .float32: 2
    case .float64: 3
    }
  }
}

extension DType: CustomStringConvertible {
  /// PyTorch's name of the type, without the `torch.`.
  public var description: String {
    switch self {
    case .float32: "float32"
    case .float64: "float64"
    case .int64: "int64"
    case .bool: "bool"
    }
  }
}
