/// Splits a hint file into its rungs.
enum HintLadder {
  /// The rungs of `text`, each from its `## ` title to the next, in order.
  ///
  /// A `## ` inside a code fence is code. Text before the first title is no rung and is refused,
  /// and so is a title with nothing under it.
  static func rungs(of text: String, file: String) -> (rungs: [String], problems: [PackProblem]) {
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
    return (rungs.map { trimmed($0.lines) }, problems)
  }

  private static func hasText(_ line: Substring) -> Bool {
    line.contains { !$0.isWhitespace }
  }

  private static func trimmed(_ lines: [Substring]) -> String {
    var lines = lines
    while let last = lines.last, !hasText(last) { lines.removeLast() }
    return lines.joined(separator: "\n")
  }
}
