import Foundation

/// A question that only a person's own yes answers.
enum Confirmation {
  /// False without a terminal to ask at, or at the end of the input.
  static func ask(_ question: String) -> Bool {
    guard OutputStyle.standardErrorIsTerminal else { return false }
    CommandOutput.question("\(question) [y/N] ")
    let answer = readLine(strippingNewline: true)?.trimmingCharacters(in: .whitespaces).lowercased()
    return ["y", "yes", "s", "sí", "si"].contains(answer ?? "")
  }
}
