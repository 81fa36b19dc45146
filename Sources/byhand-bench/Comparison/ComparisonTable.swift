import Foundation

/// The measurements as lines of text: one each, in columns.
enum ComparisonTable {
  static let heading =
    pad("operation", 30) + padLeft("size", 10) + padLeft("ours µs", 14)
    + padLeft("PyTorch µs", 14) + padLeft("ratio", 8) + "  rate"

  static func line(_ measurement: Measurement) -> String {
    let theirs = measurement.theirs.map { microseconds($0.best) } ?? "-"
    let ratio = measurement.ratio.map { $0.formatted(digits: 2) } ?? "-"
    let line =
      pad(measurement.name, 30) + padLeft("\(measurement.size)", 10)
      + padLeft(microseconds(measurement.ours.best), 14) + padLeft(theirs, 14)
      + padLeft(ratio, 8)
    let rest = measurement.refusal ?? measurement.work.map(rate) ?? ""
    return rest.isEmpty ? line : line + "  " + rest
  }

  /// How many are behind, and the mean of all ratios.
  static func summary(_ measurements: [Measurement]) -> String {
    let ratios = measurements.compactMap(\.ratio)
    guard !ratios.isEmpty else { return "\(measurements.count) rows" }
    let mean = exp(ratios.map { log($0) }.reduce(0, +) / Double(ratios.count))
    let behind = ratios.count { $0 > 1 }
    return """
      behind PyTorch in \(behind) of \(ratios.count) rows; the geometric mean of ours/theirs is \
      \(mean.formatted(digits: 2))
      """
  }

  private static func rate(_ rate: Rate) -> String {
    let share = rate.share.map { ", \(($0 * 100).formatted(digits: 0)) % of the limit" } ?? ""
    return "\(rate.value.formatted(digits: 1)) \(rate.unit)\(share)"
  }

  private static func microseconds(_ value: Double) -> String {
    value.formatted(digits: value < 10 ? 3 : value < 1000 ? 1 : 0)
  }

  private static func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  private static func padLeft(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(1, width - text.count)) + text
  }
}

extension Double {
  func formatted(digits: Int) -> String { String(format: "%.\(digits)f", self) }
}
