import Reports
import UntrustedText

extension GradeFormat {
  /// The Test Anything Protocol.
  public static let tap = GradeFormat(
    "tap", fileName: "results.tap", text: TAPFormat.render)
}

/// TAP version 14: a line a check, and comments for the whole and for each block. A check that was not run is `not ok` without a directive, since a
/// skipped line counts as a good one.
enum TAPFormat {
  static func render(_ grade: Grade) -> String {
    let feedback = Feedback(grade: grade)
    var lines = ["TAP version 14", "1..\(grade.checks.count)"]
    lines += (feedback.head + feedback.summary).map { "# " + $0 }
    for (index, check) in grade.checks.enumerated() {
      lines.append(
        "\(check.passed ? "ok" : "not ok") \(index + 1) - \(escaped(feedback.title(check)))")
      if !check.passed { lines += diagnostics(check, feedback) }
    }
    return lines.joined(separator: "\n")
  }

  /// A YAML block. JSON's strings are YAML's, whatever stands in them.
  private static func diagnostics(_ check: GradedCheck, _ feedback: Feedback) -> [String] {
    var lines = ["  ---", "  status: \(JSONText.oneLine(check.status))"]
    if let reason = check.reason { lines.append("  reason: \(JSONText.oneLine(reason))") }
    let found = feedback.lines(check)
    if !found.isEmpty {
      lines.append("  found:")
      lines += found.map { "    - \(JSONText.oneLine($0))" }
    }
    return lines + ["  ..."]
  }

  /// A `#` begins a directive.
  private static func escaped(_ text: String) -> String {
    let slashes = VisibleText.replacing("\\", in: text, with: "\\\\")
    return VisibleText.replacing("#", in: slashes, with: "\\#")
  }
}
