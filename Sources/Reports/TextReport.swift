import LessonPacks
import UntrustedText

/// A report as lines for a terminal, or for a file if `color` is off.
public enum TextReport {
  /// What the compiler said; causes that many checks share; blocks with their checks, a sign, the time
  /// and what was found for each; totals; the seed and how to run the same attempt again. Without a
  /// line end after the last line.
  ///
  /// `blocks` limits the checks that are listed, nil lists all; of another block one line is left, and
  /// the totals are always those of the whole report. `namedFile` is the path that the reader gave
  /// with `--file`.
  public static func render(
    _ report: Report, pack: Pack, language: Language, color: Bool = false, width: Int = 100,
    blocks: Set<String>? = nil, namedFile: String? = nil
  ) -> String {
    var wording = Wording(language, pack: pack, namedFile: namedFile)
    // A check that was asked for alone tells everything.
    if report.results.count == 1 { wording.mostNames = .max }
    let page = TextPage(
      report: report, pack: pack, wording: wording, blocks: blocks,
      shared: report.sharedCauses, style: TextStyle(color: color, width: max(width, 40)))
    return page.lines.joined(separator: "\n")
  }
}

private struct TextPage {
  let report: Report
  let pack: Pack
  let wording: Wording
  let blocks: Set<String>?
  let shared: [SharedCause]
  let style: TextStyle

  private var language: Language { wording.language }

  var lines: [String] {
    var lines = [style.applied(.bold, "\(pack.title[language]) (\(report.packID))")]
    lines += CompilerLines(pack: pack, wording: wording, style: style).lines(of: report.build)
    lines += shared.flatMap(self.lines(of:))
    var isListed = true
    for block in pack.blocks {
      let found = self.lines(of: block)
      guard !found.isEmpty else { continue }
      // Blocks of one line stand together.
      if isListed || found.count > 1 { lines.append("") }
      isListed = found.count > 1
      lines += found
    }
    return lines + diagnosis + [""] + totals
  }

  private func isListed(_ block: String) -> Bool { blocks?.contains(block) ?? true }

  /// The known mistake, where the check that it leads is not there to say it.
  private var diagnosis: [String] {
    guard let diagnosis = report.diagnosis, !isToldAtItsCheck(diagnosis) else { return [] }
    return [""] + style.paragraph(wording.sentence(for: diagnosis), first: "→ ")
  }

  private func isToldAtItsCheck(_ diagnosis: Diagnosis) -> Bool {
    report.results.contains { $0.id == diagnosis.lead && isTold($0) && isListed($0.block) }
  }

  /// Whether what was found at a check is told at its row.
  private func isTold(_ result: CheckResult) -> Bool {
    isListed(result) && [.wrong, .couldNotRun].contains(report.state(of: result))
  }

  /// Whether a check has a row in its block's list, and is not told together with others.
  private func isListed(_ result: CheckResult) -> Bool {
    !isExplainedByBuild(result.verdict) && !shared.contains { $0.checks.contains(result.id) }
  }

  /// Whether the sentence about the build, at the top of the page, says why.
  private func isExplainedByBuild(_ verdict: Verdict) -> Bool {
    if case .built = report.build { return false }
    switch verdict {
    case .notRun(.doesNotCompile), .notRun(.unreadable), .notRun(.missingDeclarations): return true
    case .passed, .wrong, .broken, .notRun(.cancelled), .notRun(.outOfTime), .notRun(.notJudged):
      return false
    }
  }

  /// The cause once, the names of its checks, and what the first of them printed.
  private func lines(of cause: SharedCause) -> [String] {
    let sign = style.sign(.couldNotRun)
    let sentence = style.paragraph(wording.sentence(for: cause), first: "⚠ ")
    let output = report.results.first { $0.id == cause.checks.first }?.output ?? ""
    return ["", sign + (sentence.first ?? "").dropFirst()] + sentence.dropFirst()
      + style.paragraph(cause.checks.joined(separator: ", "), first: "    ") + printed(output)
  }

  private func lines(of block: Block) -> [String] {
    let results = report.results.filter { $0.block == block.id }
    guard !results.isEmpty else { return [] }
    let held = results.count { report.state(of: $0) == .holds }
    let title = "\(block.id)  \(block.title[language])  \(held)/\(results.count)"
    guard isListed(block.id) else { return [style.applied(.dim, title)] }
    let rows = results.filter(isListed)
    let column = rows.map(\.id.count).max() ?? 0
    return [style.applied(.bold, title)] + rows.flatMap { lines(of: $0, column: column) }
  }

  private func lines(of result: CheckResult, column: Int) -> [String] {
    let state = report.state(of: result)
    let gap = String(repeating: " ", count: column - result.id.count + 2)
    let head = "  \(style.sign(state)) \(result.id)\(gap)"
    if state == .notBegun {
      return [head + style.applied(.dim, Phrase(en: "not begun", es: "sin empezar")[language])]
    }
    var time = NumberText.time(milliseconds: result.milliseconds, in: language)
    if case .notRun = result.verdict {
      time = Phrase(en: "not run", es: "sin ejecutar")[language]
    }
    return [head + style.applied(.dim, time)] + found(result) + printed(result.output)
  }

  /// Everything that was found, up to a bound unless this check was asked for alone, and what to look
  /// at next.
  private func found(_ result: CheckResult) -> [String] {
    let sentences = wording.sentences(for: result.verdict)
    let limit = report.results.count == 1 ? sentences.count : 5
    var lines = sentences.prefix(limit).flatMap { style.paragraph($0, first: "      ") }
    if sentences.count > limit {
      let more = sentences.count - limit
      let count = Phrase(en: "and \(more) more; ", es: "y \(more) más; ")[language]
      lines += style.paragraph(count + wording.listed(result.id), first: "      ")
    }
    guard let check = pack.checks.first(where: { $0.id == result.id }),
      let advice = wording.advice(for: check, result.verdict, diagnosis: report.diagnosis)
    else { return lines }
    return lines + style.paragraph(advice, first: "    → ")
  }

  /// What the student's code printed, its middle left out if it is long.
  private func printed(_ output: String) -> [String] {
    var lines = VisibleText.lines(of: output)
      .map { VisibleText.line(String($0), limit: 500) }
    while lines.last?.isEmpty ?? false { lines.removeLast() }
    if lines.count > 12 {
      let left = lines.count - 10
      let middle = Phrase(en: "… \(left) lines …", es: "… \(left) líneas …")[language]
      lines = Array(lines.prefix(5)) + [middle] + Array(lines.suffix(5))
    }
    return lines.map { style.applied(.dim, "      │ ") + $0 }
  }

  private var totals: [String] {
    let counts = wording.sentence(for: report.tally)
    let time = NumberText.time(milliseconds: report.milliseconds, in: language)
    var lines = [style.applied(report.isGreen ? .green : .red, counts) + " · \(time)"]
    if report.results.contains(where: { !isListed($0.block) }) {
      let all = Phrase(
        en: "`byhand check --all` lists the checks of every block.",
        es: "`byhand check --all` muestra las comprobaciones de todos los bloques.")
      lines.append(style.applied(.dim, all[language]))
    }
    let seed = Phrase(
      en: "Seed \(report.seed): `byhand check --seed \(report.seed)` runs the same attempt again.",
      es: "Semilla \(report.seed): `byhand check --seed \(report.seed)` repite el mismo intento.")
    return lines + [style.applied(.dim, seed[language])]
  }
}
