import Foundation
import TensorKit

/// A language model's figures, and another program's beside them.
struct ModelComparison {
  let ours: [String: Double]
  let theirs: [String: Double]?
  let threads: Int
  let dtype: DType

  /// Ours by their names; with another program, its own and how many times its figure is ours.
  var json: String {
    var lines = ["\"threads\": \(threads)", "\"dtype\": \"\(dtype)\""]
    lines += ours.sorted { $0.key < $1.key }.map { "\"\($0.key)\": \($0.value)" }
    for (key, value) in (theirs ?? [:]).sorted(by: { $0.key < $1.key }) {
      lines.append("\"peft.\(key)\": \(Self.rounded(value))")
      if let own = ours[key] { lines.append("\"ratio.\(key)\": \(Self.rounded(value / own))") }
    }
    return "{\n  " + lines.joined(separator: ",\n  ") + "\n}"
  }

  private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}
