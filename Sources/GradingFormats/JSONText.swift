import Foundation
import Reports
import UntrustedText

/// Values as JSON with sorted keys, so that two files can be compared.
enum JSONText {
  static func indented(_ value: some Encodable) -> String {
    text(value, [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
  }

  static func oneLine(_ value: some Encodable) -> String {
    text(value, [.sortedKeys, .withoutEscapingSlashes])
  }

  private static func text(
    _ value: some Encodable, _ formatting: JSONEncoder.OutputFormatting
  ) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = formatting
    do {
      return VisibleText.json(String(decoding: try encoder.encode(value), as: UTF8.self))
    } catch {
      preconditionFailure("texts and finite numbers could not be encoded as JSON: \(error)")
    }
  }
}
