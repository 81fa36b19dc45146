/// A reference solution taken apart at its marks, so that a block opens its own part and no other.
///
/// A part runs from `// MARK: - Block X` at the margin to the next such line, or to the end. What
/// stands before the first mark, imports and comments, belongs to every part. A reference of several
/// files is one text with a line before each further file, which belongs to every part of its file.
public struct SolutionParts: Sendable, Equatable {
  /// What a mark begins with; the block's id follows, then nothing, or `: ` and a title.
  public static let mark = "// MARK: - Block "

  /// One for each file.
  private let heads: [String]
  private let parts: [(block: String, file: Int, text: String)]

  /// `blocks` are the ids of the pack's blocks, in order.
  ///
  /// Throws everything that is wrong: a mark that is missing, repeated, indented, unknown or out of
  /// order, and code before the first mark, which would be in every part.
  public init(source: String, blocks: [String]) throws(SolutionPartsError) {
    let lines = source.split(
      omittingEmptySubsequences: false, whereSeparator: { $0 == "\n" || $0 == "\0" })
    let marks = MarkedLine.all(in: lines)
    let problems = SolutionMarks(lines: lines, marks: marks, blocks: blocks).problems
    guard problems.isEmpty else { throw SolutionPartsError(problems: problems) }
    let starts = MarkedLine.fileStarts(in: lines)
    let ends = marks.map(\.index) + [lines.count]
    func end(after start: Int) -> Int {
      min(ends.first { $0 > start } ?? lines.count, starts.first { $0 > start } ?? lines.count)
    }
    heads = starts.map { start in
      let isMark = marks.first?.index == start
      return isMark ? "" : Self.text(lines[start..<end(after: start)])
    }
    parts = marks.map { mark in
      (
        mark.block, starts.dropFirst().count { $0 < mark.index },
        Self.text(lines[mark.index..<end(after: mark.index)])
      )
    }
  }

  /// The ids of the blocks, in the order of their parts.
  public var blocks: [String] { parts.map(\.block) }

  /// What a block opens: the head of its file and the block's part; nil for an unknown block.
  public func text(of block: String) -> String? {
    parts.contains { $0.block == block } ? text(of: [block]) : nil
  }

  /// The head of each file with one of these blocks, and their parts in the order of the files.
  public func text(of blocks: some Sequence<String>) -> String {
    let wanted = Set(blocks)
    let chosen = parts.filter { wanted.contains($0.block) }
    let pieces = heads.indices.flatMap { file in
      let own = chosen.filter { $0.file == file }.map(\.text)
      return own.isEmpty ? [] : [heads[file]] + own
    }
    return pieces.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }

  /// Whether both have the same head and the same parts in the same order.
  public static func == (a: SolutionParts, b: SolutionParts) -> Bool {
    a.heads == b.heads && a.parts.elementsEqual(b.parts) { $0 == $1 }
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

  /// Where each file of a text begins: with the first line, and with every line that names one.
  static func fileStarts(in lines: [Substring]) -> [Int] {
    [0] + lines.indices.filter { $0 > 0 && lines[$0].hasPrefix(StudentWork.mark) }
  }

  static func all(in lines: [Substring]) -> [MarkedLine] {
    lines.enumerated().compactMap { index, line in
      let text = line.drop(while: \.isWhitespace)
      guard text.hasPrefix(SolutionParts.mark) else { return nil }
      let id = text.dropFirst(SolutionParts.mark.count).prefix { !$0.isWhitespace && $0 != ":" }
      return MarkedLine(index: index, block: String(id), isIndented: text.count != line.count)
    }
  }
}
