/// A JSON value, objects in the order of their text.
///
/// A safetensors header, the configuration of an adapter or of a model and its tokenizer are JSON, and
/// Foundation would be the only dependency.
package enum JSONValue: Equatable, Sendable {
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

  package struct Member: Equatable, Sendable {
    package var key: String
    package var value: JSONValue

    package init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The value under `key`, if this is an object that has one.
  package subscript(key: String) -> JSONValue? {
    members?.first { ExactName($0.key) == ExactName(key) }?.value
  }

  package var members: [Member]? {
    if case .object(let members) = self { members } else { nil }
  }

  package var elements: [JSONValue]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  package var string: String? {
    if case .string(let string) = self { string } else { nil }
  }

  package var integer: Int? {
    if case .integer(let integer) = self { integer } else { nil }
  }

  package var bool: Bool? {
    if case .bool(let bool) = self { bool } else { nil }
  }

  /// The value of either kind of number.
  package var number: Double? {
    switch self {
    case .integer(let integer): Double(integer)
    case .real(let real): real
    case .digits(let text): Double(text)
    case .null, .bool, .string, .array, .object: nil
    }
  }
}
