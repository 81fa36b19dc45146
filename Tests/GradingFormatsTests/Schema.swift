import Foundation
import Testing

@testable import GradingFormats

/// What each reader demands of its format, as code; every function returns what is wrong.
enum Schema {
  static func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  private static func number(
    _ object: [String: Any], _ key: String, _ range: ClosedRange<Double>
  ) -> [String] {
    guard let number = object[key] as? NSNumber else { return ["no number \(key)"] }
    return range.contains(number.doubleValue) ? [] : ["\(key) \(number) is not in \(range)"]
  }

  private static func word(
    _ object: [String: Any], _ key: String, _ allowed: [String]
  ) -> [String] {
    guard let word = object[key] as? String else { return ["no text \(key)"] }
    return allowed.contains(word) ? [] : ["\(key) is \(word)"]
  }

  private static func text(_ object: [String: Any], _ keys: String...) -> [String] {
    keys.filter { !(object[$0] is String) }.map { "no text \($0)" }
  }

  private static func keys(_ object: [String: Any], _ known: [String]) -> [String] {
    object.keys.filter { !known.contains($0) }.map { "unknown key \($0)" }
  }

  static func gradescope(_ text: String) throws -> [String] {
    let results = try object(text)
    let visibilities = ["hidden", "after_due_date", "after_published", "visible"]
    let formats = ["text", "html", "simple_format", "md", "ansi"]
    var wrong = keys(
      results,
      [
        "score", "execution_time", "output", "output_format", "test_output_format",
        "test_name_format", "visibility", "stdout_visibility", "extra_data", "tests",
        "leaderboard",
      ])
    wrong += word(results, "visibility", visibilities)
    wrong += word(results, "stdout_visibility", visibilities)
    wrong += word(results, "output_format", formats) + word(results, "test_output_format", formats)
    guard let tests = results["tests"] as? [[String: Any]] else { return wrong + ["no tests"] }
    for test in tests {
      wrong += keys(
        test,
        [
          "score", "max_score", "status", "name", "name_format", "number", "output",
          "output_format", "tags", "visibility", "extra_data",
        ])
      wrong += number(test, "max_score", 0...1e9)
      wrong += number(test, "score", 0...((test["max_score"] as? NSNumber)?.doubleValue ?? 0))
      wrong += word(test, "status", ["passed", "failed"])
      wrong += word(test, "visibility", visibilities) + self.text(test, "name", "number", "output")
      if !(test["tags"] is [String]) { wrong.append("tags") }
    }
    return wrong
  }

  static func prairieLearn(_ text: String) throws -> [String] {
    let results = try object(text)
    var wrong = text.utf8.count > 1_048_576 ? ["\(text.utf8.count) bytes"] : []
    wrong += number(results, "score", 0...1)
    guard let gradable = results["gradable"] as? Bool else { return wrong + ["no gradable"] }
    let errors = results["format_errors"] as? [String]
    if gradable == (errors != nil) { wrong.append("format_errors, gradable \(gradable)") }
    if errors?.isEmpty == true { wrong.append("no format error is told") }
    for test in results["tests"] as? [[String: Any]] ?? [] {
      wrong += self.text(test, "name", "description", "message", "output")
      wrong += number(test, "max_points", 0...1e9)
      wrong += number(test, "points", 0...((test["max_points"] as? NSNumber)?.doubleValue ?? 0))
    }
    return wrong
  }

  static func classroom50(_ text: String) throws -> [String] {
    let result = try object(text)
    var wrong = word(result, "schema", ["classroom50/result/v1"])
    guard let tests = result["tests"] as? [[String: Any]] else { return wrong + ["no tests"] }
    for item in [result] + tests {
      for key in ["score", "max-score"] {
        guard let number = item[key] as? NSNumber,
          number.doubleValue.rounded() == number.doubleValue
        else {
          wrong.append("\(key) is no whole number")
          continue
        }
      }
    }
    for test in tests {
      wrong += self.text(test, "test-name") + (test["passed"] is Bool ? [] : ["no passed"])
    }
    let sum = tests.compactMap { $0["score"] as? Int }.reduce(0, +)
    if sum != result["score"] as? Int { wrong.append("the scores do not add up") }
    return wrong
  }

  static func ownJSON(_ text: String) throws -> [String] {
    let grade = try object(text)
    var wrong = number(grade, "version", 3...3) + number(grade, "maximum", 0...1e9)
    wrong += number(grade, "score", 0...1e9) + word(grade, "sandbox", ["L0", "L1", "L2", "L3"])
    wrong += self.text(
      grade, "submission", "pack", "title", "file", "packHash", "contentHash", "language")
    let build = grade["build"] as? [String: Any] ?? [:]
    wrong += word(build, "status", ["built", "failed", "missingDeclarations", "unreadable"])
    for check in grade["checks"] as? [[String: Any]] ?? [] {
      wrong += word(check, "status", ["passed", "wrong", "broken", "notRun"])
      wrong += self.text(check, "id", "block", "blockTitle", "statement", "summary")
      wrong += number(check, "weight", 0...1e9) + number(check, "score", 0...1e9)
      if !(check["isHidden"] is Bool) { wrong.append("no isHidden") }
    }
    let blocks = grade["blocks"] as? [[String: Any]] ?? []
    let checks = (grade["checks"] as? [[String: Any]] ?? []).count
    if blocks.compactMap({ $0["count"] as? Int }).reduce(0, +) != checks {
      wrong.append("the blocks have not all checks")
    }
    if let diagnosis = grade["diagnosis"] as? [String: Any] {
      wrong += word(diagnosis, "confidence", ["sure", "likely"])
      wrong += self.text(diagnosis, "mistake", "sentence", "words")
    }
    return wrong
  }

  /// As GitHub's runner reads: a command a line, its properties, and its data, each unescaped.
  static func github(_ text: String, _ grade: Grade) -> [String] {
    var wrong: [String] = []
    var counts: [Substring: Int] = [:]
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      guard
        let match = line.wholeMatch(
          of: #/::(error|notice) (?:file=([^,:]+),)?(?:line=([0-9]+),)?title=([^,:]*)::(.*)/#)
      else {
        wrong.append("no command: \(line)")
        continue
      }
      counts[match.1, default: 0] += 1
      for part in [match.4, match.5]
      where part.replacing(#/%(?:25|0A|0D|3A|2C)/#, with: "").contains("%") {
        wrong.append("a bare %: \(line)")
      }
    }
    let red = grade.isRunnable ? grade.checks.count { !$0.passed } : 1
    if counts["error", default: 0] != min(red, 10) { wrong.append("\(counts) for \(red) red") }
    return wrong + (counts["notice"] == 1 ? [] : ["\(counts)"])
  }

  static func autolab(_ text: String, _ grade: Grade) throws -> [String] {
    let last = String(text.split(separator: "\n", omittingEmptySubsequences: false).last ?? "")
    guard let object = try? object(last), object.count == 1,
      let scores = object["scores"] as? [String: Double]
    else { return ["the last line holds no scores"] }
    let wanted = Dictionary(grade.checks.map { ($0.block, $0.score) }, uniquingKeysWith: +)
    return scores == wanted ? [] : ["the scores are \(scores)"]
  }

  /// As VPL reads: the last line that begins with the tag, after any kind of line end.
  static func vpl(
    _ text: String, _ grade: Grade, marks: ClosedRange<Double> = 0...100
  ) -> [String] {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    var wrong: [String] = []
    for line in lines where !line.hasPrefix("Comment :=>>") && !line.hasPrefix("Grade :=>>") {
      wrong.append("a line without a tag: \(line)")
    }
    let grades = lines.filter { $0.contains("Grade :=>>") }
    if grades.count != 1 || lines.last != grades.first { wrong.append("grades \(grades)") }
    let number = lines.last.flatMap { Double($0.dropFirst(11)) }
    let mark = marks.lowerBound + grade.fraction * (marks.upperBound - marks.lowerBound)
    if abs((number ?? -1e9) - mark) > 0.006 { wrong.append("the grade") }
    if lines.contains("<|--") || text.contains("\r") { wrong.append("a block of comments") }
    return wrong
  }

  static func tap(_ text: String, _ grade: Grade) -> [String] {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    guard lines.popFirst() == "TAP version 14" else { return ["no version line"] }
    guard lines.popFirst() == "1..\(grade.checks.count)" else { return ["no plan"] }
    var wrong: [String] = []
    var number = 0
    var isInBlock = false
    for line in lines {
      if line == "  ---" || line == "  ..." {
        if isInBlock == (line == "  ---") { wrong.append("a YAML block in a YAML block") }
        isInBlock = line == "  ---"
      } else if isInBlock {
        if !line.hasPrefix("  ") { wrong.append("it leaves the block: \(line)") }
      } else if let match = line.firstMatch(of: #/^(not )?ok (\d+) - ((?:[^#\\]|\\.)*)$/#) {
        number += 1
        if Int(match.2) != number { wrong.append("\(line) is number \(number)") }
        if (match.1 == nil) != grade.checks[min(number, grade.checks.count) - 1].passed {
          wrong.append("\(line) says the opposite")
        }
      } else if !line.hasPrefix("# ") {
        wrong.append("no line of TAP: \(line)")
      }
    }
    return wrong + (number == grade.checks.count ? [] : ["\(number) results"])
  }

  static func junit(_ xml: String) -> [String] {
    var wrong: [String] = []
    for scalar in xml.unicodeScalars
    where scalar.value < 0x20 && !"\n\t".unicodeScalars.contains(scalar) {
      wrong.append("the control character \(scalar.value)")
    }
    var open: [Substring] = []
    for match in xml.matches(of: #/<(/?)([a-z-]+)([^<>]*?)(/?)>/#) {
      if match.1 == "/" {
        if open.popLast() != match.2 { wrong.append("</\(match.2)>") }
      } else if match.4 != "/" {
        open.append(match.2)
      }
    }
    if !open.isEmpty { wrong.append("\(open) do not close") }
    for (attribute, element) in [
      ("tests", "testcase"), ("failures", "failure"), ("errors", "error"),
    ] {
      let stated = xml.firstMatch(of: #/<testsuites [^>]*>/#).map { String($0.0) } ?? ""
      let count = xml.components(separatedBy: "<\(element) ").count - 1
      if !stated.contains(" \(attribute)=\"\(count)\"") {
        wrong.append("\(count) × \(element) in \(stated)")
      }
    }
    return wrong
  }

  /// RFC 4180: as many fields in every row.
  static func csv(_ text: String) -> [String] {
    let rows = text.split(separator: "\n").map { row in
      row.wholeMatch(of: #/(?:"(?:[^"]|"")*"|[^",]*)(?:,(?:"(?:[^"]|"")*"|[^",]*))*/#) == nil
        ? -1 : row.replacing(#/"(?:[^"]|"")*"/#, with: "").count { $0 == "," }
    }
    return Set(rows).count == 1 && rows[0] > 0 ? [] : ["fields \(rows)"]
  }
}
