import LessonPacks
import Progress
import Reports

/// Where the student is, what the block asks, and which command comes next, as lines of text: the
/// tutor without a terminal. `report` is the last run, if there was one; `file` is the student's, as
/// it should be shown.
public func plainStatus(
  pack: Pack, progress: Progress, language: Language, report: Report? = nil, file: String
) -> String {
  PlainStatus(pack: pack, progress: progress, report: report, language: language, file: file)
    .lines.joined(separator: "\n")
}

private struct PlainStatus {
  let pack: Pack
  let progress: Progress
  let report: Report?
  let language: Language
  let file: String

  private var strings: Strings { Strings(language) }

  /// The block that the student chose while it is not green; then the first that is not.
  private var block: Block? {
    let open = pack.blocks.filter { !progress.passes($0) }
    return open.first { $0.id == progress.selectedBlock } ?? open.first
  }

  var lines: [String] {
    let title = ["ByHand · \(pack.title[language])", strings[.helpFile, file], ""]
    let overview = pack.blocks.flatMap { lines(of: $0) }
    guard let block else {
      return title + overview + ["", strings[.plainAllGreen], strings[.plainNotes]] + theory
    }
    let text = block.text[language].introduction
    let asks = text.isEmpty ? [] : ["", strings[.plainAsks, block.id], "", text]
    return title + overview + asks + ["", strings[.plainNext]] + commands(block)
  }

  private func lines(of block: Block) -> [String] {
    let green = block.checks.count { progress.checks[$0.id]?.state == .passed }
    let head = strings[
      .plainBlock, block.id, block.title[language], "\(green)", "\(block.checks.count)"]
    guard block.id == self.block?.id else { return [head] }
    return [head] + block.checks.flatMap { lines(of: $0) }
  }

  /// The state in words: a mark says nothing to a screen reader.
  private func lines(of check: Check) -> [String] {
    let state: String
    switch progress.checks[check.id]?.state {
    case .passed: state = strings[.markPassed]
    case .failed: state = strings[.plainRed]
    case nil: state = strings[.plainUnknown]
    }
    let line = "  \(check.id): \(state). \(check.statement[language])"
    guard let verdict = report?.results.first(where: { $0.id == check.id })?.verdict,
      verdict.isRed
    else { return [line] }
    return [line, "    " + Wording(language, pack: pack).summary(of: verdict, check: check)]
  }

  private func commands(_ block: Block) -> [String] {
    let opened = progress.blocks[block.id]?.hintsOpened ?? 0
    var lines = [strings[progress.runs == 0 ? .plainWrite : .plainAgain, pack.studentFile]]
    if !block.hints.isEmpty {
      lines.append(strings[.plainHint, block.id, "\(opened)", "\(block.hints.count)"])
    }
    switch progress.gateState(of: block, gate: pack.gate) {
    case .open: lines.append(strings[.plainSolutionOpen, block.id])
    case .closed(let remaining, _):
      let minutes = TimeText.minutes(left: remaining) ?? 1
      lines.append(strings[.plainSolutionClosed, "\(minutes)"])
    }
    return (lines + theory).map { "  " + $0 }
  }

  private var theory: [String] { pack.theory.isEmpty ? [] : [strings[.plainTheory]] }
}

extension String {
  /// What stands before the second heading, without empty lines around it: the rest is for `lesson`.
  fileprivate var introduction: String {
    var lines = split(separator: "\n", omittingEmptySubsequences: false)
    if let end = lines.indices.dropFirst().first(where: { lines[$0].hasPrefix("## ") }) {
      lines.removeSubrange(end...)
    }
    while lines.last?.allSatisfy(\.isWhitespace) ?? false { lines.removeLast() }
    while lines.first?.allSatisfy(\.isWhitespace) ?? false { lines.removeFirst() }
    return lines.joined(separator: "\n")
  }
}
