import LessonPacks

/// A report as lines for a terminal, or for a file if `color` is off.
public enum TextReport {
  /// Blocks with their checks, a mark, the time and what was found for each; totals; the seed and
  /// how to run the same attempt again. Without a line end after the last line.
  public static func render(
    _ report: Report, pack: Pack, language: Language, color: Bool = false, width: Int = 100
  ) -> String {
    let page = TextPage(
      report: report, pack: pack, wording: Wording(language, pack: pack), color: color,
      width: max(width, 40))
    return page.lines.joined(separator: "\n")
  }
}

private struct TextPage {
  let report: Report
  let pack: Pack
  let wording: Wording
  let color: Bool
  let width: Int

  var lines: [String] {
    var lines = [styled(.bold, "\(pack.title[wording.language]) (\(report.packID))")]
    lines += buildLines
    for block in pack.blocks { lines += self.lines(of: block) }
    return lines + diagnosis + [""] + totals
  }

  private var diagnosis: [String] {
    guard let diagnosis = report.diagnosis else { return [] }
    return [""] + paragraph(wording.sentence(for: diagnosis), first: "→ ", rest: "  ")
  }

  private var buildLines: [String] {
    switch report.build {
    case .built: []
    case .failed(let diagnostics):
      ["", styled(.yellow, "⚠ ") + wording.sentence(for: report.build)]
        + diagnostics.filter { $0.severity == .error }.prefix(5).flatMap(self.lines(of:))
    case .missingDeclarations, .unreadable:
      [""] + paragraph(wording.sentence(for: report.build), first: "⚠ ", rest: "  ")
    }
  }

  private func lines(of diagnostic: Diagnostic) -> [String] {
    let source = VisibleText.line(diagnostic.sourceLine, limit: 500)
    // The compiler counts columns in bytes.
    let before = String(
      decoding: diagnostic.sourceLine.utf8.prefix(max(0, diagnostic.column - 1)), as: UTF8.self)
    return [
      "    \(wording.place(diagnostic)): \(VisibleText.line(diagnostic.message, limit: 500))",
      "    \(source)",
      "    " + String(repeating: " ", count: before.count) + "^",
    ]
  }

  private func lines(of block: Block) -> [String] {
    let results = report.results.filter { $0.block == block.id }
    guard !results.isEmpty else { return [] }
    let passed = results.count { $0.verdict == .passed }
    let title = "\(block.id)  \(block.title[wording.language])  \(passed)/\(results.count)"
    let column = results.map(\.id.count).max() ?? 0
    return ["", styled(.bold, title)] + results.flatMap { lines(of: $0, column: column) }
  }

  private func lines(of result: CheckResult, column: Int) -> [String] {
    let mark = styled(result.verdict.style, result.verdict.mark)
    let gap = String(repeating: " ", count: column - result.id.count + 2)
    var time = Duration.text(result.milliseconds)
    if case .notRun = result.verdict { time = wording.text("not run", "sin ejecutar") }
    var lines = ["  \(mark) \(result.id)\(gap)\(styled(.dim, time))"]
    if !isExplainedByBuild(result.verdict),
      let check = pack.checks.first(where: { $0.id == result.id })
    {
      let summary = wording.summary(of: result.verdict, check: check)
      lines += paragraph(summary, first: "      ", rest: "      ")
    }
    return lines + printed(result.output)
  }

  /// Whether the sentence about the build, at the top of the page, says why.
  private func isExplainedByBuild(_ verdict: Verdict) -> Bool {
    if case .built = report.build { return false }
    switch verdict {
    case .notRun(.doesNotCompile), .notRun(.unreadable), .notRun(.missingDeclarations): return true
    default: return false
    }
  }

  /// What the student's code printed, its middle left out if it is long.
  private func printed(_ output: String) -> [String] {
    var lines = output.split(separator: "\n", omittingEmptySubsequences: false)
      .map { VisibleText.line(String($0), limit: 500) }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    if lines.count > 12 {
      let left = lines.count - 10
      let middle = wording.text("… \(left) lines …", "… \(left) líneas …")
      lines = Array(lines.prefix(5)) + [middle] + Array(lines.suffix(5))
    }
    return lines.map { styled(.dim, "      │ ") + $0 }
  }

  private func paragraph(_ text: String, first: String, rest: String) -> [String] {
    LineWrapping.lines(text, width: width - first.count).enumerated().map { index, line in
      (index == 0 ? first : rest) + line
    }
  }

  private var totals: [String] {
    let time = Duration.text(report.milliseconds)
    let passed = "\(report.passedCount)/\(report.results.count)"
    let counts = report.results.reduce(into: (wrong: 0, broken: 0, notRun: 0)) { counts, result in
      switch result.verdict {
      case .passed: break
      case .wrong: counts.wrong += 1
      case .broken: counts.broken += 1
      case .notRun: counts.notRun += 1
      }
    }
    var parts = [wording.text("\(passed) checks pass", "\(passed) comprobaciones en verde")]
    if counts.wrong > 0 {
      parts.append(wording.text("\(counts.wrong) wrong", "\(counts.wrong) mal"))
    }
    if counts.broken > 0 {
      parts.append(wording.text("\(counts.broken) broken", "\(counts.broken) con fallo"))
    }
    if counts.notRun > 0 {
      parts.append(wording.text("\(counts.notRun) not run", "\(counts.notRun) sin ejecutar"))
    }
    let seed = wording.text(
      "Seed \(report.seed): `byhand check --seed \(report.seed)` runs the same attempt again.",
      "Semilla \(report.seed): `byhand check --seed \(report.seed)` repite el mismo intento.")
    let style: Style = report.isGreen ? .green : .red
    return [styled(style, parts.joined(separator: " · ")) + " · \(time)", styled(.dim, seed)]
  }

  private func styled(_ style: Style, _ text: String) -> String {
    color ? "\u{1B}[\(style.rawValue)m\(text)\u{1B}[0m" : text
  }
}

/// The parameters of the escape sequence that switches a style on.
private enum Style: String {
  case bold = "1"
  case dim = "2"
  case red = "31"
  case green = "32"
  case yellow = "33"
}

extension Verdict {
  /// The mark in front of a check, different in shape as well as in colour.
  public var mark: String {
    switch self {
    case .passed: "✔"
    case .wrong: "✘"
    case .broken: "⚠"
    case .notRun: "–"
    }
  }

  fileprivate var style: Style {
    switch self {
    case .passed: .green
    case .wrong: .red
    case .broken: .yellow
    case .notRun: .dim
    }
  }
}

/// Times as they are shown: `<1 ms`, `12 ms`, `1.3 s`.
private enum Duration {
  static func text(_ milliseconds: Double) -> String {
    switch milliseconds {
    case ..<0.5: "<1 ms"
    case ..<1000: "\(Int(milliseconds.rounded())) ms"
    default: "\((milliseconds / 100).rounded() / 10) s"
    }
  }
}
