import Foundation
import LessonPacks

/// A report as JUnit XML: a failure is a wrong value, an error is something broken, and a check
/// that was not run is skipped.
///
/// A file that does not compile has a suite `build` with one error, since a reader takes a run
/// whose cases were all skipped for a good one.
public enum JUnitReport {
  /// `timestamp` is ISO 8601 and comes from the caller, who has a clock.
  public static func render(
    _ report: Report, pack: Pack, language: Language, timestamp: String? = nil
  ) -> String {
    let wording = Wording(language, pack: pack)
    let blocks = pack.blocks.map { block in
      (block, report.results.filter { $0.block == block.id })
    }
    let suites =
      [buildSuite(report, pack, wording)].compactMap { $0 }
      + blocks.filter { !$0.1.isEmpty }.map { suite($0.0, $0.1, pack, wording, timestamp) }
    let counts = suites.reduce(Counts()) { $0 + $1.counts }
    let head = element(
      "testsuites",
      [("name", report.packID)] + counts.attributes(seconds: report.milliseconds / 1000))
    return
      ([#"<?xml version="1.0" encoding="UTF-8"?>"#, head] + suites.flatMap(\.lines)
      + ["</testsuites>"]).joined(separator: "\n")
  }

  private static func buildSuite(
    _ report: Report, _ pack: Pack, _ wording: Wording
  ) -> (counts: Counts, lines: [String])? {
    if case .built = report.build { return nil }
    let counts = Counts(tests: 1, errors: 1)
    var place: [(String, String)] = [("file", pack.studentFile)]
    if case .failed(let diagnostics) = report.build,
      let first = diagnostics.first(where: { $0.severity == .error })
    {
      place.append(("line", String(first.line)))
    }
    let sentence = wording.sentence(for: report.build)
    return (
      counts,
      [
        "  " + element("testsuite", [("name", "build")] + counts.attributes(seconds: 0)),
        "    "
          + element(
            "testcase",
            [("name", "build"), ("classname", report.packID), ("time", "0.000")] + place),
        "      " + element("error", [("message", sentence), ("type", "build")], empty: true),
        "    </testcase>",
        "  </testsuite>",
      ]
    )
  }

  private static func suite(
    _ block: Block, _ results: [CheckResult], _ pack: Pack, _ wording: Wording,
    _ timestamp: String?
  ) -> (counts: Counts, lines: [String]) {
    let counts = results.reduce(Counts()) { $0 + Counts($1.verdict) }
    let seconds = results.reduce(0) { $0 + $1.milliseconds } / 1000
    var attributes = [("name", "\(block.id) \(block.title[wording.language])")]
    attributes += counts.attributes(seconds: seconds)
    if let timestamp { attributes.append(("timestamp", timestamp)) }
    return (
      counts,
      ["  " + element("testsuite", attributes)]
        + results.flatMap { testCase($0, pack, wording) } + ["  </testsuite>"]
    )
  }

  private static func testCase(
    _ result: CheckResult, _ pack: Pack, _ wording: Wording
  ) -> [String] {
    var attributes = [
      ("name", result.id), ("classname", "\(pack.id).\(result.block)"),
      ("time", Counts.seconds(result.milliseconds / 1000)), ("file", pack.studentFile),
    ]
    if case .broken(.crashed(_, _, let line?)) = result.verdict {
      attributes.append(("line", String(line)))
    }
    let check = pack.checks.first { $0.id == result.id }
    var inner: [String] = []
    let summary =
      check.map { wording.summary(of: result.verdict, check: $0) }
      ?? wording.sentences(for: result.verdict).joined(separator: " ")
    switch result.verdict {
    case .passed: break
    case .wrong:
      let all = wording.sentences(for: result.verdict).joined(separator: "\n")
      inner.append(
        "      " + element("failure", [("message", summary), ("type", "wrong")])
          + XMLText.escaped(all) + "</failure>")
    case .broken:
      inner.append(
        "      "
          + element(
            "error", [("message", summary), ("type", result.verdict.reason ?? "broken")],
            empty: true))
    case .notRun:
      inner.append("      " + element("skipped", [("message", summary)], empty: true))
    }
    if !result.output.isEmpty {
      inner.append("      <system-out>\(XMLText.escaped(result.output))</system-out>")
    }
    guard !inner.isEmpty else { return ["    " + element("testcase", attributes, empty: true)] }
    return ["    " + element("testcase", attributes)] + inner + ["    </testcase>"]
  }

  private static func element(
    _ name: String, _ attributes: [(String, String)], empty: Bool = false
  ) -> String {
    let written = attributes.map { " \($0.0)=\"\(XMLText.attribute($0.1))\"" }.joined()
    return "<\(name)\(written)\(empty ? "/" : "")>"
  }
}

private struct Counts {
  var tests = 0
  var failures = 0
  var errors = 0
  var skipped = 0

  init(tests: Int = 0, failures: Int = 0, errors: Int = 0, skipped: Int = 0) {
    self.tests = tests
    self.failures = failures
    self.errors = errors
    self.skipped = skipped
  }

  init(_ verdict: Verdict) {
    switch verdict {
    case .passed: self.init(tests: 1)
    case .wrong: self.init(tests: 1, failures: 1)
    case .broken: self.init(tests: 1, errors: 1)
    case .notRun: self.init(tests: 1, skipped: 1)
    }
  }

  static func + (left: Counts, right: Counts) -> Counts {
    Counts(
      tests: left.tests + right.tests, failures: left.failures + right.failures,
      errors: left.errors + right.errors, skipped: left.skipped + right.skipped)
  }

  func attributes(seconds: Double) -> [(String, String)] {
    [
      ("tests", String(tests)), ("failures", String(failures)), ("errors", String(errors)),
      ("skipped", String(skipped)), ("time", Self.seconds(seconds)),
    ]
  }

  static func seconds(_ seconds: Double) -> String { String(format: "%.3f", seconds) }
}
