/// A step of a block's text, as a comment in the student's file names it: `Block A, step 5`.
public struct StepMark: Equatable, Sendable {
  /// The block's id.
  public var block: String
  /// The step's number, from 1.
  public var step: Int

  /// A step by its block's id and its number.
  public init(block: String, step: Int) {
    self.block = block
    self.step = step
  }

  /// The first line that names the step, from 1: with its block if there is one, else below the line
  /// that names the block alone. Nil where neither is left in the file.
  public func line(in source: String) -> Int? {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.lowercased() }
    let (whole, part) = ("block \(block.lowercased()), step \(step)", "step \(step)")
    if let index = lines.firstIndex(where: { Self.holds(whole, $0) }) { return index + 1 }
    let comments = lines.indices.filter { lines[$0].contains("//") }
    guard
      let head = comments.first(where: { Self.holds("block \(block.lowercased())", lines[$0]) })
    else { return nil }
    let found = comments.first { $0 > head && Self.holds(part, lines[$0]) }
    return (found ?? head) + 1
  }

  /// Whether `line` holds `words` and no digit or letter goes on behind: step 1 is not step 12.
  private static func holds(_ words: String, _ line: String) -> Bool {
    line.ranges(of: words).contains { range in
      line[range.upperBound...].first.map { !$0.isNumber && !$0.isLetter } ?? true
    }
  }
}
