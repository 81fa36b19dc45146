/// A rung of a hint file: one hint in one language.
struct HintRung: Equatable {
  /// Where its title stands, from 1.
  var line: Int
  /// The step that its title names; nil for a hint of the whole block.
  var step: Int?
  /// Markdown with the title, without the step.
  var text: String
}

/// Splits a hint file into its rungs.
enum HintReader {
  /// The rungs of `text`, each from its `## ` title to the next, in order.
  ///
  /// A `## ` inside a code fence is code. Text before the first title is no rung and is refused,
  /// and so is a title with nothing under it.
  static func rungs(of text: String, file: String) -> (rungs: [HintRung], problems: [PackProblem]) {
    var rungs: [(line: Int, lines: [Substring])] = []
    var problems: [PackProblem] = []
    var inFence = false
    for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
    {
      if line.hasPrefix("```") { inFence.toggle() }
      if !inFence, line.hasPrefix("## ") {
        rungs.append((index + 1, [line]))
      } else if !rungs.isEmpty {
        rungs[rungs.count - 1].lines.append(line)
      } else if line.contains(where: { !$0.isWhitespace }), problems.isEmpty {
        problems.append(
          PackProblem(
            file: file, line: index + 1, message: "text before the first rung",
            hint: "Every rung starts with a line `## …`, its title"))
      }
    }
    for rung in rungs where !rung.lines.dropFirst().contains(where: hasText) {
      problems.append(
        PackProblem(file: file, line: rung.line, message: "a rung with a title and no text"))
    }
    if rungs.isEmpty, problems.isEmpty {
      problems.append(
        PackProblem(
          file: file, message: "no rung", hint: "Start each rung with a line `## …`, its title"))
    }
    return (rungs.map { rung($0.lines, line: $0.line) }, problems)
  }

  /// Rungs for steps that the block's text does not have, `known` being those that it has.
  static func unknownSteps(
    in rungs: [HintRung], known: [Int], text: String, file: String
  ) -> [PackProblem] {
    let steps = known.map(String.init).joined(separator: ", ")
    let has = known.isEmpty ? "It has no steps" : "Its steps are \(steps)"
    return rungs.compactMap { rung in
      guard let step = rung.step, !known.contains(step) else { return nil }
      return PackProblem(
        file: file, line: rung.line,
        message: "a hint for step \(step), which \(text) does not have",
        hint: "\(has); a hint for the whole block has no number in its title")
    }
  }

  /// Where the rungs of one language differ from those of the first, in their number or their steps.
  static func differences(
    of rungs: [HintRung], in file: String, from first: [HintRung], in original: String
  ) -> [PackProblem] {
    let parted = rungs.indices.filter { $0 < first.count && rungs[$0].step != first[$0].step }
    guard rungs.count == first.count else {
      return [
        PackProblem(
          file: file, line: parted.first.map { rungs[$0].line },
          message: "\(rungs.count) hints, and \(first.count) in \(original)",
          hint: "Every language has the same rungs")
      ]
    }
    func name(_ step: Int?) -> String { step.map { "step \($0)" } ?? "the whole block" }
    return parted.map { index in
      PackProblem(
        file: file, line: rungs[index].line,
        message: "hint \(index + 1) is for \(name(rungs[index].step)), and in \(original) for "
          + name(first[index].step),
        hint: "Every language has the same hints for the same steps, in one order")
    }
  }

  private static func hasText(_ line: Substring) -> Bool {
    line.contains { !$0.isWhitespace }
  }

  private static func rung(_ lines: [Substring], line: Int) -> HintRung {
    var lines = lines
    while let last = lines.last, !hasText(last) { lines.removeLast() }
    let step = lines.first.flatMap(BlockText.step)
    if let step { lines[0] = "## \(step.title)" }
    return HintRung(line: line, step: step?.number, text: lines.joined(separator: "\n"))
  }
}
