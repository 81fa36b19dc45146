/// A reference solution taken apart at its marks, so that a block opens its own part and no other.
///
/// A part runs from `// MARK: - Block X` at the margin to the next such line, or to the end. What
/// stands before the first mark, imports and comments, belongs to every part.
public struct SolutionParts: Sendable, Equatable {
  /// What a mark begins with; the block's id follows, then nothing, or `: ` and a title.
  public static let mark = "// MARK: - Block "

  private let head: String
  private let parts: [(block: String, text: String)]

  /// `blocks` are the ids of the pack's blocks, in order.
  ///
  /// Throws everything that is wrong: a mark that is missing, repeated, indented, unknown or out of
  /// order, and code before the first mark, which would be in every part.
  public init(source: String, blocks: [String]) throws(SolutionPartsError) {
    let lines = source.split(separator: "\n", omittingEmptySubsequences: false)
    let marks = MarkedLine.all(in: lines)
    let problems = SolutionMarks(lines: lines, marks: marks, blocks: blocks).problems
    guard problems.isEmpty else { throw SolutionPartsError(problems: problems) }
    head = Self.text(lines[..<(marks.first?.index ?? lines.count)])
    let ends = marks.dropFirst().map(\.index) + [lines.count]
    parts = zip(marks, ends).map { ($0.block, Self.text(lines[$0.index..<$1])) }
  }

  /// The ids of the blocks, in the order of their parts.
  public var blocks: [String] { parts.map(\.block) }

  /// What a block opens: the head of the file and the block's part; nil for an unknown block.
  public func text(of block: String) -> String? {
    parts.contains { $0.block == block } ? text(of: [block]) : nil
  }

  /// The head, once, and the parts of these blocks in the order of the file.
  public func text(of blocks: some Sequence<String>) -> String {
    let wanted = Set(blocks)
    let chosen = parts.filter { wanted.contains($0.block) }.map(\.text)
    return ([head] + chosen).filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// Whether both have the same head and the same parts in the same order.
  public static func == (a: SolutionParts, b: SolutionParts) -> Bool {
    a.head == b.head && a.parts.elementsEqual(b.parts) { $0 == $1 }
  }

  /// Lines without the blank ones around them.
  private static func text(_ lines: ArraySlice<Substring>) -> String {
    let isBlank = { (line: Substring) in line.allSatisfy(\.isWhitespace) }
    guard let first = lines.firstIndex(where: { !isBlank($0) }),
      let last = lines.lastIndex(where: { !isBlank($0) })
    else { return "" }
    return lines[first...last].joined(separator: "\n")
  }
}

/// Why a solution cannot be taken apart. At least one problem; each names a line of the solution, and
/// no file, since the text may come from anywhere.
public struct SolutionPartsError: Error, Sendable, Equatable, CustomStringConvertible {
  /// Never empty, in the order of the lines.
  public var problems: [PackProblem]

  /// One problem a line.
  public var description: String { problems.map { "\($0)" }.joined(separator: "\n") }
}

/// A line that marks the beginning of a part.
struct MarkedLine: Equatable {
  /// From 0.
  var index: Int
  var block: String
  /// A mark inside of a declaration would cut it in two.
  var isIndented: Bool

  static func all(in lines: [Substring]) -> [MarkedLine] {
    lines.enumerated().compactMap { index, line in
      let text = line.drop(while: \.isWhitespace)
      guard text.hasPrefix(SolutionParts.mark) else { return nil }
      let id = text.dropFirst(SolutionParts.mark.count).prefix { !$0.isWhitespace && $0 != ":" }
      return MarkedLine(index: index, block: String(id), isIndented: text.count != line.count)
    }
  }
}
