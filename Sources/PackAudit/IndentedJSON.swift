import Foundation

extension Encodable {
  /// One JSON object for CI, indented, its keys sorted, without a line end after its last brace.
  ///
  /// `value` names what it is, for the message where that cannot be encoded: a fault of the caller's.
  func indentedJSON(of value: String) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    do {
      return String(decoding: try encoder.encode(self), as: UTF8.self)
    } catch {
      preconditionFailure("\(value) of texts and numbers could not be encoded as JSON: \(error)")
    }
  }
}
