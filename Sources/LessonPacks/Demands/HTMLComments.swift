/// Comments in Markdown, which no face shows.
enum HTMLComments {
  /// The text without `<!-- … -->` and the blanks before each. In a fence a comment is code, and stays.
  static func removed(from markdown: String) -> String {
    guard markdown.contains("<!--") else { return markdown }
    var kept: [Substring] = []
    var isInFence = false
    var isInComment = false
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      if !isInComment, line.hasPrefix("```") { isInFence.toggle() }
      guard isInComment || (!isInFence && line.contains("<!--")) else {
        kept.append(line)
        continue
      }
      let rest = removed(from: line, &isInComment)
      // A line that held nothing else goes with its comment.
      if rest.contains(where: { !$0.isWhitespace }) { kept.append(Substring(rest)) }
    }
    return kept.joined(separator: "\n")
  }

  private static func removed(from line: Substring, _ isInComment: inout Bool) -> String {
    var kept = ""
    var rest = line
    while !rest.isEmpty {
      if isInComment {
        guard let end = rest.firstRange(of: "-->") else { return kept }
        rest = rest[end.upperBound...]
        isInComment = false
      } else {
        guard let start = rest.firstRange(of: "<!--") else { return kept + rest }
        kept += rest[..<start.lowerBound]
        while let last = kept.last, last.isWhitespace { kept.removeLast() }
        rest = rest[start.upperBound...]
        isInComment = true
      }
    }
    return kept
  }
}
