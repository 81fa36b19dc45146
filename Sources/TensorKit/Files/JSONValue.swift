/// A JSON value, objects in the order of their text.
///
/// TensorKit reads two small JSON texts, a safetensors header and an adapter's configuration, and
/// Foundation would be its only dependency.
enum JSONValue: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  /// A number with a fraction or an exponent, or one too large for `Int`.
  case real(Double)
  /// A number that neither holds, as its text. Only made where the parser is asked to.
  case digits(String)
  case string(String)
  case array([JSONValue])
  case object([Member])

  struct Member: Equatable, Sendable {
    var key: String
    var value: JSONValue

    init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value under `key`, if this is an object that has one.
  subscript(key: String) -> JSONValue? {
    members?.first { ExactName($0.key) == ExactName(key) }?.value
  }

  var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  var string: String? {
    if case .string(let string) = self { string } else { nil }
  }

  var integer: Int? {
    if case .integer(let integer) = self { integer } else { nil }
  }

  var bool: Bool? {
    if case .bool(let bool) = self { bool } else { nil }
  }

  /// The value of either kind of number.
  var number: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .real(let real): real
    case .digits(let text): Double(text)
    case .null, .bool, .string, .array, .object: nil
    }
  }
}
