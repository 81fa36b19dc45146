/// A value of a GGUF file's metadata. What is long stays in the file: here is where it lies.
enum GGUFValue: Equatable, Sendable {
  case integer(Int)
  /// One above what `Int` holds.
  case huge(UInt64)
  case float32(Float)
  case float64(Double)
  case bool(Bool)
  case string(Range<Int>)
  case array(of: GGUFKind, count: Int, place: Range<Int>)
}

/// The kinds of values by their numbers in the file.
enum GGUFKind: UInt32, Sendable {
  case uint8, int8, uint16, int16, uint32, int32, float32, bool, string, array, uint64, int64,
    float64

  /// The bytes of one value, or the fewest that one can take.
  var leastBytes: Int {
    switch self {
    case .uint8, .int8, .bool: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64, .string: 8
    case .array: 12
    }
  }

  /// Whether every value takes the same number of bytes.
  var isFixed: Bool { self != .string && self != .array }
}

extension ByteCursor {
  // No model nests them at all.
  private static let deepest = 4

  mutating func kind(_ key: String) throws(ModelFileError) -> GGUFKind {
    let number = try integer(UInt32.self, key)
    guard let kind = GGUFKind(rawValue: number) else {
      throw .damaged(map.path, key, "has the value type \(number), and GGUF has 0 to 12")
    }
    return kind
  }

  mutating func value(
    _ kind: GGUFKind, _ key: String, depth: Int = 0
  ) throws(ModelFileError) -> GGUFValue {
    switch kind {
    case .uint8: return .integer(Int(try integer(UInt8.self, key)))
    case .int8: return .integer(Int(try integer(Int8.self, key)))
    case .uint16: return .integer(Int(try integer(UInt16.self, key)))
    case .int16: return .integer(Int(try integer(Int16.self, key)))
    case .uint32: return .integer(Int(try integer(UInt32.self, key)))
    case .int32: return .integer(Int(try integer(Int32.self, key)))
    case .int64: return .integer(Int(try integer(Int64.self, key)))
    case .uint64:
      let wide = try integer(UInt64.self, key)
      return Int(exactly: wide).map(GGUFValue.integer) ?? .huge(wide)
    case .float32: return .float32(Float(bitPattern: try integer(UInt32.self, key)))
    case .float64: return .float64(Double(bitPattern: try integer(UInt64.self, key)))
    case .bool:
      let byte = try integer(UInt8.self, key)
      guard byte <= 1 else {
        throw .damaged(map.path, key, "holds the byte \(byte) where true or false must be 1 or 0")
      }
      return .bool(byte == 1)
    case .string: return .string(try string(key))
    case .array: return try array(key, depth: depth)
    }
  }

  private mutating func array(_ key: String, depth: Int) throws(ModelFileError) -> GGUFValue {
    guard depth < Self.deepest else {
      throw .damaged(map.path, key, "nests lists more than \(Self.deepest) deep")
    }
    let element = try kind(key)
    let count = try count(ofAtLeast: element.leastBytes, key)
    let start = position
    if element.isFixed {
      _ = try take(count * element.leastBytes, key)
    } else {
      for _ in 0..<count { _ = try value(element, key, depth: depth + 1) }
    }
    return .array(of: element, count: count, place: start..<position)
  }
}
