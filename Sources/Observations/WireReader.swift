/// What is wrong with bytes that claim to be frames.
public enum WireError: Error, Sendable, Equatable, CustomStringConvertible {
  case unknownKind(UInt8)
  case truncated
  case trailingBytes(Int)
  /// A length or a shape beyond what a frame may hold.
  case tooLarge
  case notUTF8

  public var description: String {
    switch self {
    case .unknownKind(let kind): "a frame of unknown kind \(kind)"
    case .truncated: "a frame that ends too early"
    case .trailingBytes(let count): "a frame with \(count) bytes too many"
    case .tooLarge: "a frame larger than a probe may send"
    case .notUTF8: "a name that is not UTF-8"
    }
  }
}

/// Takes values out of one frame's bytes. Nothing is trusted: every length is checked against what
/// is left before anything is allocated for it.
struct WireReader {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  var remaining: Int { bytes.count - position }

  mutating func take(_ count: Int) throws(WireError) -> ArraySlice<UInt8> {
    guard count >= 0, count <= remaining else { throw .truncated }
    defer { position += count }
    return bytes[position..<position + count]
  }

  mutating func byte() throws(WireError) -> UInt8 {
    guard position < bytes.count else { throw .truncated }
    defer { position += 1 }
    return bytes[position]
  }

  mutating func word32() throws(WireError) -> UInt32 {
    try take(4).reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  mutating func word64() throws(WireError) -> UInt64 {
    try take(8).reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func double() throws(WireError) -> Double { Double(bitPattern: try word64()) }

  mutating func text() throws(WireError) -> String {
    let count = Int(try word32())
    guard let text = String(validating: try take(count), as: UTF8.self) else { throw .notUTF8 }
    return text
  }

  mutating func names() throws(WireError) -> [String] {
    let count = Int(try word32())
    // Each name takes at least its four bytes of length.
    guard count <= remaining / 4 else { throw .truncated }
    var names: [String] = []
    names.reserveCapacity(count)
    for _ in 0..<count { names.append(try text()) }
    return names
  }

  mutating func array() throws(WireError) -> ObservedArray {
    let kind = try byte()
    guard let type = ElementType(rawValue: kind) else { throw .unknownKind(kind) }
    let rank = Int(try word32())
    guard rank <= 16 else { throw .tooLarge }
    var shape: [Int] = []
    var count = 1
    for _ in 0..<rank {
      guard let extent = Int(exactly: try word64()) else { throw .tooLarge }
      let (product, overflow) = count.multipliedReportingOverflow(by: extent)
      guard !overflow, product <= WireFormat.largestFrame else { throw .tooLarge }
      shape.append(extent)
      count = product
    }
    guard count <= remaining / type.wireSize else { throw .truncated }
    var values = [Double](repeating: 0, count: count)
    for index in 0..<count { values[index] = try element(type) }
    return ObservedArray(shape: shape, elementType: type, values: values)
  }

  private mutating func element(_ type: ElementType) throws(WireError) -> Double {
    switch type {
    case .float32: Double(Float(bitPattern: try word32()))
    case .float64: try double()
    case .int64: Double(Int64(bitPattern: try word64()))
    case .bool: try byte() == 0 ? 0 : 1
    }
  }

  func expectEnd() throws(WireError) {
    if remaining > 0 { throw .trailingBytes(remaining) }
  }
}

extension ElementType {
  var wireSize: Int {
    switch self {
    case .float32: 4
    case .float64, .int64: 8
    case .bool: 1
    }
  }
}
